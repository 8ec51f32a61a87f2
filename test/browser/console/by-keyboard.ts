import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Member } from '../../support/product/console-product.js';
import { actionDialog } from '../support/action.js';
import { settled, type consolePages, type Visited } from '../support/console.js';
import { chooseByKeys, previewByKeys, tabTo } from '../support/keyboard.js';

/** Gives the reason and the note of the form that is open. */
async function explain(page: Page, reason: string): Promise<void> {
  await tabTo(page, actionDialog(page).getByRole('combobox', { name: 'Reason' }));
  await page.keyboard.press('Enter');
  await chooseByKeys(page, reason);
  await tabTo(page, actionDialog(page).getByLabel('Note for colleagues'));
  await page.keyboard.type('By keys alone');
}

/** Previews what is filled in, and confirms it once the button says the fact. */
async function confirm(page: Page, fact: string): Promise<void> {
  await previewByKeys(page);
  await page.getByRole('button', { name: fact, exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
}

/** Stories of each action about money without a pointer, on the console's product. */
export function keyboardStories(pages: ReturnType<typeof consolePages>): void {
  const { visit, get, open, debit, hold, adjust, member } = pages;

  describe('by the keyboard alone', () => {
    let lead: Member;
    beforeAll(async () => {
      lead = await member('lead');
    });
    const asLead = (path: string, story: (page: Page) => Promise<void>) => {
      const opened = async ({ page, watch }: Visited) => {
        watch.expect(/403/);
        await settled(page);
        await story(page);
      };
      return visit(path, opened, {}, lead.person);
    };
    /** Gives a code where one is asked for; what was proved holds for a while. */
    const proved = async (page: Page, title: string) => {
      const code = actionDialog(page).getByLabel('Six-digit code');
      await code.or(page.getByRole('heading', { name: title, exact: true })).waitFor();
      if (await code.isVisible()) {
        await tabTo(page, code);
        await page.keyboard.type(await lead.person.code());
        await page.keyboard.press('Control+Enter');
      }
      await done(page, title);
    };
    const done = (page: Page, title: string) =>
      page.getByRole('heading', { name: title, exact: true }).waitFor();
    const newest = async (account: string) =>
      (await get(`/v1/accounts/${account}/events?page[size]=1`)).data[0];

    it('a debit is refunded in part', async () => {
      const account = await open({ name: 'Refund' });
      await debit(account, { credits: '8' });
      await asLead(`/accounts/${account}/timeline`, async (page) => {
        await tabTo(page, page.getByRole('link', { name: 'Debited' }));
        await page.keyboard.press('r');
        await tabTo(page, actionDialog(page).getByLabel(/^Credits/));
        await page.keyboard.type('3');
        await explain(page, 'Model');
        await confirm(page, 'Refund 3 credits to Refund');
        await done(page, 'Refunded 3 credits to Refund');
      });
      expect(await newest(account)).toMatchObject({ type: 'DebitRefunded', credits: '3' });
    });

    it('credits are taken, once a code is given', async () => {
      const account = await open({ name: 'Deduct' });
      await asLead(`/accounts/${account}`, async (page) => {
        await page.getByRole('button', { name: 'Issue or deduct' }).waitFor();
        await page.keyboard.press('i');
        // The two ways are one stop; arrows lead from one to the other.
        const way = (name: string) => actionDialog(page).getByRole('button', { name, exact: true });
        await tabTo(page, way('Issue'), 'Shift+Tab');
        await tabTo(page, way('Deduct'), 'ArrowRight');
        await page.keyboard.press('Space');
        await tabTo(page, actionDialog(page).getByLabel(/^Credits/));
        await page.keyboard.type('12.5');
        await explain(page, 'Fraud');
        await confirm(page, 'Deduct 12.5 credits from Deduct');
        await proved(page, 'Deducted 12.5 credits from Deduct');
      });
      expect(await newest(account)).toMatchObject({ type: 'CreditsAdjusted', credits: '-12.5' });
    });

    it('what was given is countered', async () => {
      const account = await open({ name: 'Counter' });
      const { adjustment_id } = await adjust(account, '4');
      await asLead(`/accounts/${account}/timeline?event=${adjustment_id}`, async (page) => {
        await tabTo(page, page.getByRole('button', { name: 'Counter this' }));
        await page.keyboard.press('Enter');
        await actionDialog(page).waitFor();
        await explain(page, 'Billing');
        await confirm(page, 'Deduct 4 credits from Counter');
        await proved(page, 'Deducted 4 credits from Counter');
      });
      expect(await newest(account)).toMatchObject({ credits: '-4' });
    });

    it('the plan is changed', async () => {
      const account = await open({ name: 'Plan' });
      await asLead(`/accounts/${account}/plan`, async (page) => {
        await tabTo(page, page.locator('main').getByRole('button', { name: 'Change plan' }));
        await page.keyboard.press('Enter');
        await tabTo(page, actionDialog(page).getByRole('combobox', { name: 'New plan' }));
        await page.keyboard.press('Enter');
        await chooseByKeys(page, 'Pro');
        await explain(page, 'Other');
        await confirm(page, 'Change Plan to Pro');
        await done(page, 'Changed Plan to Pro');
      });
      expect((await get(`/v1/accounts/${account}`)).plan).toBe('pro');
    });

    it('a hold is released', async () => {
      const account = await open({ name: 'Hold' });
      await hold(account, { credits: '7.25', expires_in_s: 3_600 });
      await asLead(`/accounts/${account}/holds`, async (page) => {
        await tabTo(page, page.getByRole('button', { name: /^Release this hold/ }));
        await page.keyboard.press('Enter');
        await explain(page, 'Other');
        await confirm(page, 'Release 7.25 credits of Hold');
        await done(page, 'Released 7.25 credits of Hold');
      });
      expect((await get(`/v1/accounts/${account}/balance`)).held).toBe('0');
    });

    it('the closing of an account is requested, and taken back', async () => {
      const account = await open({ name: 'Close' });
      await asLead(`/accounts/${account}`, async (page) => {
        await tabTo(page, page.getByRole('button', { name: 'More actions' }));
        await page.keyboard.press('Enter');
        const item = page.getByRole('menuitem', { name: 'Request its closure …' });
        await tabTo(page, item, 'ArrowDown');
        await page.keyboard.press('Enter');
        await explain(page, 'Other');
        await previewByKeys(page);
        await page.getByText('This needs approval').waitFor();
        await page.keyboard.press('Control+Enter');
        await done(page, 'Approval requested');
        await tabTo(page, page.getByRole('link', { name: 'Show the request' }));
        await page.keyboard.press('Enter');
        await tabTo(page, page.getByRole('button', { name: 'Withdraw' }));
        await page.keyboard.press('Enter');
        const withdraw = page.getByRole('dialog').getByRole('button', { name: 'Withdraw' });
        await tabTo(page, withdraw);
        await page.keyboard.press('Enter');
        await page.getByText('Ada took it back.').waitFor();
      });
      expect((await get(`/v1/accounts/${account}`)).status).toBe('open');
    });
  });
}
