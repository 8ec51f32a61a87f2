import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ensureConsoleBuilt } from '../../tools/build.mjs';
import type { Member } from '../support/product/console-product.js';
import { becomes } from '../support/product/projections.js';
import { shopCalls } from '../support/stripe/shop-calls.js';
import { startStaffedShop, type StaffedShop } from '../support/stripe/staffed-shop.js';
import { actionDialog, demandStepAccessible } from './support/action.js';
import { demandNoSidewaysScroll } from './support/axe.js';
import { inBrowser, type Opened } from './support/browser.js';
import { rowOf, settled, signedIn } from './support/console.js';
import { originOf } from './support/origin.js';

const DESK = { viewport: { width: 1_280, height: 900 }, locale: 'en-US', timezoneId: 'UTC' };
const PHONE = { width: 375, height: 800 };

let shop: StaffedShop;
let finance: Member;
let lead: Member;
beforeAll(async () => {
  await ensureConsoleBuilt();
  shop = await startStaffedShop();
  finance = await shop.member('finance');
  lead = await shop.member('lead');
}, 240_000);
afterAll(() => shop?.close());

/** Opens the console as somebody, at a path. */
const visit = (
  { person }: Member,
  path: string,
  story: (opened: Opened) => Promise<void>,
  viewport = DESK.viewport,
) =>
  inBrowser({ ...DESK, viewport, ...signedIn(person.cookie ?? '') }, async (opened) => {
    await opened.page.goto(
      `${originOf(shop.desk).replace('127.0.0.1', 'localhost')}/console${path}`,
    );
    await settled(opened.page);
    await story(opened);
  });
const small = async (account: string) => (await shop.bought(account, { pack: 'small' })).paymentId;
const { refund, refundsAtStripe, untilRefunded } = shopCalls(() => shop);
const byKey = (payment: string, minor: number) =>
  refund(payment, { reason_code: 'goodwill', amount: { minor, currency: 'usd' } }).expect(201);

/** Fills in the dialog of the only payment, and asks for the preview. */
async function previewed(
  page: Page,
  money: string,
  button = /^(Give money back|Request a refund of the payment):/,
): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const dialog = actionDialog(page);
  await dialog.getByLabel('Amount in USD').fill(money);
  await dialog.getByLabel('Reason').click();
  await page.getByRole('option', { name: 'Duplicate charge' }).click();
  await dialog.getByRole('button', { name: 'Preview' }).click();
}
/** Holds that the table of payments is as wide as its place. */
async function demandUncut(page: Page, name = 'Payments'): Promise<void> {
  const table = page.getByRole('table', { name });
  const cut = await table.evaluate(
    (shown) => shown.clientWidth - (shown.parentElement?.clientWidth ?? 0),
  );
  expect(cut).toBeLessThanOrEqual(0);
}
const confirmOf = (page: Page, account: string, money: string) =>
  actionDialog(page).getByRole('button', { name: `Give ${money} back to ${account}` });
/** Confirms, and proves who it is where that is asked for. */
async function confirmed(page: Page, account: string, money: string): Promise<void> {
  const confirm = confirmOf(page, account, money);
  await confirm.click();
  const code = actionDialog(page).getByLabel('Code');
  const done = page.getByRole('heading', { name: /^Submitted/ });
  await code.or(done).first().waitFor();
  if ((await code.count()) === 0) return;
  await code.fill(await finance.person.code());
  await confirm.click();
}

