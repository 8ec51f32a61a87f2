import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adjustmentOf, canonical } from '../../../admin/actions/run/command.js';
import { draftOf } from '../../../admin/actions/run/draft.js';
import type { Failure } from '../../../admin/actions/run/failure.js';
import {
  begun,
  isReady,
  moved,
  mustRetype,
  type Move,
  type Preview,
  type State,
  restored,
} from '../../../admin/actions/run/machine.js';
import type { Receipt } from '../../../admin/actions/run/receipt.js';
import { forgetAll, keepOn, type Drawer } from '../../../admin/lib/drafts.js';

const FIGURES = {
  status: 'open',
  plan: 'free',
  available: '100',
  held: '0',
  frozen: '0',
  debt: '0',
  level: 'ok',
} as const;
const PREVIEW: Preview = {
  preview_hash: 'k3Jd9a0Q.Xb2P81aa.c0ffee00.00000000.mZ8q1w2e.0a1b2c3d',
  before: FIGURES,
  after: { ...FIGURES, available: '220.5' },
  lots: [],
  credits: '120.5',
  debt_repaid: '0',
  warnings: [],
  duplicates: [],
  credited_90d: '0',
  limit: { per_action: '500', per_day: '5000', used: '0' },
  approval: 'none',
};
const DUPLICATE = {
  adjustment_id: 'adj_1',
  credits: '120.5',
  actor: 'staff:stf_2',
  recorded_at: '2026-01-31T10:00:00.000Z',
};
const RECEIPT: Receipt = {
  did: 'issue',
  id: 'adj_1',
  credits: '120.5',
  debtRepaid: '0',
  notReturned: '0',
  forfeited: '0',
  takesEffectAt: null,
  lots: [],
  money: null,
  before: { available: '100', held: '0', debt: '0' },
  after: { available: '220.5', held: '0', debt: '0' },
  at: '2026-01-31T10:00:00.000Z',
  isRepeated: false,
};
const SUBJECT = { staffId: 'stf_1', accountId: 'acme', accountName: 'Acme' };
const FILLED = { credits: '120.5', reason_code: 'service_outage', note: 'as agreed' } as const;
const STALE: Failure = { kind: 'stale', changed: ['plan'] };
const FAULT: Failure = { kind: 'fault', said: 'lost' };

const start = () => begun(SUBJECT, { kind: 'adjust' }, 'key-1', FILLED);
const after = (...moves: readonly Move[]): State => moves.reduce(moved, start());
const reviewed = (preview: Partial<Preview> = {}): State =>
  after({ type: 'preview' }, { type: 'previewed', preview: { ...PREVIEW, ...preview } });
const failedWith = (failure: Failure, state = reviewed()): State =>
  [{ type: 'execute' } as const, { type: 'failed', failure } as const].reduce(moved, state);

