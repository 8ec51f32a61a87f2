import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApprovalCommand } from '../../../domain/approval/commands.js';
import { APPROVAL_MS, approvalDecider } from '../../../domain/approval/decider.js';
import {
  ApprovalApproved,
  approvalEvents,
  ApprovalExecuted,
  ApprovalExpired,
  ApprovalRejected,
  ApprovalRequested,
  ApprovalWithdrawn,
  type ApprovalEvent,
  type FrozenCommand,
} from '../../../domain/approval/events.js';
import { DomainError } from '../../../domain/errors.js';
import { formatInstant, parseInstant } from '../../../domain/instant.js';
import { runs } from '../../support/domain/arbitraries.js';
import { rulesOf, thrownBy } from '../../support/domain/given.js';

const { given } = rulesOf(approvalDecider);
const now = parseInstant('2026-03-01T12:00:00Z') ?? 0;
const [ann, ben, cat] = ['staff:stf_ann', 'staff:stf_ben', 'staff:stf_cat'];
const approvalId = 'apr_1';
const reason = { reasonCode: 'goodwill', ticket: 'T-1' } as const;
const command: FrozenCommand = { type: 'AdjustCredits', credits: 800_000_000n, reason };
const before = {
  status: 'open',
  plan: 'free',
  available: 100_000_000n,
  held: 0n,
  frozen: 0n,
  debt: 0n,
  level: 'ok',
};
const preview = {
  before,
  after: { ...before, available: 900_000_000n },
  credits: 800_000_000n,
  repaid: 0n,
  warnings: [],
};
const request = {
  approvalId,
  accountId: 'acme',
  command,
  commandHash: 'c',
  previewHash: 'p',
  preview,
  requestedBy: ann,
};
const approve = (by: string) => ({ type: 'Approve', by, previewHash: 'q' }) as const;
const refusal = { code: 'account_closed', detail: 'the account is closed for good' };
const requested = ApprovalRequested(now, { ...request, expiresAt: now + APPROVAL_MS });
const approved = ApprovalApproved(now + 1, { approvalId, approvedBy: ben, previewHash: 'q' });

