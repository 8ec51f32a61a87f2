import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type Stripe from 'stripe';
import { startSandbox, type SandboxHarness } from '../support/stripe/sandbox.js';
import { demandAccessible } from './support/axe.js';
import { inBrowser, type Opened } from './support/browser.js';

const SIZES = [
  { width: 1_280, height: 900 },
  { width: 390, height: 800 },
];

describe('the page on which people pay in the sandbox', () => {
  let harness: SandboxHarness;
  let stripe: Stripe;
  beforeAll(async () => {
    harness = await startSandbox();
    stripe = harness.client();
  });
  afterAll(() => harness.close());

  /** A session whose ends are pages that are there: the shop's own are not. */
  const open = (ways: ('card' | 'us_bank_account')[] = ['card']) =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: `${harness.sandbox.url}/c/pay/{CHECKOUT_SESSION_ID}?paid`,
      cancel_url: `${harness.sandbox.url}/receipts/back`,
      allowed_payment_method_types: ways,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: 'usd',
            unit_amount: 2_500,
            product_data: { name: 'Medium <pack>' },
          },
        },
      ],
    });
  const fill = async (page: Page, number: string) => {
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Card number').fill(number);
    await page.getByLabel('Expiry').fill('12/34');
    await page.getByLabel('CVC').fill('123');
    await page.getByLabel('Name').fill('Ada Lovelace');
  };
  const pay = (page: Page) => page.getByRole('button', { name: 'Pay $25.00' }).click();
  const retrieve = (id: string) =>
    stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] });
  /** Answers that are no success are named on the console. */
  const refusals = ({ watch }: Opened) => watch.expect(/status of (402|404|410|422)/);

  it.each(SIZES)('takes a good card at $width px, by the keyboard alone', (viewport) =>
    inBrowser({ viewport }, async ({ page }) => {
      const { id, url } = await open();
      await page.goto(url ?? '');
      await page.getByText('Sandbox, no real money').waitFor();
      await page.getByText('Medium <pack>').waitFor();
      await demandAccessible(page, 'checkout');
      const overflow = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect(overflow).toBe(false);
      await page.getByLabel('Email').focus();
      // As the numeric keys of phones have it: without a slash.
      for (const text of ['ada@example.com', '4242424242424242', '1234', '123', 'Ada']) {
        await page.keyboard.type(text);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/c/pay/${id}?paid`);
      await page.getByText('You have paid').waitFor();
      await demandAccessible(page, 'paid');
      expect(await retrieve(id)).toMatchObject({
        status: 'complete',
        payment_status: 'paid',
        customer_details: { email: 'ada@example.com', name: 'Ada' },
        payment_intent: { status: 'succeeded', latest_charge: { amount: 2_500 } },
      });
    }),
  );

  it('says what is wrong with each field, and keeps what was written', () =>
    inBrowser({}, async (opened) => {
      const { page } = opened;
      refusals(opened);
      await page.goto((await open()).url ?? '');
      await fill(page, '4111 1111 1111 1111');
      await page.getByLabel('Expiry').fill('12/20');
      await pay(page);
      await page.getByText('Enter one of the test cards below').waitFor();
      await page.getByText('This date is past.').waitFor();
      expect(await page.getByLabel('Name').inputValue()).toBe('Ada Lovelace');
      expect(await page.locator(':focus').getAttribute('name')).toBe('number');
      await demandAccessible(page, 'wrong fields');
    }));

  it('goes on after a decline and a failed authentication: one intent, paid once', () =>
    inBrowser({ viewport: { width: 390, height: 800 } }, async (opened) => {
      const { page } = opened;
      refusals(opened);
      const { id, url } = await open();
      await page.goto(url ?? '');
      await fill(page, '4000 0000 0000 0002');
      await pay(page);
      await page.getByRole('alert').getByText('Your card was declined.').waitFor();
      await demandAccessible(page, 'declined');
      const declined = await retrieve(id);
      expect(declined).toMatchObject({ status: 'open', payment_status: 'unpaid' });
      for (const answer of ['Fail the authentication', 'Authenticate']) {
        await fill(page, '4000 0025 0000 3155');
        await pay(page);
        await page.getByText('The bank of the card asks').waitFor();
        await demandAccessible(page, 'authentication');
        await page.getByRole('button', { name: answer, exact: true }).click();
        if (answer !== 'Authenticate') {
          await page.getByText('unable to authenticate').waitFor();
        }
      }
      await page.waitForURL(`**/c/pay/${id}?paid`);
      const paid = await retrieve(id);
      expect(paid.payment_status).toBe('paid');
      const intent = paid.payment_intent as Stripe.PaymentIntent;
      expect(intent.id).toBe((declined.payment_intent as Stripe.PaymentIntent).id);
      const charges = await stripe.charges.list({ payment_intent: intent.id });
      expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    }));

  it('is paid once by two clicks, leads back, and ends after a day', () =>
    inBrowser({}, async (opened) => {
      const { page } = opened;
      refusals(opened);
      const twice = await open();
      await page.goto(twice.url ?? '');
      await fill(page, '4242 4242 4242 4242');
      await page.getByRole('button', { name: 'Pay $25.00' }).dblclick();
      await page.waitForURL(`**/c/pay/${twice.id}?paid`);
      await page.goBack();
      await page.reload();
      await page.getByText('You have paid').waitFor();
      const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(twice.id);
      const charges = await stripe.charges.list({ payment_intent: String(intent) });
      expect(charges.data).toHaveLength(1);

      const left = await open();
      await page.goto(left.url ?? '');
      await page.getByRole('link', { name: 'Back' }).click();
      await page.waitForURL('**/receipts/back');
      await harness.pass(24 * 3_600);
      expect(await stripe.checkout.sessions.retrieve(left.id)).toMatchObject({ status: 'expired' });
      await page.goto(left.url ?? '');
      await page.getByText('This page has expired').waitFor();
      await demandAccessible(page, 'expired');
    }));

  // https://docs.stripe.com/payments/3d-secure
  it('asks for the authentication of a payment without a session, and leads back from it', () =>
    inBrowser({}, async (opened) => {
      refusals(opened);
      const { page } = opened;
      const intent = await stripe.paymentIntents.create({
        amount: 900,
        currency: 'usd',
        payment_method: 'pm_card_authenticationRequiredOnSetup',
        allowed_payment_method_types: ['card'],
        confirm: true,
        return_url: `${harness.sandbox.url}/receipts/back`,
      });
      await page.goto(intent.next_action?.redirect_to_url?.url ?? '');
      await page.getByRole('button', { name: 'Authenticate', exact: true }).click();
      await page.waitForURL(
        `**/receipts/back?payment_intent=${intent.id}&redirect_status=succeeded`,
      );
      expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: 'succeeded',
        amount_received: 900,
      });
    }));

  // https://docs.stripe.com/testing#regulatory-cards
  it.each([
    ['4000 0025 0000 3155', 'without asking again'],
    ['4000 0027 6000 3184', 'only when its owner is there'],
  ])('saves the card %s once it is authenticated; it then pays %s', (number, pays) =>
    inBrowser({ viewport: { width: 390, height: 800 } }, async (opened) => {
      const { page } = opened;
      refusals(opened);
      const { id: customer } = await stripe.customers.create();
      const { id, url } = await stripe.checkout.sessions.create({
        mode: 'setup',
        customer,
        success_url: `${harness.sandbox.url}/c/pay/{CHECKOUT_SESSION_ID}?saved`,
        allowed_payment_method_types: ['card'],
      });
      const save = page.getByRole('button', { name: 'Save card' });
      await page.goto(url ?? '');
      await page.getByText('Nothing is charged now.').waitFor();
      await demandAccessible(page, 'saving a card');
      await fill(page, '4000 0000 0000 0002');
      await save.click();
      await page.getByRole('alert').getByText('Your card was declined.').waitFor();
      for (const answer of ['Fail the authentication', 'Authenticate']) {
        await fill(page, number);
        await save.click();
        await page.getByText('charge your card later').waitFor();
        await page.getByRole('button', { name: answer, exact: true }).click();
        if (answer !== 'Authenticate') await page.getByText('unable to authenticate').waitFor();
      }
      await page.waitForURL(`**/c/pay/${id}?saved`);
      await page.getByText('Your card is saved').waitFor();
      const session = await stripe.checkout.sessions.retrieve(id, { expand: ['setup_intent'] });
      expect(session).toMatchObject({ status: 'complete', setup_intent: { status: 'succeeded' } });
      const { data: cards } = await stripe.paymentMethods.list({ customer });
      expect(cards).toMatchObject([{ card: { last4: number.slice(-4) } }]);
      const charged = await stripe.paymentIntents
        .create({
          amount: 1_000,
          currency: 'usd',
          customer,
          payment_method: cards[0]?.id ?? '',
          allowed_payment_method_types: ['card'],
          off_session: true,
          confirm: true,
        })
        .then(
          ({ status }) => status,
          (error: Stripe.errors.StripeError) => error.code,
        );
      const asks = pays === 'only when its owner is there';
      expect(charged).toBe(asks ? 'authentication_required' : 'succeeded');
    }),
  );

  it('takes a bank account, whose payment succeeds or fails after some days', () =>
    inBrowser({}, async ({ page }) => {
      const ends = [];
      for (const account of ['000123456789', '000111111116']) {
        const { id, url } = await open(['card', 'us_bank_account']);
        await page.goto(url ?? '');
        await page.getByLabel('US bank account').check();
        expect(await page.getByLabel('Card number').isVisible()).toBe(false);
        await demandAccessible(page, 'bank account');
        await page.getByLabel('Email').fill('ada@example.com');
        await page.getByLabel('Account number').fill(account);
        await page.getByLabel('Name').fill('Ada Lovelace');
        await pay(page);
        await page.waitForURL(`**/c/pay/${id}?paid`);
        await page.getByText('Your payment is under way').waitFor();
        const under = await retrieve(id);
        expect(under).toMatchObject({
          status: 'complete',
          payment_status: 'unpaid',
          payment_intent: { status: 'processing', latest_charge: { status: 'pending' } },
        });
        await harness.pass(5 * 86_400);
        ends.push(await retrieve(id));
      }
      expect(ends).toMatchObject([
        { payment_status: 'paid', payment_intent: { status: 'succeeded' } },
        { payment_status: 'unpaid', payment_intent: { status: 'requires_payment_method' } },
      ]);
      const { data } = await stripe.events.list({ type: 'checkout.session.async_payment_*' });
      expect(data.map(({ type }) => type.split('_').pop())).toEqual(['failed', 'succeeded']);
    }));
});
