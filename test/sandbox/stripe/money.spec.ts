import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf } from '../../contract/stripe/target.js';
import { WebhookReceiver } from '../../support/stripe/receiver.js';
import { startSandbox, type SandboxHarness } from '../../support/stripe/sandbox.js';

const DAY = 86_400;

/** What payers and banks do, which no call of Stripe's can make happen. */
describe('money in the Stripe sandbox', () => {
  let receiver: WebhookReceiver;
  let harness: SandboxHarness;
  let stripe: Stripe;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    harness = await startSandbox({ webhook: receiver });
    stripe = harness.client();
  });
  afterAll(async () => {
    await harness.close();
    await receiver.stop();
  });

  const charged = async (method = 'pm_card_visa', amount = 2_500) => {
    const { latest_charge: charge } = await stripe.paymentIntents.create({
      amount,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
      payment_method: method,
      confirm: true,
    });
    return String(charge);
  };
  /** Amounts of the balance transactions of an object, by category, oldest first. */
  const moved = async (source: string) => {
    const { data } = await stripe.balanceTransactions.list({ source });
    return data.map((moves) => [moves.reporting_category, moves.amount, moves.fee]).reverse();
  };
  const toldOf = (id: string) =>
    receiver.events.flatMap(({ type, data: { object } }) =>
      'id' in object && object.id === id ? [type] : [],
    );
  const dispute = (body: object) => harness.control<Stripe.Dispute>('POST', 'disputes', body);
  const step = async (id: string, ...steps: string[]) => {
    for (const next of steps) await harness.control('POST', `disputes/${id}`, { step: next });
    return stripe.disputes.retrieve(id);
  };

  describe('a refund', () => {
    // https://docs.stripe.com/refunds#failed-refunds
    it('that fails later gives the money back to the balance, and can be made again', async () => {
      const charge = await charged('pm_card_refundFail');
      const { id, status } = await stripe.refunds.create({ charge });
      expect(status).toBe('succeeded');
      await harness.pass(3 * DAY);
      expect(await stripe.refunds.retrieve(id)).toMatchObject({
        status: 'failed',
        failure_reason: 'unknown',
        failure_balance_transaction: expect.stringMatching(/^txn_/),
      });
      expect(await moved(id)).toEqual([
        ['refund', -2_500, 0],
        ['refund_failure', 2_500, 0],
      ]);
      expect(await stripe.charges.retrieve(charge)).toMatchObject({
        refunded: false,
        amount_refunded: 0,
      });
      expect(toldOf(id).sort()).toEqual([
        'charge.refund.updated',
        'refund.created',
        'refund.failed',
        'refund.updated',
      ]);
      await stripe.refunds.create({ charge });
    });

    it('is pending until the bank has it, by its card or as the control plane says', async () => {
      const charge = await charged('pm_card_pendingRefund');
      const first = await stripe.refunds.create({ charge, amount: 1_000 });
      expect(first).toMatchObject({ status: 'pending', pending_reason: 'processing' });
      await harness.control('POST', 'refunds', { first: 'pending', then: 'failed', after: 60 });
      const second = await stripe.refunds.create({ charge, amount: 500 });
      await harness.pass(60);
      expect((await stripe.refunds.retrieve(second.id)).status).toBe('failed');
      await harness.control('POST', `refunds/${first.id}`, { as: 'succeeded' });
      const { status, pending_reason: reason } = await stripe.refunds.retrieve(first.id);
      expect({ status, reason }).toEqual({ status: 'succeeded', reason: undefined });
    });
  });

  describe('a dispute', () => {
    // https://docs.stripe.com/disputes/how-disputes-work
    it('takes its amount and a fee, and gives the amount back when it is won', async () => {
      const charge = await charged();
      const { id } = await dispute({ charge, amount: 1_000 });
      expect(await stripe.disputes.retrieve(id)).toMatchObject({
        status: 'needs_response',
        amount: 1_000,
        is_charge_refundable: false,
        balance_transactions: [{ amount: -1_000, fee: 1_500, net: -2_500 }],
      });
      const refund = stripe.refunds.create({ charge });
      expect(await failureOf(refund)).toMatchObject({ code: 'charge_disputed' });
      expect(await step(id, 'win')).toMatchObject({ status: 'won' });
      expect(await moved(id)).toEqual([
        ['dispute', -1_000, 1_500],
        ['dispute_reversal', 1_000, 0],
      ]);
      await harness.control('POST', 'delivery/settle');
      expect(toldOf(id).sort()).toEqual([
        'charge.dispute.closed',
        'charge.dispute.created',
        'charge.dispute.funds_reinstated',
        'charge.dispute.funds_withdrawn',
      ]);
    });

    it('that is lost can be won on appeal', async () => {
      const { id } = await dispute({ charge: await charged() });
      expect(await stripe.disputes.close(id)).toMatchObject({ status: 'lost' });
      expect(await moved(id)).toHaveLength(1);
      expect(await step(id, 'appeal')).toMatchObject({ status: 'appeal_under_review' });
      expect(await step(id, 'win')).toMatchObject({ status: 'won' });
      expect(await moved(id)).toHaveLength(2);
    });

    it('moves no money as an inquiry, until it escalates, nor when it was prevented', async () => {
      const charge = await charged();
      const { id } = await dispute({ charge, as: 'inquiry' });
      expect(await stripe.disputes.retrieve(id)).toMatchObject({
        status: 'warning_needs_response',
        is_charge_refundable: true,
        balance_transactions: [],
      });
      const answered = await stripe.disputes.update(id, {
        evidence: { uncategorized_text: 'It was used.' },
      });
      expect(answered.status).toBe('warning_under_review');
      const escalated = await step(id, 'escalate');
      expect(escalated).toMatchObject({ status: 'needs_response', is_charge_refundable: false });
      expect(await moved(id)).toEqual([['dispute', -2_500, 1_500]]);
      const closed = await dispute({ charge: await charged(), as: 'inquiry' });
      expect(await step(closed.id, 'close_inquiry')).toMatchObject({ status: 'warning_closed' });
      const prevented = await dispute({ charge: await charged(), as: 'prevented' });
      expect(prevented).toMatchObject({ status: 'prevented', balance_transactions: [] });
      await expect(step(prevented.id, 'win')).rejects.toThrow('cannot win');
    });

    // https://docs.stripe.com/api/radar/early_fraud_warnings
    it('may be warned of, which moves no money', async () => {
      const charge = await charged();
      const { id } = await harness.control<{ id: string }>('POST', 'early-fraud-warnings', {
        charge,
      });
      const { data } = await stripe.radar.earlyFraudWarnings.list({ charge });
      expect(data).toMatchObject([{ id, charge, actionable: true }]);
      await harness.control('POST', 'delivery/settle');
      expect(toldOf(id)).toEqual(['radar.early_fraud_warning.created']);
      expect((await stripe.charges.retrieve(charge)).disputed).toBe(false);
    });

    it('follows by itself a payment with the card for that', async () => {
      const charge = await charged('pm_card_createDispute');
      await harness.pass(60);
      const { data } = await stripe.disputes.list({ charge });
      expect(data).toMatchObject([{ status: 'needs_response', reason: 'fraudulent' }]);
      expect((await stripe.charges.retrieve(charge)).disputed).toBe(true);
    });

    it('does not follow where all of it was given back before, and holds nothing else up', async () => {
      const charge = await charged('pm_card_createDispute');
      await stripe.refunds.create({ charge });
      await harness.pass(60);
      expect((await stripe.disputes.list({ charge })).data).toEqual([]);
      const { balance_transaction: moved } = await stripe.charges.retrieve(charge);
      expect(moved).toMatch(/^txn_/);
    });
  });

  describe('a payout', () => {
    // https://docs.stripe.com/payouts
    it('takes all that is available, and comes back when the bank returns it', async () => {
      await charged();
      await harness.pass(3 * DAY);
      const { available } = await stripe.balance.retrieve();
      const payout = await harness.control<Stripe.Payout>('POST', 'payouts', {});
      expect(payout).toMatchObject({ automatic: true, amount: available[0]?.amount });
      const { id } = payout;
      expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(0);
      await harness.pass(2 * DAY);
      expect((await stripe.payouts.retrieve(id)).status).toBe('paid');
      const held = await stripe.balanceTransactions.list({ payout: id, limit: 100 });
      const others = held.data.filter(({ type }) => type !== 'payout');
      expect(others.reduce((sum, { net }) => sum + net, 0)).toBe(payout.amount);
      await harness.control('POST', `payouts/${id}`, { step: 'fail' });
      expect(await stripe.payouts.retrieve(id)).toMatchObject({
        status: 'failed',
        failure_balance_transaction: expect.stringMatching(/^txn_/),
      });
      expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(payout.amount);
    });

    it('made by hand does not say what it holds', async () => {
      const { id } = await stripe.payouts.create({ amount: 100, currency: 'usd' });
      const list = stripe.balanceTransactions.list({ payout: id });
      expect(await failureOf(list)).toMatchObject({ statusCode: 400, param: 'payout' });
    });
  });

  // https://docs.stripe.com/api/customers/delete
  it('is given back also to a customer who was deleted', async () => {
    const { id: customer } = await stripe.customers.create();
    const { attach } = stripe.paymentMethods;
    const method = await attach.call(stripe.paymentMethods, 'pm_card_visa', { customer });
    const paid = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'usd',
      customer,
      payment_method: method.id,
      allowed_payment_method_types: ['card'],
      confirm: true,
      off_session: true,
    });
    await stripe.customers.del(customer);
    const refund = await stripe.refunds.create({ payment_intent: paid.id, expand: ['customer'] });
    expect(refund).toMatchObject({ status: 'succeeded', customer: { deleted: true } });
  });
});
