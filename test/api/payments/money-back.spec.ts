import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import { moneyStories } from '../../support/stripe/money-stories.js';
import { FEE_KNOWN_S } from '../../support/stripe/shop-calls.js';
import { startReceiver } from '../../support/product/receiver.js';
import { until } from '../../support/product/projections.js';
import { CARDS, startShop, type Shop } from '../../support/stripe/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());
afterEach(() => moneyAddsUp(shop));

const stories = moneyStories(() => shop);
const { open, bought, spend, refund, dispute, step, untilBalance, untilTold, rows, pass } = stories;

const DAY_S = 86_400;
const usd = (minor: number) => ({ minor, currency: 'usd' });
const refundsOf = (account: string) =>
  rows(
    `SELECT amount, status, policy, clawed_back, written_off, debt FROM app.refunds
     WHERE account_id = $1 ORDER BY created_at, amount`,
    account,
  );
const disputesOf = (account: string) =>
  rows(
    `SELECT amount, status, withdrawn, reinstated, in_ledger, debt FROM app.disputes
     WHERE account_id = $1 ORDER BY dispute_id`,
    account,
  );
/** The account's only payment, as the list has it. */
const paymentOf = async (account: string) =>
  (await shop.product.get(`/v1/payments?filter[account_id]=${account}`).expect(200)).body.data[0];
const historyOf = async (objectId: string) => {
  const sql = 'SELECT status FROM app.stripe_statuses WHERE object_id = $1 ORDER BY n';
  return (await rows(sql, objectId)).map(({ status }) => String(status));
};
/** Waits for these lots of packs, oldest first: their table may be behind the balance's. */
const untilLots = (account: string, lots: readonly Record<string, unknown>[]) => {
  const read = () =>
    rows(
      `SELECT remaining, frozen, status FROM read.lots WHERE account_id = $1 AND source = 'pack'
       ORDER BY lot_id`,
      account,
    );
  const isSo = async () => {
    const found = await read();
    const says = (lot: Record<string, unknown>, n: number) =>
      Object.entries(lot).every(([name, value]) => found[n]?.[name] === value);
    return found.length === lots.length && lots.every(says);
  };
  return until(isSo, JSON.stringify(lots), read);
};
const credits = (whole: number) => String(whole * 1_000_000);

