import { describe, expect, it } from '@jest/globals';
import { deepStrictEqual } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { MAX_USED_UP_LOTS, MIN_RETIRED_AT_ONCE } from '../../../../domain/account/decide/retire.js';
import { encodeSnapshot, decodeSnapshot } from '../../../../domain/account/snapshot.js';
import { weightOf } from '../../../../domain/account/state.js';
import type { LotGrant } from '../../../../domain/account/lot.js';
import {
  adjust,
  at,
  because,
  credits,
  debit,
  opened,
  pack,
  START,
  Story,
  usd,
} from '../../../support/domain/account.js';
import { decideDispute, dispute } from '../../../support/domain/money.js';

/** An account that has bought and used up so many packs; its plan's credits are gone too. */
function spender(packs: number): Story {
  const story = new Story();
  for (const step of [opened(), debit(100)]) step(story);
  for (let n = 0; n < packs; n += 1) {
    pack(`p${n}`)(story);
    debit(200)(story);
  }
  return story;
}

const grantOf = (story: Story, paymentId: string): LotGrant => {
  const bought = story.events.find(
    (event) => event.type === 'PackPurchased' && event.data.paymentId === paymentId,
  );
  if (bought?.type !== 'PackPurchased') throw new Error(`${paymentId} bought nothing`);
  return bought.data.lot;
};

/** Refunds the n-th charge, with what granted its lots beside it, as the API sends it. */
function refund(story: Story, index: number): void {
  const fact = story.charge(index);
  const { debitId } = fact.data;
  const grants = [grantOf(story, `p${index - 1}`)];
  story.send({ type: 'RefundDebit', debitId, debit: fact, grants, reason: because });
}

const many = MAX_USED_UP_LOTS + MIN_RETIRED_AT_ONCE;

describe('used-up lots', () => {
  const story = spender(many);

  it('leave the state once there are too many, oldest first', () => {
    const { book } = story.state;
    expect(book.usedUp.size).toBe(MAX_USED_UP_LOTS);
    const retired = story.events.flatMap((event) =>
      event.type === 'LotsRetired' ? event.data.lots : [],
    );
    const oldest = Array.from({ length: MIN_RETIRED_AT_ONCE }, (_, n) => grantOf(story, `p${n}`));
    expect(retired).toEqual(oldest.map(({ lotId }) => lotId));
    expect(book.retired.count).toBe(retired.length);
    expect(retired.filter((lotId) => book.lots.get(lotId))).toEqual([]);
  });

  it('count in the reference until a period begins, as if they were there', () => {
    expect(story.state.book.reference).toBe(credits(100 + 200 * many));
    const next = copyOf(story);
    at('2026-02-15T12:00:00Z')(next);
    expect(next.state.book.reference).toBe(credits(100));
  });

  it('pay for nothing twice', () => {
    expect(() => pack('p0')(copyOf(story))).toThrow('has paid for a lot already');
  });

  it('come back where a debit is refunded to them, and go again', () => {
    const again = copyOf(story);
    refund(again, 1);
    expect(again.events.at(-2)).toMatchObject({
      type: 'DebitRefunded',
      data: { lots: [{ credits: credits(200) }], newLots: [], lost: 0n },
    });
    expect(again.remaining()).toEqual({ 'payment:p0': '200' });
    expect(again.state.book.retired.count).toBe(MIN_RETIRED_AT_ONCE - 1);
    expect(() => refund(again, 1)).toThrow();
    debit(200)(again);
    expect(again.state.book.usedUp.size).toBe(MAX_USED_UP_LOTS + 1);
    readAgain(again);
  });

  it('come back where their payment goes back or is disputed', () => {
    const back = copyOf(story);
    const paid = { paymentId: 'p0', grant: grantOf(story, 'p0') };
    const half = { paymentRefundId: 'r', amount: usd(5), policy: 'debt' } as const;
    back.send({ type: 'RecordPaymentRefund', ...paid, ...half });
    expect(back.state.debt).toBe(credits(100));
    back.send({ type: 'OpenDispute', disputeId: 'dispute', ...paid, amount: usd(10) });
    decideDispute('lost')(back);
    expect(back.state.debt).toBe(credits(200));
    const gone = { paymentRefundId: 's', amount: usd(6) };
    expect(() => back.send({ type: 'RecordPaymentRefund', ...paid, ...gone })).toThrow();
    readAgain(back);
    expect(() =>
      copyOf(story).send({ type: 'RecordPaymentRefund', paymentId: 'p0', ...half }),
    ).toThrow('payment');
  });

  it('stay while their payment is disputed', () => {
    const disputed = spender(1);
    dispute('p0')(disputed);
    for (let n = 1; n < many; n += 1) {
      pack(`p${n}`)(disputed);
      debit(200)(disputed);
    }
    expect(disputed.state.book.retired.count).toBe(MIN_RETIRED_AT_ONCE);
    decideDispute('lost')(disputed);
    expect(disputed.state.debt).toBe(credits(200));
  });

  it('of free credits leave too, whether they were spent or taken away', () => {
    const gifts = new Story();
    for (const step of [opened(), debit(100)]) step(gifts);
    for (let n = 0; n < many; n += 1) {
      adjust(5)(gifts);
      if (n % 2 === 0) adjust(-5)(gifts);
      else debit(5)(gifts);
    }
    expect(gifts.state.book.retired.count).toBe(MIN_RETIRED_AT_ONCE);
  });

  it('that will end stay until they do: a renewal names them', () => {
    const next = copyOf(story);
    at('2026-02-15T12:00:00Z')(next);
    const renewed = next.events.find(({ type }) => type === 'PeriodRenewed');
    expect(renewed).toMatchObject({ data: { forfeited: [{ credits: 0n }] } });
    readAgain(next);
  });
});

describe('an account that has used up 20,000 packs', () => {
  it('is as large as one that has used up a few thousand, in memory and in its snapshot', () => {
    const story = spender(20_000);
    const { state } = story;
    expect(state.book.lots.size).toBeLessThan(many + 2);
    expect(state.book.sources.size).toBeLessThan(5_000 + many + 2);
    expect(weightOf(state)).toBeLessThan(4_000_000);
    const text = JSON.stringify(encodeSnapshot(state));
    expect(gzipSync(text, { level: 1 }).length * (4 / 3)).toBeLessThan(450_000);
    expect(story.now).toBe(START);
  });
});

function copyOf(story: Story): Story {
  const copy = new Story();
  copy.fold(story.events);
  return copy;
}

/** What is read from the log is what was decided, also by way of a snapshot. */
function readAgain(story: Story): void {
  const read = copyOf(story);
  deepStrictEqual(encodeSnapshot(read.state), encodeSnapshot(story.state));
  const json: unknown = JSON.parse(JSON.stringify(encodeSnapshot(story.state)));
  const decoded = decodeSnapshot(json);
  deepStrictEqual(JSON.parse(JSON.stringify(encodeSnapshot(decoded))), json);
  expect(decoded.book.reference).toBe(story.state.book.reference);
  expect(decoded.book.usedUp.size).toBe(story.state.book.usedUp.size);
}
