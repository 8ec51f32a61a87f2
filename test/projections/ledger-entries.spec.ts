import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  adjust,
  debit,
  opened,
  pack,
  refund,
  send,
  Story,
  usd,
} from '../support/domain/account.js';
import { TestLog } from '../support/domain/log.js';
import { openReadHarness, type ReadHarness } from '../support/product/projections.js';

describe('the read model of ledger entries', () => {
  let harness: ReadHarness;
  let log: TestLog;
  let told: Story;
  beforeEach(async () => {
    harness = await openReadHarness();
    log = new TestLog();
    told = new Story();
    opened()(told);
  });
  afterEach(() => harness.close());

  const project = async () => {
    log.write('account-acme', told.events, { actor: 'key:test', commandId: 'all-at-once' });
    harness.start(log.source);
    await harness.reached(log.head);
  };

  it('says what each event changed, by lot', async () => {
    pack('pay-1', 10)(told);
    debit(105)(told);
    refund(0, 7)(told);
    adjust(-2)(told);
    adjust(5)(told);
    await project();
    const entries = await harness.rows(`SELECT kind, credits, after_available, lots, actor, ref_id
      FROM read.ledger_entries ORDER BY revision`);
    expect(
      entries.map(({ kind, credits, after_available }) => [kind, credits, after_available]),
    ).toEqual([
      ['plan_grant', '100000000', '100000000'],
      ['pack_purchase', '10000000', '110000000'],
      ['debit', '-105000000', '5000000'],
      ['refund', '7000000', '12000000'],
      ['adjustment', '-2000000', '10000000'],
      ['adjustment', '5000000', '15000000'],
    ]);
    const lotIds = (await harness.rows('SELECT lot_id FROM read.lots ORDER BY lot_id')).map(
      ({ lot_id }) => lot_id,
    );
    expect(entries[2]).toMatchObject({
      lots: [
        { lot_id: lotIds[0], credits: '-100' },
        { lot_id: lotIds[1], credits: '-5' },
      ],
      actor: 'key:test',
      ref_id: told.debit(0).data.debitId,
    });
    expect(entries[3]?.['lots']).toEqual([
      { lot_id: lotIds[1], credits: '5' },
      { lot_id: lotIds[0], credits: '2' },
    ]);
  });

  it('says which payment bought, went back, or is disputed', async () => {
    pack('pi_1', 10)(told);
    pack('pi_2', 20)(told);
    debit(1)(told);
    const amount = usd(10);
    send({ type: 'RecordPaymentRefund', paymentRefundId: 're_1', paymentId: 'pi_1', amount })(told);
    send({ type: 'OpenDispute', disputeId: 'du_1', paymentId: 'pi_2', amount })(told);
    send({ type: 'CloseDispute', disputeId: 'du_1', outcome: 'won' })(told);
    await project();
    expect(
      await harness.rows('SELECT kind, paid_by FROM read.ledger_entries ORDER BY revision'),
    ).toEqual([
      { kind: 'plan_grant', paid_by: 'free:2026-01' },
      { kind: 'pack_purchase', paid_by: 'payment:pi_1' },
      { kind: 'pack_purchase', paid_by: 'payment:pi_2' },
      { kind: 'debit', paid_by: null },
      { kind: 'payment_refund', paid_by: 'payment:pi_1' },
      { kind: 'dispute_opened', paid_by: 'payment:pi_2' },
      { kind: 'dispute_closed', paid_by: 'payment:pi_2' },
    ]);
  });
});
