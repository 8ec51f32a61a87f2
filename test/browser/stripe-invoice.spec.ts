import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type Stripe from 'stripe';
import { startSandbox, type SandboxHarness } from '../support/stripe/sandbox.js';
import { DAY, endOf, HOUR, Subscribers } from '../support/stripe/subscribers.js';
import { demandAccessible } from './support/axe.js';
import { inBrowser, type Opened } from './support/browser.js';

const SIZES = [
  { width: 1_280, height: 900 },
  { width: 390, height: 800 },
];

// https://docs.stripe.com/invoicing/hosted-invoice-page
describe('the hosted page of an invoice in the sandbox', () => {
  let harness: SandboxHarness;
  let stripe: Stripe;
  let buyers: Subscribers;
  let team: Stripe.Price;
  beforeAll(async () => {
    harness = await startSandbox();
    stripe = harness.client();
    buyers = new Subscribers(harness);
    team = await buyers.priceOf(4_900);
  });
  afterAll(() => harness.close());

  const latestOf = async (id: string) => {
    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id);
    return stripe.invoices.retrieve(String(invoice));
  };
  /** A subscriber whose upgrade waits, as this card does not pay it at once. */
  const upgrading = async (card: string) => {
    const { id, customer, items } = await buyers.subscribe();
    const method = await buyers.cardOf(String(customer), card);
    await stripe.subscriptions.update(id, { default_payment_method: method });
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: team.id }],
      billing_cycle_anchor: { type: 'now' },
      proration_behavior: 'none',
      payment_behavior: 'pending_if_incomplete',
    });
    return { id, method, invoice: await latestOf(id) };
  };
  const priceOf = async (id: string) =>
    (await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id;
  const open = (page: Page, { hosted_invoice_url: url }: Stripe.Invoice) => page.goto(url ?? '');
  const pay = async (page: Page, number: string, amount = '$49.00') => {
    await page.getByLabel('Card number').fill(number);
    await page.getByLabel('Expiry').fill('12/34');
    await page.getByLabel('CVC').fill('123');
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByRole('button', { name: `Pay ${amount}` }).click();
  };
  /** Answers that are no success are named on the console. */
  const refusals = ({ watch }: Opened) => watch.expect(/status of (402|404|422)/);

  it.each(SIZES)('shows what is due, and takes a good card for it at $width px', (viewport) =>
    inBrowser({ viewport }, async (opened) => {
      const { page } = opened;
      refusals(opened);
      const { id, method, invoice } = await upgrading('pm_card_chargeCustomerFail');
      await open(page, invoice);
      await page.getByText('Sandbox, no real money').waitFor();
      const summary = page.getByRole('region', { name: 'Invoice' });
      for (const text of [String(invoice.number), 'Open', 'Tax$0.00', 'Total$49.00']) {
        await summary.getByText(text, { exact: true }).waitFor();
      }
      await summary.getByText('Amount due$49.00', { exact: true }).waitFor();
      // What has failed before is said, and not as if it had just failed.
      await page.getByText('The last try to charge it failed: Your card was declined.').waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      await demandAccessible(page, 'open invoice');
      const overflow = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect(overflow).toBe(false);
      await pay(page, '4111 1111 1111 1111');
      await page.getByText('Enter one of the test cards below').waitFor();
      await demandAccessible(page, 'wrong card');
      for (const [card, words] of [
        ['4000 0000 0000 0002', 'Your card was declined.'],
        ['4000 0000 0000 9995', 'Your card has insufficient funds.'],
      ] as const) {
        await pay(page, card);
        await page.getByRole('alert').getByText(words).waitFor();
        expect(await priceOf(id)).not.toBe(team.id);
      }
      await demandAccessible(page, 'declined');
      await pay(page, '4242 4242 4242 4242');
      await page.getByRole('heading', { name: 'This invoice is paid' }).waitFor();
      await page.getByText('You can close this page').waitFor();
      await summary.getByText('Amount paid$49.00', { exact: true }).waitFor();
      expect(await summary.getByText('Amount due').count()).toBe(0);
      await demandAccessible(page, 'paid invoice');
      // The update that waited for it is made; the card was not to be kept.
      const after = await stripe.subscriptions.retrieve(id);
      expect(after.items.data.map(({ price }) => price.id)).toEqual([team.id]);
      expect(after).toMatchObject({ pending_update: null, default_payment_method: method });
      expect(await latestOf(id)).toMatchObject({ status: 'paid', amount_paid: 4_900 });
      await page.getByRole('link', { name: 'Receipt' }).click();
      await page.getByText('You paid $49.00 to Scrip sandbox.').waitFor();
    }),
  );

  it('leads to the bank of the card that was tried, and takes the payment once', () =>
    inBrowser({ viewport: { width: 390, height: 800 } }, async (opened) => {
      const { page } = opened;
      refusals(opened);
      const { id, invoice } = await upgrading('pm_card_authenticationRequiredOnSetup');
      await open(page, invoice);
      await demandAccessible(page, 'authentication is due');
      await page.getByRole('link', { name: 'Authenticate the payment' }).click();
      await page.getByRole('button', { name: 'Fail the authentication' }).click();
      await page.getByRole('alert').getByText('unable to authenticate').waitFor();
      expect(await page.getByRole('link', { name: 'Authenticate the payment' }).count()).toBe(0);
      expect(await priceOf(id)).not.toBe(team.id);
      await pay(page, '4000 0025 0000 3155');
      await page.getByRole('button', { name: 'Authenticate', exact: true }).click();
      await page.getByRole('heading', { name: 'This invoice is paid' }).waitFor();
      expect(await priceOf(id)).toBe(team.id);
      await page.goto(invoice.hosted_invoice_url ?? '');
      await page.getByRole('heading', { name: 'This invoice is paid' }).waitFor();
      expect(await page.getByRole('button').count()).toBe(0);
      const { data } = await stripe.charges.list({ customer: String(invoice.customer) });
      expect(data.map(({ amount, status }) => [amount, status])).toEqual([
        [4_900, 'succeeded'],
        [2_000, 'succeeded'],
      ]);
    }));

  it('keeps the card for later invoices where that is ticked', () =>
    inBrowser({}, async ({ page }) => {
      const { id, invoice } = await upgrading('pm_card_chargeCustomerFail');
      await open(page, invoice);
      await page.getByLabel('Charge later invoices to this card, too').check();
      await pay(page, '4000 0025 0000 3155');
      await page.getByRole('button', { name: 'Authenticate', exact: true }).click();
      await page.getByRole('heading', { name: 'This invoice is paid' }).waitFor();
      const subscription = await stripe.subscriptions.retrieve(id, {
        expand: ['default_payment_method'],
      });
      expect(subscription.default_payment_method).toMatchObject({ card: { last4: '3155' } });
      await buyers.goTo(endOf(subscription) + 2 * HOUR);
      expect(await latestOf(id)).toMatchObject({
        status: 'paid',
        billing_reason: 'subscription_cycle',
      });
    }));

  it('says that a void invoice is void, and that a draft has no page', () =>
    inBrowser({}, async (opened) => {
      const { page } = opened;
      refusals(opened);
      const { id, invoice } = await upgrading('pm_card_chargeCustomerFail');
      await open(page, invoice);
      await harness.pass(DAY);
      // The form is older than the end of the update.
      await pay(page, '4242 4242 4242 4242');
      await page.getByRole('heading', { name: 'This invoice is void' }).waitFor();
      await demandAccessible(page, 'void invoice');
      expect(await priceOf(id)).not.toBe(team.id);
      await buyers.goTo(endOf(await stripe.subscriptions.retrieve(id)) + 1);
      const draft = await latestOf(id);
      expect(draft).toMatchObject({ status: 'draft', hosted_invoice_url: null });
      await page.goto(`${harness.sandbox.url}/i/${draft.id}`);
      await page.getByText('There is nothing here').waitFor();
    }));
});
