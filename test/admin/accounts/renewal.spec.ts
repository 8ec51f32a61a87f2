import { describe, expect, it } from '@jest/globals';
import { renewalOf } from '../../../admin/accounts/renewal.js';

type Args = Parameters<typeof renewalOf>;
const [BEFORE, END, AFTER] = [
  '2027-02-27T10:00:00.000Z',
  '2027-02-28T10:00:00.000Z',
  '2027-03-01T10:00:00.000Z',
];
const GRACE = '2027-03-04T10:00:00.000Z';

const billed: Args[0] = { renewed_by: 'invoice', scheduled_change: null };
const at = (as_of: string): Args[1] => ({
  as_of,
  plan: { plan: 'pro', granted: '500', remaining: '20', renews_at: END },
});
const stripe = (attempts: number): NonNullable<Args[2]> => ({
  status: 'past_due',
  ended_at: null,
  credits_end_at: GRACE,
  unpaid: {
    invoice_id: 'in_1',
    number: 'A-1',
    due: { minor: 2_000, currency: 'usd' },
    attempts,
    next_attempt_at: null,
    pay_url: null,
    created_at: END,
  },
});

describe('how the plan of an account goes on', () => {
  it('is that it renews, until its period ends', () => {
    expect(renewalOf(billed, at(BEFORE), undefined)).toEqual({ is: 'renews', at: END });
  });

  it('is that it ends, where it is cancelled', () => {
    const scheduled_change = { plan: 'free', plan_version: 1, effective_at: END };
    const cancelled = { ...billed, scheduled_change };
    expect(renewalOf(cancelled, at(BEFORE), undefined)).toEqual({ is: 'ends', at: END });
  });

  it('is that its payment is due once its period has ended: never that it renews in the past', () => {
    const due = { is: 'due', since: END, until: null, isOver: false };
    expect(renewalOf(billed, at(AFTER), undefined)).toEqual(due);
    expect(renewalOf(billed, at(AFTER), stripe(0))).toEqual({ ...due, until: GRACE });
  });

  it('is that it is past due once a card was refused, and until when its credits stay', () => {
    const pastDue = { is: 'past_due', since: END, until: GRACE };
    expect(renewalOf(billed, at(AFTER), stripe(1))).toEqual({ ...pastDue, isOver: false });
    expect(renewalOf(billed, at(BEFORE), stripe(1))).toEqual({ ...pastDue, isOver: false });
    expect(renewalOf(billed, at(GRACE), stripe(2))).toEqual({ ...pastDue, isOver: true });
  });

  it('waits for nothing where the ledger renews by itself, or nothing goes on', () => {
    const byClock = { ...billed, renewed_by: 'clock' as const };
    expect(renewalOf(byClock, at(AFTER), undefined)).toEqual({ is: 'renews', at: END });
    expect(renewalOf(billed, { as_of: AFTER, plan: null }, undefined)).toBeUndefined();
  });
});