describe('an action', () => {
  it('is previewed, confirmed, and ends in a receipt, under one key', () => {
    const done = [{ type: 'execute' } as const, { type: 'executed', receipt: RECEIPT } as const];
    const end = done.reduce(moved, reviewed());
    expect(end).toMatchObject({ key: 'key-1', step: { at: 'done', receipt: RECEIPT } });
  });

  it('is not previewed before what it needs is filled in', () => {
    const state = moved(begun(SUBJECT, { kind: 'adjust' }, 'k'), { type: 'preview' });
    const fields = ['credits', 'reason_code', 'note'];
    expect(state).toMatchObject({ step: { at: 'form' }, failure: { kind: 'missing', fields } });
    const refund = begun(SUBJECT, { kind: 'refund', debitId: 'dbt_1' }, 'k');
    expect(moved(refund, { type: 'preview' }).failure).toEqual({
      kind: 'missing',
      fields: ['reason_code'],
    });
    const needs = (kind: 'change_plan' | 'suspend') =>
      moved(begun(SUBJECT, { kind }, 'k'), { type: 'preview' }).failure;
    expect(needs('change_plan')).toMatchObject({ fields: ['plan', 'reason_code'] });
    expect(needs('suspend')).toMatchObject({ fields: ['reason_code', 'note'] });
  });

  it('keeps all input when the preview has become stale, and waits to be told', () => {
    const stale = failedWith(STALE);
    expect(stale).toMatchObject({ input: FILLED, step: { at: 'review' }, failure: STALE });
    expect(isReady(stale)).toBe(false);
    expect(moved(stale, { type: 'execute' })).toBe(stale);
    expect(moved(stale, { type: 'preview' })).toMatchObject({ step: { at: 'previewing' } });
  });

  it('that was done before needs a tick, whether the preview or the command says so', () => {
    for (const state of [
      reviewed({ duplicates: [DUPLICATE] }),
      failedWith({ kind: 'duplicate', duplicates: [DUPLICATE] }),
    ]) {
      expect(isReady(state)).toBe(false);
      expect(isReady(moved(state, { type: 'separate', isSeparate: true }))).toBe(true);
    }
  });

  it('beyond the limit cannot be confirmed, and says who can approve it', () => {
    const approvers = [{ staff_id: 'stf_3k9d', name: 'Ada', role: 'lead' as const }];
    const state = failedWith({ kind: 'limit', approvers });
    expect(isReady(state)).toBe(false);
    expect(state.step).toMatchObject({ preview: { approval: { by: approvers } } });
  });

  it('beyond the limit is requested of others, under the key of the action', () => {
    const approvers = [{ staff_id: 'stf_3k9d', name: 'Ada', role: 'lead' as const }];
    const refused = failedWith({ kind: 'limit', approvers });
    const asking = moved(refused, { type: 'request' });
    expect(asking).toMatchObject({ step: { at: 'requesting' }, key: refused.key });
    // A reload, or an answer that was lost, leaves it to be requested again: the same request.
    const lost = moved(asking, { type: 'failed', failure: { kind: 'fault', said: 'lost' } });
    for (const again of [restored(asking), lost]) {
      expect(moved(again, { type: 'request' }).step.at).toBe('requesting');
    }
    const done = moved(asking, { type: 'requested', approvalId: 'apr_1' });
    expect(done.step).toEqual({
      at: 'requested',
      approval: { approvalId: 'apr_1', by: approvers },
    });
  });

  it('above half of the limit has its amount typed again', () => {
    expect(mustRetype({ ...PREVIEW, credits: '250' })).toBe(false);
    expect(mustRetype({ ...PREVIEW, credits: '250.000001' })).toBe(true);
    expect(mustRetype({ ...PREVIEW, credits: '250.000001', limit: null })).toBe(false);
    const large = reviewed({ credits: '400' });
    expect(isReady(large)).toBe(false);
    expect(isReady(moved(large, { type: 'retype', text: '40' }))).toBe(false);
    expect(isReady(moved(large, { type: 'retype', text: ' 400.0 ' }))).toBe(true);
  });

  it('is the same request after a step-up', () => {
    const state = failedWith({ kind: 'step_up' });
    expect(isReady(state)).toBe(true);
    expect(moved(state, { type: 'execute' })).toMatchObject({
      key: 'key-1',
      step: { at: 'executing', preview: PREVIEW },
    });
  });

  it('goes back to the form for what a field has to mend', () => {
    const short = failedWith({ kind: 'short', available: '30' });
    expect(short).toMatchObject({
      step: { at: 'form' },
      input: FILLED,
      failure: { available: '30' },
    });
  });

  it('whose answer was lost is unknown until an answer tells', () => {
    const unknown = failedWith(FAULT);
    expect(unknown.step.at).toBe('unknown');
    const refused = { kind: 'refused', said: 'too many' } as const;
    for (const failure of [
      FAULT,
      { kind: 'signed_out' } as const,
      { ...refused, isDecided: false },
    ]) {
      expect(failedWith(failure, unknown).step.at).toBe('unknown');
    }
    expect(failedWith(STALE, unknown).step.at).toBe('review');
    expect(failedWith({ ...refused, isDecided: true }, unknown).step.at).toBe('review');
  });

  it('that failed to be previewed has done nothing, whatever the fault', () => {
    const state = after({ type: 'preview' }, { type: 'failed', failure: FAULT });
    expect(state).toMatchObject({ step: { at: 'form' }, failure: FAULT, input: FILLED });
  });

  it('never changes its key, and is never confirmed from anywhere but a review', () => {
    const moves = fc.constantFrom<Move>(
      { type: 'edit', input: { credits: '7' } },
      { type: 'preview' },
      { type: 'previewed', preview: PREVIEW },
      { type: 'back' },
      { type: 'separate', isSeparate: true },
      { type: 'retype', text: '120.5' },
      { type: 'execute' },
      { type: 'executed', receipt: RECEIPT },
      { type: 'failed', failure: STALE },
      { type: 'failed', failure: FAULT },
      { type: 'failed', failure: { kind: 'step_up' } },
    );
    const rule = (all: readonly Move[]) => {
      let state = start();
      for (const move of all) {
        const next = moved(state, move);
        expect(next.key).toBe('key-1');
        const began = next.step.at === 'executing' && state.step.at !== 'executing';
        if (began) expect(['review', 'unknown']).toContain(state.step.at);
        // What was shown is what is confirmed: input does not move once it is previewed.
        if (next.step.at !== 'form') expect(next.input).toEqual(state.input);
        state = next;
      }
    };
    fc.assert(fc.property(fc.array(moves, { maxLength: 30 }), rule));
  });
});

