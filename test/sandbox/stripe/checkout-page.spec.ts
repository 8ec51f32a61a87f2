import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { startSandbox, type SandboxHarness } from '../../support/stripe/sandbox.js';

/** https://docs.stripe.com/payments/checkout/how-checkout-works */
describe('the page of a session in the Stripe sandbox', () => {
  let harness: SandboxHarness;
  let stripe: Stripe;
  let price: string;
  beforeAll(async () => {
    harness = await startSandbox();
    stripe = harness.client();
    ({ id: price } = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 2_000,
      recurring: { interval: 'month' },
      product_data: { name: 'Pro' },
    }));
  });
  afterAll(() => harness.close());

  /** The words of a page, with its title before. */
  const wordsOf = async (params: Partial<Stripe.Checkout.SessionCreateParams>) => {
    const { url } = await stripe.checkout.sessions.create({
      success_url: 'https://example.com/done',
      ...params,
    });
    const page = await (await fetch(url ?? '')).text();
    const text = page
      .replace(/<style[^]*?<\/style>/, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    const [, button] = /<button[^>]*>([^<]*)/.exec(page) ?? [];
    const [, title] = /<title>([^<]*)/.exec(page) ?? [];
    const [, email] = /name="email"[^>]*value="([^"]*)"/.exec(page) ?? [];
    return { text, button, title, email, url };
  };
  const subscribe = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    wordsOf({ mode: 'subscription', line_items: [{ price, quantity: 1 }], ...params });
  const off = async (params: Stripe.CouponCreateParams) => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 50, ...params });
    return (await subscribe({ discounts: [{ coupon }] })).text;
  };

  it('has the email of the session’s customer, who has that of the first payer if none', async () => {
    const named = await stripe.customers.create({ email: 'ada@example.com' });
    expect((await subscribe({ customer: named.id })).email).toBe('ada@example.com');
    expect((await subscribe({ customer_email: 'bob@example.com' })).email).toBe('bob@example.com');
    const { id: customer } = await stripe.customers.create();
    const { email, url } = await subscribe({ customer });
    expect(email).toBe('');
    const payer = { email: 'eve@example.com', name: 'Eve' };
    const card = { number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123' };
    const body = new URLSearchParams({ ...payer, ...card });
    await fetch(url ?? '', { method: 'POST', body, redirect: 'manual' });
    expect((await subscribe({ customer })).email).toBe('eve@example.com');
  });

  it('says to what somebody subscribes, and how often that is paid', async () => {
    const { text, button, title } = await subscribe();
    expect([title, button]).toEqual(['Subscribe to Pro', 'Subscribe']);
    expect(text).toContain('Subscribe to Pro $20.00 per month ');
    expect(text).toContain('Total due today $20.00');
    expect(text).not.toContain('Pay $');
  });

  it('names the first of several that are subscribed to', async () => {
    const line_items = [
      { price, quantity: 2 },
      { price, quantity: 1 },
    ];
    expect((await subscribe({ line_items })).text).toContain(
      'Subscribe to Pro and 1 more $60.00 per month',
    );
  });

  it('says what is free, and what is paid after it', async () => {
    const { text, button } = await subscribe({ subscription_data: { trial_period_days: 7 } });
    expect(button).toBe('Start trial');
    expect(text).toContain('Try Pro 7 days free Then $20.00 per month');
    expect(text).toContain('Total due today $0.00');
  });

  it('says what is paid today and later where a coupon takes something off', async () => {
    expect(await off({ duration: 'once' })).toContain('$10.00 due today Then $20.00 per month ');
    expect(await off({ duration: 'forever' })).toContain('$10.00 per month Pro');
    expect(await off({ duration: 'repeating', duration_in_months: 3 })).toContain(
      '$10.00 due today Then $20.00 per month after the coupon expires',
    );
  });

  it('has what is paid once paid, and a card saved, in words of their own', async () => {
    const product_data = { name: 'Medium' };
    const price_data = { currency: 'usd', unit_amount: 2_500, product_data };
    const once = await wordsOf({ mode: 'payment', line_items: [{ price_data, quantity: 1 }] });
    expect([once.title, once.button]).toEqual(['Pay $25.00', 'Pay $25.00']);
    const { id: customer } = await stripe.customers.create();
    const saves = await wordsOf({ mode: 'setup', currency: 'usd', customer });
    expect([saves.title, saves.button]).toEqual(['Save a card', 'Save card']);
  });
});
