import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Member } from '../../support/product/console-product.js';
import { actionDialog, beforeAfter, demandStepAccessible, preview } from '../support/action.js';
import { figure, rowOf, settled, type consolePages } from '../support/console.js';
import { chooseByKeys, focusOn, previewByKeys } from '../support/keyboard.js';

/** Stories of what changes an account's plan, status and holds, on the console's product. */
export function statusActionStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, post, hold, member } = pages;
  let lead: Member | undefined;
  const theLead = async () => (lead ??= await member('lead'));
  const newest = async (account: string, type: string) =>
    (await get(`/v1/accounts/${account}/events?filter[type]=${type}`)).data[0];
  /** Opens an account's page as somebody of the leads. */
  const asLead = async (path: string, story: (page: Page) => Promise<void>) => {
    const { person } = await theLead();
    const opened = async ({ page }: { page: Page }) => {
      await settled(page);
      await story(page);
    };
    await visit(path, opened, {}, person);
  };
  const choose = async (page: Page, name: string) => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name }).click();
  };

  describe('the status of an account', () => {
    it('is changed by the keyboard alone, each receipt leading to its event', async () => {
      const account = await open({ name: 'Acme' });
      await asLead(`/accounts/${account}`, async (page) => {
        for (const { item, confirm, done, type, status } of [
          {
            item: 'Suspend …',
            confirm: 'Suspend Acme',
            done: 'Suspended Acme',
            type: 'AccountSuspended',
            status: 'Suspended',
          },
          {
            item: 'Reinstate …',
            confirm: 'Reinstate Acme',
            done: 'Reinstated Acme',
            type: 'AccountReinstated',
            status: 'Open',
          },
        ]) {
          await page.getByRole('button', { name: 'More actions' }).focus();
          await page.keyboard.press('Enter');
          await page.getByRole('menuitem', { name: item }).focus();
          await page.keyboard.press('Enter');
          await focusOn(page, page.getByRole('combobox', { name: 'Reason' }));
          await page.keyboard.press('Enter');
          await chooseByKeys(page, 'Fraud');
          await page.keyboard.press('Tab');
          await page.keyboard.type('As the bank asked');
          await previewByKeys(page);
          await page.getByRole('button', { name: confirm }).waitFor();
          expect(await beforeAfter(page)).toEqual(['100', '100']);
          await page.keyboard.press('Control+Enter');
          await page.getByRole('heading', { name: done }).waitFor();
          const event = await newest(account, type);
          expect(event).toMatchObject({
            actor: `staff:${(await theLead()).id}`,
            reason_code: 'fraud_reversal',
            note: 'As the bank asked',
          });
          const show = page.getByRole('link', { name: 'Show in the timeline' });
          expect(await show.getAttribute('href')).toContain(`event=${event.event_id}`);
          await page.keyboard.press('Escape');
          await actionDialog(page).waitFor({ state: 'detached' });
          await page.locator('main header').getByText(status, { exact: true }).waitFor();
        }
      });
    });

    it('says what remains before an account is closed, which others approve', async () => {
      const account = await open({ name: 'Ended' });
      await hold(account, { credits: '5', expires_in_s: 3_600 });
      await asLead(`/accounts/${account}`, async (page) => {
        await choose(page, 'Request its closure …');
        await preview(page, { reason: 'Other' });
        await page.getByText('Some holds are open').waitFor();
        await page.getByText('Credits remain').waitFor();
        await page.getByText('This needs approval').waitFor();
        expect(await page.getByRole('button', { name: 'Close Ended' }).count()).toBe(0);
        await demandStepAccessible(page, 'closing');
      });
    });

    it('changed meanwhile has what was previewed be stale', async () => {
      const account = await open({ name: 'Meanwhile' });
      const { person } = await theLead();
      await visit(
        `/accounts/${account}`,
        async ({ page, watch }) => {
          watch.expect(/409/);
          await settled(page);
          await choose(page, 'Suspend …');
          await preview(page, { reason: 'Fraud' });
          const confirm = page.getByRole('button', { name: 'Suspend Meanwhile' });
          await confirm.waitFor();
          const why = { reason_code: 'other', note: 'Asked for' };
          await post(`/v1/accounts/${account}/suspend`, why, 200);
          await confirm.click();
          await page.getByText('Changed since then: the status of the account.').waitFor();
          await page.getByRole('button', { name: 'Preview again' }).click();
          await page.getByText('This changes nothing: it is so already.').waitFor();
        },
        {},
        person,
      );
    });
  });

  describe('the plan of an account', () => {
    it('is changed at once, to what the preview showed', async () => {
      const account = await open({ name: 'Grown' });
      await asLead(`/accounts/${account}/plan`, async (page) => {
        await page.getByRole('button', { name: 'Change plan' }).click();
        await actionDialog(page).getByLabel('New plan').click();
        await page.getByRole('option', { name: /^Pro/ }).click();
        await demandStepAccessible(page, 'plan form');
        await preview(page, { reason: 'Promised by sales' });
        const [before, after] = await beforeAfter(page);
        const confirm = page.getByRole('button', { name: 'Change Grown to Pro' });
        await confirm.waitFor();
        await demandStepAccessible(page, 'plan review');
        await confirm.click();
        await page.getByRole('heading', { name: 'Changed Grown to Pro' }).waitFor();
        await actionDialog(page).getByText(`${before} → `).waitFor();
        const balance = await get(`/v1/accounts/${account}/balance`);
        expect(after).toBe(balance.available);
        const { event_id } = await newest(account, 'PlanChanged');
        await actionDialog(page).getByText(event_id, { exact: true }).first().waitFor();
        await demandStepAccessible(page, 'plan receipt');
        await page.getByRole('button', { name: 'Close' }).click();
        await figure(page, 'plan').getByText('pro').waitFor();
      });
    });

    it('that is cheaper waits for the renewal, and is taken back by keeping the present one', async () => {
      const account = await open({ name: 'Shrunk', plan: 'pro' });
      const { person } = await theLead();
      const story = async ({ page, watch }: Parameters<Parameters<typeof visit>[1]>[0]) => {
        watch.expect(/409|422/);
        await settled(page);
        const change = async (plan: RegExp, when: string) => {
          await page.getByRole('button', { name: 'Change plan' }).click();
          await actionDialog(page).getByLabel('New plan').click();
          await page.getByRole('option', { name: plan }).click();
          await actionDialog(page).getByRole('button', { name: when }).click();
          await preview(page, { reason: 'Other' });
        };
        await change(/^Free/, 'At once');
        await actionDialog(page).getByText('Only a dearer plan can begin at once').waitFor();
        await actionDialog(page).getByRole('button', { name: 'At the renewal' }).click();
        await page.getByRole('button', { name: 'Preview' }).click();
        await page.getByText('Takes effect').waitFor();
        const confirm = 'Change Shrunk to Free at the renewal';
        await page.getByRole('button', { name: confirm }).click();
        await page
          .getByRole('heading', { name: 'Shrunk changes to Free at the renewal' })
          .waitFor();
        await page.getByRole('button', { name: 'Close' }).click();
        expect((await get(`/v1/accounts/${account}`)).scheduled_change.plan).toBe('free');
        await change(/^Pro/, 'At the renewal');
        await page.getByRole('button', { name: 'Keep Shrunk on Pro' }).click();
        await page.getByRole('heading', { name: 'Shrunk stays on Pro' }).waitFor();
        expect((await get(`/v1/accounts/${account}`)).scheduled_change).toBeNull();
      };
      await visit(`/accounts/${account}/plan`, story, {}, person);
    });
  });

  describe('an open hold', () => {
    it('is released from its row, and from the event that placed it', async () => {
      const account = await open({ name: 'Held' });
      const one = await hold(account, { credits: '7.25', expires_in_s: 3_600 });
      const other = await hold(account, { credits: '2', expires_in_s: 3_600 });
      await asLead(`/accounts/${account}/holds`, async (page) => {
        await rowOf(page, one.hold_id)
          .getByRole('button', { name: 'Release this hold of 7.25 credits' })
          .click();
        await preview(page, { reason: 'Other' });
        expect(await beforeAfter(page, 'held')).toEqual(['9.25', '2']);
        await page.getByRole('button', { name: 'Release 7.25 credits of Held' }).click();
        await page.getByRole('heading', { name: 'Released 7.25 credits of Held' }).waitFor();
        await demandStepAccessible(page, 'release receipt');
        const { event_id } = await newest(account, 'HoldReleased');
        await page.getByRole('link', { name: 'Show in the timeline' }).click();
        await page.getByRole('dialog', { name: 'Hold released' }).getByText(event_id).waitFor();
        await page.goto(page.url().replace(event_id, other.hold_id));
        const drawer = page.getByRole('dialog', { name: 'Hold placed' });
        await drawer.getByRole('button', { name: 'Release this hold of 2 credits' }).click();
        await preview(page, { reason: 'Other' });
        await page.getByRole('button', { name: 'Release 2 credits of Held' }).click();
        await page.getByRole('heading', { name: 'Released 2 credits of Held' }).waitFor();
        expect((await get(`/v1/accounts/${account}/balance`)).held).toBe('0');
      });
    });
  });

  it('offers each role what it may do or ask for', async () => {
    const account = await open({ name: 'Offered' });
    for (const [role, items] of [
      ['lead', ['Change plan …', 'Suspend …', 'Request its closure …']],
      ['support', ['Request a change of plan …', 'Request a suspension …']],
      ['finance', ['Request its closure …']],
      ['operator', []],
    ] as const) {
      const { person } = role === 'lead' ? await theLead() : await member(role);
      const story = async ({ page }: { page: Page }) => {
        await settled(page);
        const more = page.getByRole('button', { name: 'More actions' });
        if (items.length > 0) await more.waitFor();
        expect(await more.count()).toBe(items.length === 0 ? 0 : 1);
        if (items.length === 0) return;
        await more.click();
        await page.getByRole('menuitem').first().waitFor();
        expect(await page.getByRole('menuitem').allTextContents()).toEqual(items);
        await demandStepAccessible(page, `actions of ${role}`);
      };
      await visit(`/accounts/${account}`, story, {}, person);
    }
  });

  it('issues credits that expire when the dialog says', async () => {
    const account = await open({ name: 'Brief', time_zone: 'Europe/Berlin' });
    await visit(`/accounts/${account}?zone=account`, async ({ page }) => {
      await settled(page);
      await page.keyboard.press('i');
      await actionDialog(page).getByLabel('Expires (optional)').fill('2040-10-31T23:59');
      await actionDialog(page).getByText('Europe/Berlin').waitFor();
      await preview(page, { credits: '5' });
      await page.getByRole('button', { name: 'Issue 5 credits to Brief' }).click();
      await page.getByRole('heading', { name: 'Issued 5 credits to Brief' }).waitFor();
      const { data } = await get(`/v1/accounts/${account}/lots`);
      const ends = data.map(({ expires_at }: { expires_at: string }) => expires_at);
      expect(ends).toContain('2040-10-31T22:59:00.000Z');
    });
  });
}