describe('an action after a reload', () => {
  it('has its input and key, for whoever began it on this account', () => {
    const storage = memory();
    keepOn('acme', start(), storage);
    expect(draftOf('stf_1', 'acme', storage)).toEqual(start());
    expect(draftOf('stf_2', 'acme', storage)).toBeUndefined();
    expect(draftOf('stf_1', 'other', storage)).toBeUndefined();
    forgetAll(storage);
    expect(draftOf('stf_1', 'acme', storage)).toBeUndefined();
  });

  it('is unknown where it was being sent, and to be previewed where it was being previewed', () => {
    const storage = memory();
    keepOn('acme', moved(reviewed(), { type: 'execute' }), storage);
    expect(draftOf('stf_1', 'acme', storage)?.step.at).toBe('unknown');
    keepOn('acme', after({ type: 'preview' }), storage);
    expect(draftOf('stf_1', 'acme', storage)?.step.at).toBe('form');
  });

  it('that an older page has kept is forgotten', () => {
    const storage = memory();
    keepOn('acme', { ...start(), version: 0 }, storage);
    expect(draftOf('stf_1', 'acme', storage)).toBeUndefined();
  });
});

describe('an amount', () => {
  it.each(['-5', ' -5', '+5', '-120.50'])(
    'with a sign is not previewed, because the direction is chosen: %j',
    (credits) => {
      for (const direction of ['issue', 'deduct'] as const) {
        const state = after({ type: 'edit', input: { direction, credits } }, { type: 'preview' });
        expect(state).toMatchObject({ step: { at: 'form' }, failure: { kind: 'signed' } });
      }
    },
  );

  it.each(['x', '4,50', '4.505', '0', '0.00', '9'.repeat(15)])(
    'of money that is none of its currency is not previewed: %j',
    (money) => {
      const left = { minor: 1_000, currency: 'usd' };
      const of = { paidAt: '2026-11-01T00:00:00Z', received: left, bought: 'Small' };
      const command = { kind: 'refund_payment', paymentId: 'pi_1', left, of } as const;
      const typed = { money, reason_code: 'goodwill' } as const;
      const state = moved(begun(SUBJECT, command, 'key-1', typed), { type: 'preview' });
      expect(state).toMatchObject({
        step: { at: 'form' },
        failure: { kind: 'no_money', currency: 'usd' },
      });
      for (const good of ['', '4', '4.5', ' 4.50 ']) {
        const input = { money: good };
        const { step } = moved(moved(state, { type: 'edit', input }), { type: 'preview' });
        expect(step.at).toBe('previewing');
      }
    },
  );

  it('is sent as the API takes it, and as it was typed where it is none', () => {
    expect(canonical(' 120.50 ')).toBe('120.5');
    expect(canonical('007')).toBe('7');
    expect(canonical('12,5')).toBe('12,5');
    const { input } = start();
    const expires_at = '2026-12-31T00:00:00.000Z';
    expect(adjustmentOf({ ...input, direction: 'deduct', expires_at })).toEqual({
      credits: '-120.5',
    });
    expect(adjustmentOf({ ...input, expires_at })).toEqual({ credits: '120.5', expires_at });
  });
});

/** A store as browsers have it. */
function memory(): Drawer {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
  };
}