describe('giving money back in the console', () => {
  it('shows what it comes to, asks who it is, and says that it is submitted', async () => {
    const payment = await small('shown');
    await visit(finance, '/accounts/shown/payments', async ({ page, watch }) => {
      watch.expect(/403/);
      await page.getByText('Small: 200 credits').first().waitFor();
      await demandNoSidewaysScroll(page);
      await demandUncut(page);
      await demandStepAccessible(page, 'payments of an account');
      await previewed(page, '4');
      const dialog = actionDialog(page);
      await dialog.getByText(/^Small: 200 credits, \$10.00, paid/).waitFor();
      await dialog.getByText(payment).waitFor();
      await dialog
        .getByText('$10.00 paid, $0.00 gone back before, $6.00 left afterwards')
        .waitFor();
      await demandStepAccessible(page, 'what a refund comes to');
      await confirmOf(page, 'shown', '$4.00').click();
      await dialog.getByLabel('Code').waitFor();
      expect(await refundsAtStripe(payment)).toEqual([]);
      await confirmed(page, 'shown', '$4.00');
      await page.getByRole('heading', { name: 'Submitted: $4.00 goes back to shown' }).waitFor();
      await demandStepAccessible(page, 'a refund submitted');
      expect((await refundsAtStripe(payment)).map(({ amount }) => amount)).toEqual([400]);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await rowOf(page, 'Small: 200 credits').filter({ hasText: '$4.00' }).first().waitFor();
    });
    await visit(
      finance,
      '/accounts/shown/payments',
      async ({ page }) => {
        await page.getByText('$4.00').first().waitFor();
        await demandNoSidewaysScroll(page);
        await page.getByRole('button', { name: /^Give money back:/ }).click();
        await demandNoSidewaysScroll(page);
      },
      PHONE,
    );
  });

  it('is previewed again once other money has gone back meanwhile', async () => {
    const payment = await small('stale');
    await visit(finance, '/accounts/stale/payments', async ({ page, watch }) => {
      watch.expect(/40[39]/);
      await previewed(page, '4');
      await confirmOf(page, 'stale', '$4.00').waitFor();
      await byKey(payment, 100);
      await confirmOf(page, 'stale', '$4.00').click();
      await page.getByText('What was previewed has changed').waitFor();
      expect((await refundsAtStripe(payment)).map(({ amount }) => amount)).toEqual([100]);
      // Recorded between a preview and its confirmation, it would make that stale, too.
      await untilRefunded('stale', 1);
      await page.getByRole('button', { name: 'Preview again' }).click();
      await confirmed(page, 'stale', '$4.00');
      await page.getByRole('heading', { name: /^Submitted/ }).waitFor();
      expect(await refundsAtStripe(payment)).toHaveLength(2);
    });
  });

  it('whose answer was lost is unknown, and happens once when it is tried again', async () => {
    const payment = await small('lost');
    await shop.stepUp(finance);
    await visit(finance, '/accounts/lost/payments', async ({ page, watch }) => {
      watch.expect(/ERR_FAILED|403/);
      await previewed(page, '5');
      await page.route('**/refunds', async (route) => {
        await route.fetch();
        await route.abort('failed');
      });
      await confirmOf(page, 'lost', '$5.00').click();
      await page.getByText('Outcome unknown. It may have been applied.').waitFor();
      await page.reload();
      await page.getByText('Outcome unknown. It may have been applied.').waitFor();
      await page.unroute('**/refunds');
      await page.getByRole('button', { name: 'Try again safely' }).click();
      await page.getByRole('heading', { name: /^Submitted: \$5.00/ }).waitFor();
      await page.getByText('It had been applied the first time.').waitFor();
      expect(await refundsAtStripe(payment)).toHaveLength(1);
      await actionDialog(page).getByRole('button', { name: 'Close' }).click();
      await previewed(page, '5');
      await page.getByText('The same was done a moment ago').waitFor();
      expect(await confirmOf(page, 'lost', '$5.00').isEnabled()).toBe(false);
    });
  });

  it('says what is wrong with an amount, and what Stripe says', async () => {
    const payment = await small('words');
    await shop.stepUp(finance);
    const { latest_charge: charge } = await shop.stripe.paymentIntents.retrieve(payment);
    const paid = (is: boolean) =>
      shop.harness.control('PATCH', `objects/${String(charge)}`, { paid: is });
    await visit(finance, '/accounts/words/payments', async ({ page, watch }) => {
      watch.expect(/422|409|403/);
      await previewed(page, '11');
      await page.getByText('expected at most 10.00 usd').waitFor();
      await actionDialog(page).getByLabel('Amount in USD').fill('3');
      await actionDialog(page).getByRole('button', { name: 'Preview' }).click();
      await paid(false);
      await confirmOf(page, 'words', '$3.00').click();
      await page.getByText('has not been paid').waitFor();
      await paid(true);
      expect(await refundsAtStripe(payment)).toEqual([]);
    });
  });

  it('is not offered of what a dispute holds, which says so, and of which payment it is', async () => {
    const payment = await small('held');
    const { latest_charge: charge } = await shop.stripe.paymentIntents.retrieve(payment);
    await shop.harness.control('POST', 'disputes', { charge });
    const standing = async () =>
      (await shop.product.get(`/v1/payments/${payment}`).expect(200)).body.standing;
    await becomes(standing, 'disputed');
    await visit(finance, '/accounts/held/payments', async ({ page }) => {
      const button = page.getByRole('button', { name: /^Give money back:/ });
      await button.waitFor();
      expect(await button.isDisabled()).toBe(true);
      await page.getByText('$10.00 disputed').waitFor();
      const why = await button.getAttribute('aria-describedby');
      expect(await page.locator(`[id="${why}"]`).textContent()).toMatch(/bank has its money/);
      await demandUncut(page);
      const disputes = page.getByRole('table', { name: 'Disputes' });
      await disputes.getByTitle(payment).waitFor();
      await disputes.getByText('Small').waitFor();
      await page.setViewportSize({ width: 1_024, height: 900 });
      await demandUncut(page);
      await demandUncut(page, 'Disputes');
      await demandStepAccessible(page, 'a payment in dispute');
    });
    await visit(finance, '/payments', async ({ page }) => {
      const row = page.getByRole('row').filter({ has: page.getByTitle(payment) });
      await row.getByText('Disputed', { exact: true }).waitFor();
      await demandUncut(page);
      for (const name of ['Refunds as CSV', 'Disputes as CSV']) {
        await page.getByRole('button', { name }).click();
        await page
          .getByText(new RegExp(`saved.*${name.split(' ')[0]?.toLowerCase()}.csv`, 'i'))
          .waitFor();
      }
    });
  });

  it('is requested by whoever may only ask, and seen by others', async () => {
    const payment = await small('asked');
    await visit(lead, '/accounts/asked/payments', async ({ page }) => {
      await previewed(page, '2.50');
      await page.getByText('This needs approval').waitFor();
      await page.getByText(/Ada finance \(Finance\)/).waitFor();
      await page.getByRole('button', { name: 'Request approval' }).click();
      await page.getByRole('link', { name: /request/i }).waitFor();
      expect(await refundsAtStripe(payment)).toEqual([]);
    });
    await visit(finance, '/approvals', async ({ page }) => {
      await page.getByText('Give $2.50 back to the payer').waitFor();
    });
    const support = await shop.member('support');
    await visit(support, '/payments', async ({ page }) => {
      await page.getByRole('link', { name: 'asked' }).click();
      await page.getByText('Small: 200 credits').first().waitFor();
      expect(await page.getByRole('button', { name: /^Give money/ }).count()).toBe(0);
      expect(await page.getByRole('columnheader', { name: 'Action' }).count()).toBe(0);
    });
    await visit(finance, '/payments?filter={"account_id":"asked"}', async ({ page }) => {
      await rowOf(page, 'Small: 200 credits').waitFor();
      await demandNoSidewaysScroll(page);
      await demandStepAccessible(page, 'the list of payments');
    });
  });
});