describe('an approval', () => {
  it('waits for a day from the instant it is asked for', () => {
    given()
      .when({ type: 'RequestApproval', ...request }, now)
      .then(requested);
  });

  it('is decided by anybody but whoever asked', () => {
    given(requested)
      .when(approve(ann), now + 1)
      .refused('approval_own');
    given(requested)
      .when({ type: 'Reject', by: ann }, now + 1)
      .refused('approval_own');
    given(requested)
      .when(approve(ben), now + 1)
      .then(approved);
    given(requested)
      .when({ type: 'Reject', by: ben, noteHmac: 'n' }, now + 1)
      .then(ApprovalRejected(now + 1, { approvalId, rejectedBy: ben, noteHmac: 'n' }));
  });

  it('is taken back by whoever asked alone', () => {
    given(requested)
      .when({ type: 'Withdraw', by: ben }, now + 1)
      .refused('approval_not_own');
    given(requested)
      .when({ type: 'Withdraw', by: ann }, now + 1)
      .then(ApprovalWithdrawn(now + 1, { approvalId }));
  });

  it('tells the second of two who decided, and when', () => {
    const told = {
      approval_id: approvalId,
      approval_status: 'approved',
      decided_by: ben,
      decided_at: formatInstant(now + 1),
    };
    given(requested, approved)
      .when(approve(cat), now + 2)
      .refused('approval_decided', told);
    given(requested, approved)
      .when({ type: 'Withdraw', by: ann }, now + 2)
      .refused('approval_decided', told);
  });

  it('expires at its instant, whether or not that has been booked', () => {
    const end = now + APPROVAL_MS;
    const state = approvalDecider.evolve(approvalDecider.initial(), requested);
    const due = (at: number) => approvalDecider.due?.(state, { now: at, nextRevision: 1 });
    expect(due(end - 1)).toEqual([]);
    expect(due(end + 5)).toEqual([ApprovalExpired(end, { approvalId })]);
    given(requested)
      .when(approve(ben), end - 1)
      .then(ApprovalApproved(end - 1, { ...approved.data }));
    given(requested).when(approve(ben), end).refused('approval_decided');
  });

  it('does not expire between approval and execution', () => {
    const state = [requested, approved].reduce(approvalDecider.evolve, approvalDecider.initial());
    const late = now + 2 * APPROVAL_MS;
    expect(approvalDecider.due?.(state, { now: late, nextRevision: 2 })).toEqual([]);
    given(requested, approved)
      .when({ type: 'RecordExecution', eventId: 'e' }, late)
      .then(ApprovalExecuted(late, { approvalId, eventId: 'e' }));
  });

  it('ends where the account refuses the approved command, and still says who approved', () => {
    const refused = ApprovalRejected(now + 2, { approvalId, rejectedBy: ben, refusal });
    given(requested, approved)
      .when({ type: 'RecordRefusal', refusal }, now + 2)
      .then(refused);
    const state = [requested, approved, refused].reduce(
      approvalDecider.evolve,
      approvalDecider.initial(),
    );
    const decided = { by: ben, at: now + 1, noteHmac: null };
    expect(state).toMatchObject({ status: 'refused', decided, refusal });
    given(requested, approved, refused)
      .when(approve(cat), now + 3)
      .refused('approval_decided');
    given(requested, approved, refused)
      .when({ type: 'RecordRefusal', refusal }, now + 3)
      .then();
  });

  it('is executed once the account has taken the command, whatever a slower process was told', () => {
    const refused = ApprovalRejected(now + 2, { approvalId, rejectedBy: ben, refusal });
    const executed = ApprovalExecuted(now + 3, { approvalId, eventId: 'e' });
    given(requested, approved, refused)
      .when({ type: 'RecordExecution', eventId: 'e' }, now + 3)
      .then(executed);
    for (const late of [
      { type: 'RecordRefusal', refusal },
      { type: 'RecordExecution', eventId: 'e' },
    ] as const) {
      given(requested, approved, executed)
        .when(late, now + 4)
        .then();
    }
  });

  const frozen: FrozenCommand[] = [
    command,
    { type: 'RefundDebit', debitId: 'dbt_1', credits: 1n, reason },
    { type: 'ChangePlan', plan: 'pro', when: 'now', reason },
    { type: 'ReleaseHold', holdId: 'hld_1', reason },
    { type: 'SuspendAccount', reason },
    { type: 'ReinstateAccount', reason },
    { type: 'CloseAccount', reason },
    {
      type: 'RefundPayment',
      paymentId: 'pi_1',
      amount: { minor: 2_500n, currency: 'usd' },
      policy: 'debt',
      reason,
    },
    {
      type: 'RecordPackPurchase',
      findingId: 'fnd_1',
      purchaseId: 'pur_1',
      paymentId: 'pi_1',
      pack: 'medium',
      packVersion: 1,
      credits: 550_000_000n,
      paid: { minor: 2_499n, currency: 'usd' },
      reason,
    },
  ];
  it.each(frozen)('keeps a frozen $type as it was', (each) => {
    const event = ApprovalRequested(now, { ...requested.data, command: each });
    const stored: unknown = JSON.parse(JSON.stringify(approvalEvents.encode(event)));
    expect(approvalEvents.decode(event.type, 1, stored, now)).toEqual(event);
  });

  it('is decided once and executed once, after somebody else has approved it', () => {
    const person = fc.constantFrom(ann, ben, cat);
    const step = fc.record({
      wait: fc.integer({ min: 0, max: APPROVAL_MS / 3 }),
      command: fc.oneof(
        fc.record({ type: fc.constantFrom('Reject', 'Withdraw'), by: person }),
        person.map(approve),
        fc.constant({ type: 'RecordExecution', eventId: 'e' } as const),
        fc.constant({ type: 'RecordRefusal', refusal } as const),
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const told = story(steps);
        const count = (type: ApprovalEvent['type']) => told.filter((e) => e.type === type).length;
        const by = told.flatMap((e) => (e.type === 'ApprovalApproved' ? [e.data.approvedBy] : []));
        expect(by).not.toContain(ann);
        expect(count('ApprovalExecuted')).toBeLessThanOrEqual(by.length);
        expect(by.length + count('ApprovalWithdrawn') + count('ApprovalExpired')).toBeLessThan(2);
        expect(count('ApprovalExecuted')).toBeLessThan(2);
        expect(count('ApprovalRejected')).toBeLessThan(2);
      }),
      runs(500),
    );
  });
});

/** Every event of a request that these steps are tried on; a refused step changes nothing. */
function story(steps: readonly { wait: number; command: ApprovalCommand }[]): ApprovalEvent[] {
  const events: ApprovalEvent[] = [requested];
  let at = now;
  for (const { wait, command: next } of steps) {
    at += wait;
    const state = events.reduce(approvalDecider.evolve, approvalDecider.initial());
    const context = { now: at, nextRevision: events.length, commandId: 'test' };
    const error = thrownBy(() => events.push(...approvalDecider.decide(state, next, context)));
    if (error !== undefined) expect(error).toBeInstanceOf(DomainError);
  }
  return events;
}
