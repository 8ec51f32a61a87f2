import { describe, expect, it } from '@jest/globals';
import { failureOf } from '../../../admin/actions/run/failure.js';
import { counterOf, debitIn, holdIn } from '../../../admin/actions/run/of-event.js';
import { ApiError, type Schemas } from '../../../admin/lib/api.js';

const problem = (status: number, code: Schemas['ProblemCode'], more: object = {}) =>
  new ApiError('said', status, {
    type: `urn:scrip:problem:${code}`,
    title: 'title',
    detail: 'said',
    instance: '/v1',
    request_id: 'req_1',
    status,
    code,
    ...more,
  });

describe('what the server says', () => {
  it.each([0, 408, 500, 502, 503, 504])('with %i leaves open whether it was done', (status) => {
    expect(failureOf(new ApiError('lost', status))).toEqual({ kind: 'fault', said: 'lost' });
  });

  it('with 401 is about the session, and nothing else', () => {
    expect(failureOf(problem(401, 'unauthorized'))).toEqual({ kind: 'signed_out' });
  });

  it('names what has changed, what was done alike, and who can approve', () => {
    const changed = ['plan', 'debt'];
    expect(failureOf(problem(409, 'preview_stale', { changed }))).toEqual({
      kind: 'stale',
      changed,
    });
    const duplicates = [
      { adjustment_id: 'adj_1', credits: '3', actor: 'staff:x', recorded_at: '' },
    ];
    expect(failureOf(problem(409, 'duplicate_suspected', { duplicates }))).toEqual({
      kind: 'duplicate',
      duplicates,
    });
    const approvers = [{ staff_id: 'stf_1', name: 'Ada', role: 'lead' }];
    expect(failureOf(problem(403, 'limit_exceeded', { approvers }))).toEqual({
      kind: 'limit',
      approvers,
    });
    expect(failureOf(problem(403, 'step_up_required'))).toEqual({ kind: 'step_up' });
  });

  it('puts what is wrong beside its field', () => {
    const invalid_parameters = [{ name: 'ticket', reason: 'expected a ticket' }];
    expect(failureOf(problem(422, 'validation_failed', { invalid_parameters }))).toEqual({
      kind: 'fields',
      fields: { ticket: 'expected a ticket' },
    });
    expect(failureOf(problem(402, 'insufficient_credits', { available: '30' }))).toEqual({
      kind: 'short',
      available: '30',
    });
    expect(failureOf(problem(422, 'refund_exceeds_debit', { refundable: '0' }))).toEqual({
      kind: 'nothing_left',
    });
  });

  it('tells that a plan cannot begin at once beside its field', () => {
    const allowed_when = 'renewal';
    expect(failureOf(problem(409, 'plan_change_not_allowed', { allowed_when }))).toEqual({
      kind: 'not_at_once',
    });
  });

  it('tells refusals of the command from those that come before it', () => {
    expect(failureOf(problem(409, 'account_closed'))).toMatchObject({ isDecided: true });
    expect(failureOf(problem(429, 'rate_limited'))).toMatchObject({ isDecided: false });
    expect(failureOf(problem(403, 'forbidden', { missing_scope: 'refunds:write' }))).toEqual({
      kind: 'refused',
      said: 'said',
      isDecided: false,
      permission: 'refunds:write',
    });
  });
});

describe('an event', () => {
  const event = { credits: '-30', ticket: 'T-1', data: { adjustmentId: 'adj_1' } };

  it('that took credits for use can be refunded', () => {
    const data = { debitId: 'dbt_1' };
    expect(debitIn({ type: 'CreditsDebited', data })).toBe('dbt_1');
    expect(debitIn({ type: 'HoldSettled', data })).toBe('dbt_1');
    expect(debitIn({ type: 'DebitRefunded', data })).toBeUndefined();
  });

  it('that placed a hold names it, and one that ended it does not', () => {
    const data = { holdId: 'hld_1' };
    expect(holdIn({ type: 'HoldPlaced', data })).toBe('hld_1');
    expect(holdIn({ type: 'HoldReleased', data })).toBeUndefined();
  });

  it('of a person’s is countered by the same credits the other way', () => {
    expect(counterOf({ ...event, type: 'CreditsAdjusted' })).toEqual({
      command: { kind: 'adjust' },
      id: 'adj_1',
      input: { direction: 'issue', credits: '30', ticket: 'T-1' },
    });
    const refund = { type: 'DebitRefunded', data: { refundId: 'rfd_1' }, ticket: null } as const;
    expect(counterOf({ ...refund, credits: '3' })?.input).toEqual({
      direction: 'deduct',
      credits: '3',
      ticket: '',
    });
    expect(counterOf({ ...event, type: 'CreditsDebited' })).toBeUndefined();
  });
});
