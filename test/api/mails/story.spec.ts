import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMailSandbox, type MailSandbox } from '../../../sandbox/mail/start.js';
import { callsOn } from '../../support/product/account-calls.js';
import { newKey } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';
import { shopCalls } from '../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { SAVED, topUpCalls } from '../../support/stripe/topup-calls.js';

let sandbox: MailSandbox;
let shop: Shop;
beforeAll(async () => {
  sandbox = await startMailSandbox();
  shop = await startShop({
    SMTP_URL: sandbox.smtpUrl,
    MAIL_FROM: 'Acme <billing@acme.example>',
    MAIL_FINANCE: 'finance@acme.example',
  });
});
afterAll(async () => {
  await shop?.close();
  await sandbox?.stop();
});
const { begun, purchaseOf, untilState, disturb, undisturbed, allTold } = shopCalls(() => shop);
const { open, debit, adjust } = callsOn(() => shop.product);

const sentTo = (address: string) => sandbox.mails.filter(({ to }) => to.includes(address));
const subjects = (address: string) => sentTo(address).map(({ subject }) => subject);
/** Waits for mails to an address, in any order. */
const untilSent = (address: string, ...expected: string[]) =>
  until(
    () => JSON.stringify(subjects(address).toSorted()) === JSON.stringify(expected.toSorted()),
    `mails to ${address}: ${expected.join(', ')}`,
    () => subjects(address),
  );
const LOW = 'Your credits are running low';
const OUT = 'Your credits are used up';

describe('the mails of a shop', () => {
  it('are one receipt for a payment, however often Stripe tells of it', async () => {
    await open({ account_id: 'buyer', email: 'buyer@acme.example', name: 'Ada' });
    await disturb({ copies: 3 });
    const { purchase_id: id, checkout_url: url } = await begun('buyer', { pack: 'medium' });
    await shop.pay(url);
    await untilState('buyer', id, 'granted');
    await allTold();
    await undisturbed();
    const { payment } = await purchaseOf('buyer', id);
    // Whatever is stored after them is sent after them.
    await debit('buyer', { credits: '650' });
    await untilSent('buyer@acme.example', OUT, 'Receipt: Medium, $25.00');
    const receipt = sentTo('buyer@acme.example').find(({ subject }) => subject !== OUT);
    expect(receipt?.text).toContain('Credits: 550\nPaid: $25.00');
    expect(receipt?.text).toContain(payment.payment_id);
    const { body } = await shop.product.get('/v1/accounts/buyer/mails').expect(200);
    expect(body.data.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual([
      'balance_depleted',
      'receipt',
    ]);
  });

  it('are a receipt for a plan, with the number of its invoice and its page', async () => {
    await open({ account_id: 'planned', email: 'planned@acme.example' });
    const { body: asked } = await shop.product
      .post('/v1/accounts/planned/subscription')
      .set('idempotency-key', newKey())
      .send({ action: 'subscribe', plan: 'pro' })
      .expect(200);
    await shop.pay(asked.checkout_url);
    await untilSent('planned@acme.example', 'Receipt: Pro, $20.00');
    const { body } = await shop.product.get('/v1/accounts/planned/subscription').expect(200);
    const [{ number, pay_url, plan }] = body.invoices;
    expect(plan).toBe('pro');
    const [receipt] = sentTo('planned@acme.example');
    expect(receipt?.text).toContain(`Invoice: ${number}\n`);
    expect(receipt?.text).toContain(`View the invoice:\n${pay_url}\n`);
    expect(receipt?.text).not.toContain('il_');
  });

  it('are one warning of each kind in a period, and again in the next', async () => {
    const account = await open({ email: 'spender@acme.example' });
    await debit(account, { credits: '85' });
    await untilSent('spender@acme.example', LOW);
    await adjust(account, '50');
    await debit(account, { credits: '60' });
    await debit(account, { credits: '5' });
    await untilSent('spender@acme.example', OUT, LOW);
    await shop.product
      .post('/v1/test-clock/advance')
      .send({ by: 32 * 86_400 })
      .expect(200);
    await debit(account, { credits: '85' });
    await untilSent('spender@acme.example', LOW, OUT, LOW);
  });

  it('say that money from a bank has not come, and nothing of a card that was declined', async () => {
    await open({ account_id: 'bank', email: 'bank@acme.example' });
    const { purchase_id: id, checkout_url: url } = await begun('bank', { pack: 'small' });
    await shop.pay(url, '4000 0000 0000 0002');
    await shop.payFromBank(url);
    await untilState('bank', id, 'processing');
    const { payment } = await purchaseOf('bank', id);
    const failing = { succeeds: false };
    await shop.harness.control('POST', `payments/${payment.payment_id}`, failing);
    await untilState('bank', id, 'failed');
    await untilSent('bank@acme.example', 'Your payment for Small has failed');
  });

  it('are one for a top-up that needs its buyer, with the link', async () => {
    const { ready, debit: spend, topUp } = topUpCalls(() => shop);
    await ready('asked', { card: SAVED.authenticatedAlways });
    await spend('asked', '60');
    await untilSent('ada@example.com', 'Your bank asks you to confirm a payment');
    const { last } = await topUp('asked');
    expect(sentTo('ada@example.com')[0]?.text).toContain(last.checkout_url);
    const { body } = await shop.product.get('/v1/accounts/asked/mails').expect(200);
    expect(body.data.map(({ kind }: { kind: string }) => kind)).toEqual(['top_up_needs_you']);
  });

  it('tell finance of a dispute, and not the buyer', async () => {
    await open({ account_id: 'doubter', email: 'doubter@acme.example' });
    const { purchase_id: id, checkout_url: url } = await begun('doubter', { pack: 'small' });
    await shop.pay(url, '4000 0000 0000 0259');
    await untilState('doubter', id, 'granted');
    await allTold();
    await untilSent('finance@acme.example', 'Dispute: $10.00, doubter');
    expect(sentTo('finance@acme.example')[0]?.text).toMatch(/Evidence due: \d+ \w+ \d{4}/);
    await untilSent('doubter@acme.example', 'Receipt: Small, $10.00');
  });

  it('are none without an address, and none that were switched off', async () => {
    const quiet = await open({ email: 'quiet@acme.example' });
    const settings = { receipts: true, balance: false };
    await shop.product.put(`/v1/accounts/${quiet}/mail-settings`).send(settings).expect(200);
    const nobody = await open();
    await shop.product.patch(`/v1/accounts/${nobody}`).send({ email: null }).expect(200);
    await debit(quiet, { credits: '100' });
    await debit(nobody, { credits: '100' });
    const last = await open({ email: 'last@acme.example' });
    await debit(last, { credits: '100' });
    await untilSent('last@acme.example', OUT);
    expect(sentTo('quiet@acme.example')).toEqual([]);
    for (const account of [quiet, nobody]) {
      const { body } = await shop.product.get(`/v1/accounts/${account}/mails`).expect(200);
      expect(body.data).toEqual([]);
    }
  });
});
