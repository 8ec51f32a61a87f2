import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  actionDialog,
  beforeAfter,
  demandStepAccessible,
  fillIn,
  preview,
} from '../support/action.js';
import { demandNoSidewaysScroll } from '../support/axe.js';
import { figure, settled, type consolePages } from '../support/console.js';
import { chooseByKeys, previewByKeys } from '../support/keyboard.js';

/** Stories of moving credits, on the product of the console's other stories. */
export function actionStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, post, debit, member } = pages;
  const adjustments = async (account: string) =>
    (await get(`/v1/accounts/${account}/events?filter[type]=CreditsAdjusted`)).data;
  const available = async (account: string) =>
    (await get(`/v1/accounts/${account}/balance`)).available;
  const opened = async (page: Page) => {
    await settled(page);
    await page.getByText('Live', { exact: true }).waitFor();
  };

  describe('issuing credits', () => {
    it('shows what it comes to, then does it once while the customer spends', async () => {
      const account = await open({ name: 'Acme' });
      const { id, person } = await member('support');
      const story = async ({ page }: { page: Page }) => {
        await opened(page);
        await page.getByRole('button', { name: 'Issue or deduct' }).click();
        await preview(page, { credits: '120.50', ticket: 'ZD-4711' });
        expect(await beforeAfter(page)).toEqual(['100', '220.5']);
        await page.getByText('New lot').waitFor();
        const spending = spend(account);
        await page.getByRole('button', { name: 'Issue 120.5 credits to Acme' }).click();
        await page.getByRole('heading', { name: 'Issued 120.5 credits to Acme' }).waitFor();
        const [event, ...others] = await adjustments(account);
        expect(others).toEqual([]);
        expect(event).toMatchObject({
          actor: `staff:${id}`,
          credits: '120.5',
          reason_code: 'service_outage',
          note: 'As agreed',
          ticket: 'ZD-4711',
        });
        const { balance_after, data } = event;
        const shown = await actionDialog(page).getByText('→').textContent();
        expect(shown?.endsWith(` → ${balance_after.available}`)).toBe(true);
        await actionDialog(page)
          .getByText(`You now have ${balance_after.available} credits.`)
          .waitFor();
        await actionDialog(page).getByText(data.adjustmentId, { exact: true }).first().waitFor();
        await spending.end();
        const now = await available(account);
        await figure(page, 'available').getByText(now).waitFor();
        await page.getByRole('link', { name: 'Show in the timeline' }).click();
        await page.getByRole('dialog', { name: 'Adjusted' }).getByText('ZD-4711').first().waitFor();
      };
      await visit(`/accounts/${account}`, story, {}, person);
    });

    it('goes by the keyboard alone, and Enter never confirms', async () => {
      const account = await open({ name: 'Keys' });
      await visit(`/accounts/${account}`, async ({ page }) => {
        await opened(page);
        await page.keyboard.press('i');
        await actionDialog(page).waitFor();
        await page.keyboard.type('7');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await chooseByKeys(page, 'Goodwill');
        await page.keyboard.press('Tab');
        await page.keyboard.type('By hand');
        await previewByKeys(page);
        expect(await beforeAfter(page)).toEqual(['100', '107']);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'What this does' }).waitFor();
        expect(await adjustments(account)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: 'Issued 7 credits to Keys' }).waitFor();
        expect(await adjustments(account)).toMatchObject([{ note: 'By hand', credits: '7' }]);
        await page.keyboard.press('Escape');
        await actionDialog(page).waitFor({ state: 'detached' });
        expect(await page.evaluate('sessionStorage.length')).toBe(0);
      });
    });

    it('has every step fit for everybody, and for a narrow screen', async () => {
      const account = await open({ name: 'Narrow' });
      const story = async ({ page }: { page: Page }) => {
        await opened(page);
        const demand = async (where: string) => {
          await demandNoSidewaysScroll(page);
          // A step that is longer than the screen is scrolled: nothing in it is squeezed.
          const cut = `[...document.querySelectorAll('[role=dialog] .MuiDialogContent-root *')]
            .filter(({ scrollHeight, clientHeight, localName }) => clientHeight > 0
              && !/textarea|legend|thead/.test(localName) && scrollHeight > clientHeight + 1)
            .filter((element) => getComputedStyle(element).overflowY !== 'visible')
            .map(({ localName, className }) => localName + ' ' + className)`;
          expect(await page.evaluate(cut)).toEqual([]);
          await demandStepAccessible(page, where);
        };
        await page.getByRole('button', { name: 'Issue or deduct' }).click();
        await page.getByRole('button', { name: 'Preview' }).click();
        await page.getByText('Fill this in').first().waitFor();
        await page.locator(':focus[inputmode=decimal]').waitFor();
        await demand('form');
        await preview(page, { credits: '300' });
        const confirm = page.getByRole('button', { name: 'Issue 300 credits to Narrow' });
        await confirm.waitFor();
        expect(await confirm.isEnabled()).toBe(false);
        await demand('review');
        await page.getByLabel('Type the amount again').fill('30');
        expect(await confirm.isEnabled()).toBe(false);
        await page.getByLabel('Type the amount again').fill('300');
        await confirm.click();
        await page.getByRole('heading', { name: 'Issued 300 credits to Narrow' }).waitFor();
        await demand('receipt');
      };
      await visit(`/accounts/${account}`, story, { viewport: { width: 375, height: 560 } });
    });

    it('is offered to those who may, asked for by those who may ask, and else not there', async () => {
      const account = await open({ name: 'Roles' });
      for (const [role, button] of [
        ['finance', 'Request credits'],
        ['product', null],
      ] as const) {
        const { person } = await member(role);
        const story = async ({ page }: { page: Page }) => {
          await opened(page);
          const buttons = page
            .locator('main header')
            .getByRole('button', { name: /credits|deduct/ });
          if (button !== null) await buttons.first().waitFor();
          expect(await buttons.count()).toBe(button === null ? 0 : 1);
          if (button === null) return;
          await page.getByRole('button', { name: button }).click();
          await preview(page, { credits: '5' });
          await page.getByText('This needs approval').waitFor();
          expect(await page.getByRole('button', { name: /^Issue/ }).count()).toBe(0);
        };
        await visit(`/accounts/${account}`, story, {}, person);
      }
      expect(await available(account)).toBe('100');
    });
  });

  describe('refunding a debit', () => {
    it('gives back a part, then the rest, then says that nothing is left', async () => {
      const account = await open({ name: 'Refunded' });
      const { debit_id, lots } = await debit(account, { credits: '8' });
      await visit(`/accounts/${account}/timeline`, async ({ page, watch }) => {
        watch.expect(/422/);
        await opened(page);
        const row = page.getByRole('link', { name: 'Debited' });
        await row.focus();
        await page.keyboard.press('r');
        await actionDialog(page).getByText('Leave empty for all that is left: 8 of 8.').waitFor();
        await preview(page, { credits: '3', reason: 'Model quality' });
        expect(await beforeAfter(page)).toEqual(['92', '95']);
        await page.getByText(lots[0].lot_id).waitFor();
        await page.getByRole('button', { name: 'Refund 3 credits to Refunded' }).click();
        await page.getByRole('heading', { name: 'Refunded 3 credits to Refunded' }).waitFor();
        await page.getByRole('button', { name: 'Close' }).click();

        await page.getByRole('button', { name: 'Refund this debit of 8 credits' }).click();
        await actionDialog(page).getByText('Leave empty for all that is left: 5 of 8.').waitFor();
        await preview(page, { reason: 'Model quality' });
        await page.getByRole('button', { name: 'Refund 5 credits to Refunded' }).click();
        await page.getByRole('heading', { name: 'Refunded 5 credits to Refunded' }).waitFor();
        await page.getByRole('button', { name: 'Close' }).click();

        await row.click();
        await page.getByRole('dialog', { name: 'Debited' }).waitFor();
        await page.keyboard.press('r');
        const nothing = 'There is nothing left to refund of this debit';
        await actionDialog(page).getByText(nothing).waitFor();
        await preview(page, { reason: 'Model quality' });
        await actionDialog(page).getByText(nothing).waitFor();
        await demandStepAccessible(page, 'nothing left');
        // What is typed does not move the drawer behind.
        await actionDialog(page).getByLabel('Note for colleagues').fill('');
        await page.keyboard.type('jjkk');
        await page.keyboard.press('Escape');
        await page.getByRole('dialog', { name: 'Debited' }).waitFor();
      });
      const { data } = await get(`/v1/accounts/${account}/events?filter[type]=DebitRefunded`);
      expect(data.map(({ credits }: { credits: string }) => credits)).toEqual(['5', '3']);
      expect((await get(`/v1/accounts/${account}/debits/${debit_id}`)).refunded).toBe('8');
    });

    it('begins at an entry of an explanation too', async () => {
      const account = await open({ name: 'Explained' });
      await debit(account, { credits: '2' });
      await visit(`/accounts/${account}/explain`, async ({ page }) => {
        await opened(page);
        await page.getByRole('button', { name: 'Show the entries of Debit' }).click();
        await page.getByRole('button', { name: 'Refund this debit of 2 credits' }).click();
        await actionDialog(page).getByText('Leave empty for all that is left: 2 of 2.').waitFor();
      });
    });
  });

  describe('deducting credits', () => {
    it('takes what there is and no more, of somebody who proves who they are', async () => {
      const account = await open({ name: 'Taken' });
      await debit(account, { credits: '70' });
      const { person } = await member('lead');
      const story = async ({ page, watch }: Parameters<Parameters<typeof visit>[1]>[0]) => {
        watch.expect(/402/, /403/, /401/);
        await opened(page);
        await page.keyboard.press('i');
        await page.getByRole('button', { name: 'Deduct', exact: true }).click();
        await preview(page, { credits: '50', reason: 'Fraud' });
        await actionDialog(page).getByText('30 available').waitFor();
        expect(
          await actionDialog(page)
            .getByLabel(/^Credits/)
            .inputValue(),
        ).toBe('50');
        await demandStepAccessible(page, 'refused');
        await preview(page, { credits: '30', reason: 'Fraud' });
        expect(await beforeAfter(page)).toEqual(['30', '0']);
        await page.getByText('This takes all that is available.').waitFor();
        const confirm = page.getByRole('button', { name: 'Deduct 30 credits from Taken' });
        await confirm.click();
        const code = actionDialog(page).getByLabel('Six-digit code');
        await code.fill('000000');
        await confirm.click();
        await page.getByText('This code is wrong, or was used already.').waitFor();
        await demandStepAccessible(page, 'step-up');
        await code.fill(await person.code());
        await page.keyboard.press('Enter');
        expect(await available(account)).toBe('30');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: 'Deducted 30 credits from Taken' }).waitFor();
        await figure(page, 'level').getByText('Empty').waitFor();
        expect(await adjustments(account)).toMatchObject([{ credits: '-30' }]);
      };
      await visit(`/accounts/${account}`, story, {}, person);
    });

    it('is filled in by "Counter this" for what was given by mistake', async () => {
      const account = await open({ name: 'Countered' });
      const given = await post(`/v1/accounts/${account}/adjustments`, {
        credits: '12.25',
        reason_code: 'goodwill',
        note: 'by mistake',
        ticket: 'ZD-9',
      });
      const { person } = await member('lead');
      const path = `/accounts/${account}/timeline?event=${given.adjustment_id}`;
      const story = async ({ page }: { page: Page }) => {
        await page.getByRole('button', { name: 'Counter this' }).click();
        const dialog = actionDialog(page);
        expect(await dialog.getByLabel(/^Credits/).inputValue()).toBe('12.25');
        expect(await dialog.getByLabel('Ticket (optional)').inputValue()).toBe('ZD-9');
        const note = `Counters ${given.adjustment_id}`;
        await fillIn(page, { reason: 'Billing error', note });
        await page.keyboard.press('Control+Enter');
        expect(await beforeAfter(page)).toEqual(['112.25', '100']);
      };
      await visit(path, story, {}, person);
    });
  });

  /** Debits as a product does, several times a second, until told to end. */
  function spend(account: string): { end: () => Promise<void> } {
    let isOver = false;
    const spending = (async () => {
      while (!isOver) await debit(account, { credits: '0.000001' });
    })();
    return {
      async end() {
        isOver = true;
        await spending;
      },
    };
  }
}