describe('a refund that was made in Stripe', () => {
  it('takes its share of what is unspent, and writes off the rest', async () => {
    const account = await open('spent');
    const { paymentId } = await bought(account, 'small');
    await spend(account, 250);
    await untilBalance(account, { available: '50' });
    await refund(paymentId, 400);
    await untilBalance(account, { available: '0', debt: '0' });
    await refund(paymentId, 600);
    await untilTold();
    const found = { status: 'succeeded', policy: 'written_off', debt: '0' };
    expect(await refundsOf(account)).toEqual([
      { ...found, amount: '400', clawed_back: credits(50), written_off: credits(30) },
      { ...found, amount: '600', clawed_back: '0', written_off: credits(120) },
    ]);
    expect(await stories.balanceOf(account)).toMatchObject({ available: '0', debt: '0' });
  });

  it('in parts takes the whole exactly', async () => {
    const account = await open('parts');
    const { paymentId } = await bought(account, 'medium');
    for (const [amount, left] of [
      [833, '466.74'],
      [833, '283.48'],
      [833, '100.22'],
      [1, '100'],
    ] as const) {
      await refund(paymentId, amount);
      await untilBalance(account, { available: left });
    }
    await untilTold();
    expect(await refundsOf(account)).toHaveLength(4);
    await pass(FEE_KNOWN_S);
    expect(await paymentOf(account)).toMatchObject({
      standing: 'refunded',
      net: usd(2_397),
      kept: usd(-103),
      refundable: { left: usd(0), why_not: 'all_back' },
    });
  });

  it('and fails days later gives back what it took, and can be made again', async () => {
    const account = await open('failed');
    const { paymentId } = await bought(account, 'medium');
    const course = { first: 'succeeded', then: 'failed', after: 3 * DAY_S };
    await shop.harness.control('POST', 'refunds', course);
    const { id } = await refund(paymentId);
    await untilBalance(account, { available: '100' });
    await bought(account, 'small');
    await spend(account, 150);
    await untilBalance(account, { available: '150' });
    await pass(3 * DAY_S);
    await untilBalance(account, { available: '700' });
    await untilTold();
    expect(await historyOf(id)).toEqual(['succeeded', 'failed']);
    await untilLots(account, [
      { remaining: credits(550), frozen: '0', status: 'live' },
      { remaining: credits(150), frozen: '0', status: 'live' },
    ]);
    await refund(paymentId);
    await untilBalance(account, { available: '150' });
  });

  it('of a payment that nobody here began takes nothing', async () => {
    const elsewhere = await shop.stripe.paymentIntents.create({
      amount: 700,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    const { id } = await refund(elsewhere.id, 300);
    await untilTold();
    const [row] = await rows(
      'SELECT account_id, clawed_back FROM app.refunds WHERE refund_id = $1',
      id,
    );
    expect(row).toEqual({ account_id: null, clawed_back: null });
    const found = await rows('SELECT class FROM app.findings WHERE object_id = $1', elsewhere.id);
    expect(found).toEqual([{ class: 'unattributed' }]);
  });
});

describe('a dispute', () => {
  it.each([
    ['win', '650', 550],
    ['lose', '430', 330],
  ])('over a part freezes its share until somebody %ss', async (how, available, left) => {
    const account = await open(`part-${how}`);
    const { chargeId } = await bought(account, 'medium');
    const { id } = await dispute(chargeId, { amount: 1_000 });
    await untilBalance(account, { available: '430' });
    await untilLots(account, [{ frozen: credits(220) }]);
    expect(await paymentOf(account)).toMatchObject({
      standing: 'disputed',
      disputed: usd(1_000),
      refundable: { left: usd(2_500), why_not: 'disputed' },
    });
    await step(id, how);
    // What is lost was not available before either: the lot says that it is over.
    await untilLots(account, [{ remaining: credits(left), frozen: '0', status: 'live' }]);
    await untilBalance(account, { available });
    await untilTold();
    const [row] = await disputesOf(account);
    const isWon = how === 'win';
    expect(row).toMatchObject({
      withdrawn: '1000',
      reinstated: isWon ? '1000' : '0',
      in_ledger: isWon ? 'none' : 'lost',
    });
    await pass(FEE_KNOWN_S);
    expect(await paymentOf(account)).toMatchObject({
      net: usd(2_397),
      ...(isWon
        ? { standing: 'paid', disputed: usd(0), dispute_fee: usd(1_500), kept: usd(897) }
        : { standing: 'lost', disputed: usd(1_000), dispute_fee: usd(1_500), kept: usd(-103) }),
    });
  });

  it('of what is spent makes debt when it is lost, and an appeal that is won takes it back', async () => {
    const account = await open('appeal');
    const { chargeId } = await bought(account, 'medium');
    await spend(account, 500);
    await untilBalance(account, { available: '150' });
    const { id } = await dispute(chargeId);
    await untilBalance(account, { available: '0' });
    await step(id, 'lose');
    await untilBalance(account, { available: '0', debt: '400', level: 'overdrawn' });
    await bought(account, 'small');
    await untilBalance(account, { available: '0', debt: '200' });
    await step(id, 'appeal');
    await untilTold();
    expect(await disputesOf(account)).toMatchObject([{ in_ledger: 'lost', debt: credits(400) }]);
    await step(id, 'win');
    await untilBalance(account, { available: '350', debt: '0' });
    await untilTold();
    expect(await disputesOf(account)).toMatchObject([{ status: 'won', in_ledger: 'none' }]);
    expect(await historyOf(id)).toEqual(['needs_response', 'lost', 'appeal_under_review', 'won']);
  });

  it.each([
    ['win', { available: '350', debt: '0' }],
    ['lose', { available: '0', debt: '200' }],
  ])('leaves other packs alone until somebody %ss', async (how, after) => {
    const account = await open(`other-${how}`);
    const { chargeId } = await bought(account, 'medium');
    await spend(account, 500);
    await bought(account, 'small');
    await untilBalance(account, { available: '350' });
    const { id } = await dispute(chargeId);
    await untilBalance(account, { available: '200' });
    await untilLots(account, [{ frozen: credits(150) }, { remaining: credits(200), frozen: '0' }]);
    await step(id, how);
    await untilBalance(account, after);
  });

  it('that moves no money freezes nothing, until an inquiry becomes a dispute', async () => {
    const account = await open('inquiry');
    const { chargeId } = await bought(account, 'medium');
    const closed = await dispute(chargeId, { as: 'inquiry' });
    await step(closed.id, 'close_inquiry');
    await dispute(chargeId, { as: 'prevented' });
    const warning = await shop.harness.control<{ id: string }>('POST', 'early-fraud-warnings', {
      charge: chargeId,
    });
    const asked = await dispute(chargeId, { as: 'inquiry' });
    await untilTold();
    expect(await stories.balanceOf(account)).toMatchObject({ available: '650' });
    const none = { withdrawn: '0', in_ledger: 'none' };
    expect(await disputesOf(account)).toHaveLength(3);
    for (const row of await disputesOf(account)) expect(row).toMatchObject(none);
    const found = await rows('SELECT class FROM app.findings WHERE account_id = $1', account);
    expect(found).toEqual([{ class: 'fraud_warning' }]);
    expect(
      await rows('SELECT warning_id FROM app.fraud_warnings WHERE account_id = $1', account),
    ).toEqual([{ warning_id: warning.id }]);
    await step(asked.id, 'escalate');
    await untilBalance(account, { available: '100' });
    expect(await stories.events(account, 'DisputeOpened')).toHaveLength(1);
  });
});

describe('a payout', () => {
  it('is mirrored with what it holds, and is found when a bank returns it', async () => {
    const { paymentId } = await bought(await open('payout'), 'small');
    await pass(3 * DAY_S);
    const { id } = await shop.harness.control<{ id: string }>('POST', 'payouts', {});
    await untilTold();
    await pass(2 * DAY_S);
    const held = `SELECT t.payout_id FROM app.balance_transactions t
      JOIN app.payments p ON p.balance_transaction_id = t.id WHERE p.payment_id = $1`;
    expect(await rows(held, paymentId)).toEqual([{ payout_id: id }]);
    const found = 'SELECT class, theirs FROM app.findings WHERE object_id = $1';
    expect(await rows(found, id)).toEqual([]);
    await shop.harness.control('POST', `payouts/${id}`, { step: 'fail' });
    await untilTold();
    expect(await rows(found, id)).toEqual([{ class: 'payout_failed', theirs: 'account_closed' }]);
    expect(await historyOf(id)).toEqual(['pending', 'paid', 'failed']);
  });
});

describe('webhooks to the seller', () => {
  it('tell of payments, refunds and disputes', async () => {
    const receiver = await startReceiver();
    // What happened before anybody ever listened is not told.
    const listening = async () => (await rows('SELECT FROM app.reaction_checkpoint')).length > 0;
    await until(listening, 'somebody who listens');
    const endpoint = shop.product.post('/v1/webhook-endpoints').send({ url: receiver.url });
    await endpoint.expect(201);
    const account = await open('told');
    const { paymentId, purchaseId, chargeId } = await bought(account, 'small');
    const of = { account_id: account, payment_id: paymentId };
    const last = async (type: string) => (await receiver.until(type)).at(-1)?.body.data;
    expect(await last('payment.succeeded')).toMatchObject({
      ...of,
      purchase_id: purchaseId,
      amount: usd(1_000),
    });
    const { checkout_url: url } = (await shop.buy(account, { pack: 'medium' }).expect(201)).body;
    await shop.pay(url, CARDS.declined);
    expect(await last('payment.failed')).toMatchObject({
      account_id: account,
      amount: usd(2_500),
      failure_code: 'generic_decline',
    });
    const { id } = await refund(paymentId, 400);
    expect(await last('payment.refunded')).toMatchObject({
      ...of,
      refund_id: id,
      amount: usd(400),
      clawed_back: '80',
      written_off: '0',
    });
    const { id: disputeId } = await dispute(chargeId, { amount: 500 });
    const disputed = { ...of, dispute_id: disputeId, amount: usd(500) };
    expect(await last('dispute.opened')).toMatchObject({ ...disputed, frozen: '100' });
    await step(disputeId, 'lose');
    const lost = { outcome: 'lost', clawed_back: '100', debt: '0' };
    expect(await last('dispute.closed')).toMatchObject({ ...disputed, ...lost });
    await receiver.close();
  });
});
