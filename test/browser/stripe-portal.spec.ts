import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type Stripe from 'stripe';
import { startSandbox, type SandboxHarness } from '../support/stripe/sandbox.js';
import { endOf, HOUR, Subscribers } from '../support/stripe/subscribers.js';
import { demandAccessible } from './support/axe.js';
import { inBrowser, type Opened } from './support/browser.js';

const SIZES = [
  { width: 1_280, height: 900 },
  { width: 390, height: 800 },
];

// https://docs.stripe.com/customer-management
describe('the customer portal in the sandbox', () => {
  let harness: SandboxHarness;
  let stripe: Stripe;
  let buyers: Subscribers;
  let configuration: string;
  beforeAll(async () => {
    harness = await startSandbox();
    stripe = harness.client();
    buyers = new Subscribers(harness);
    ({ id: configuration } = await stripe.billingPortal.configurations.create({
      business_profile: { headline: 'Your plan at Scrip' },
      features: {
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true },
        subscription_cancel: { enabled: true },
      },
    }));
  });
  afterAll(() => harness.close());

  const sessionOf = (customer: unknown, params: { configuration?: string } = {}) =>
    stripe.billingPortal.sessions.create({
      customer: String(customer),
      configuration,
      return_url: `${harness.sandbox.url}/receipts/back`,
      ...params,
    });
  const dayOf = (seconds: number) =>
    new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(seconds * 1_000);
  const give = async (page: Page, number: string) => {
    await page.getByLabel('Card number').fill(number);
    await page.getByLabel('Expiry').fill('12/34');
    await page.getByLabel('CVC').fill('123');
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByRole('button', { name: 'Save card' }).click();
  };
  /** Answers that are no success are named on the console. */
  const refusals = ({ watch }: Opened) => watch.expect(/status of (402|404|410|422)/);

  it.each(SIZES)(
    'shows plan, card and invoices, and cancels and takes that back at $width px',
    (viewport) =>
      inBrowser({ viewport }, async (opened) => {
        const { page } = opened;
        refusals(opened);
        const subscription = await buyers.subscribe();
        const { id, customer } = subscription;
        const { url } = await sessionOf(customer);
        await page.goto(url);
        await page.getByText('Sandbox, no real money').waitFor();
        const end = dayOf(endOf(subscription));
        await page.getByText(`Your plan renews on ${end}.`).waitFor();
        for (const text of ['Your plan at Scrip', '$20.00 per month', 'Visa •••• 4242']) {
          await page.getByText(text).waitFor();
        }
        await demandAccessible(page, 'portal');
        const overflow = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        expect(overflow).toBe(false);
        await page.getByRole('link', { name: 'Cancel the plan' }).click();
        await page.getByRole('heading', { name: 'Cancel the plan?' }).waitFor();
        await demandAccessible(page, 'asks to cancel');
        await page.getByRole('link', { name: 'Keep it' }).click();
        await page.getByRole('link', { name: 'Cancel the plan' }).click();
        await page.getByRole('button', { name: 'Cancel the plan' }).click();
        await page.getByText(`Your plan ends on ${end}.`).waitFor();
        await demandAccessible(page, 'cancelled');
        expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
          cancel_at_period_end: true,
          cancel_at: endOf(subscription),
          cancellation_details: { reason: 'cancellation_requested' },
        });
        await page.getByRole('button', { name: 'Do not cancel' }).click();
        await page.getByText(`Your plan renews on ${end}.`).waitFor();
        expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
          cancel_at_period_end: false,
          cancel_at: null,
          status: 'active',
        });
        await page.getByRole('region', { name: 'Invoices' }).getByRole('link').click();
        await page.getByRole('heading', { name: 'This invoice is paid' }).waitFor();
        await page.goto(url);
        await page.getByRole('link', { name: 'Return to Scrip sandbox' }).click();
        await page.waitForURL('**/receipts/back');
      }),
  );

  it('replaces the card that renewals are charged to, once its bank agrees', () =>
    inBrowser({ viewport: { width: 390, height: 800 } }, async (opened) => {
      const { page } = opened;
      refusals(opened);
      const subscription = await buyers.subscribe();
      const { id, customer } = subscription;
      await page.goto((await sessionOf(customer)).url);
      await page.getByRole('link', { name: 'Replace the card' }).click();
      await page.getByText('Nothing is charged now.').waitFor();
      await give(page, '4111 1111 1111 1111');
      await page.getByText('Enter one of the test cards below').waitFor();
      await give(page, '4000 0000 0000 0002');
      await page.getByRole('alert').getByText('Your card was declined.').waitFor();
      await demandAccessible(page, 'declined');
      for (const answer of ['Fail the authentication', 'Authenticate']) {
        await give(page, '4000 0025 0000 3155');
        await page.getByRole('button', { name: answer, exact: true }).click();
        if (answer !== 'Authenticate') {
          await page.getByRole('alert').getByText('has not authenticated you').waitFor();
          const { default_payment_method: kept } = await stripe.subscriptions.retrieve(id);
          expect(kept).toBe(subscription.default_payment_method);
        }
      }
      await page.getByText('Visa •••• 3155, expires 12/2034').waitFor();
      const after = await stripe.subscriptions.retrieve(id);
      const owner = (await stripe.customers.retrieve(String(customer))) as Stripe.Customer;
      expect(owner.invoice_settings.default_payment_method).toBe(after.default_payment_method);
      await buyers.goTo(endOf(subscription) + 2 * HOUR);
      expect((await buyers.invoicesOf(id)).map(({ status }) => status)).toEqual(['paid', 'paid']);
    }));

  it('shows what it is configured for, to one customer, for a short time', () =>
    inBrowser({}, async (opened) => {
      const { page } = opened;
      refusals(opened);
      const { id, customer } = await buyers.subscribe();
      const { id: bare } = await stripe.billingPortal.configurations.create({
        features: { invoice_history: { enabled: true } },
      });
      const little = await sessionOf(customer, { configuration: bare });
      await page.goto(little.url);
      await page.getByRole('region', { name: 'Invoices' }).getByText('$20.00').first().waitFor();
      expect(await page.getByRole('link', { name: /card|Cancel/ }).count()).toBe(0);
      for (const [path, method] of [
        ['card', 'GET'],
        [`cancel/${id}`, 'POST'],
      ] as const) {
        const answer = await fetch(`${little.url}/${path}`, { method });
        expect(answer.status).toBe(404);
      }
      const other = await buyers.subscribe();
      const { url } = await sessionOf(other.customer);
      expect((await fetch(`${url}/cancel/${id}`, { method: 'POST' })).status).toBe(404);
      expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ cancel_at: null });
      await page.goto(url);
      await harness.pass(HOUR - 60);
      await page.reload();
      await page.getByText('Your plan renews on').waitFor();
      await harness.pass(HOUR + 60);
      await page.getByRole('link', { name: 'Replace the card' }).click();
      await page.getByText('This page has expired').waitFor();
      const unused = await sessionOf(other.customer);
      await harness.pass(6 * 60);
      await page.goto(unused.url);
      await page.getByText('This page has expired').waitFor();
      await demandAccessible(page, 'expired');
    }));
});
