import { describe, expect, it } from '@jest/globals';
import { pastDueOf } from '../../../admin/subscriptions/unpaid.js';

const unpaid = {
  invoice_id: 'in_1',
  number: null,
  due: { minor: 2_000, currency: 'usd' },
  attempts: 1,
  next_attempt_at: null,
  pay_url: null,
  created_at: '2027-02-28T10:00:00.000Z',
};
const pastDue = { status: 'past_due', ended_at: null, unpaid };

describe('what is past due of a subscription', () => {
  it('is the invoice of a renewal that was tried and not paid', () => {
    expect(pastDueOf(pastDue)).toBe(unpaid);
    expect(pastDueOf({ ...pastDue, unpaid: { ...unpaid, attempts: 0 } })).toBeUndefined();
    expect(pastDueOf({ ...pastDue, unpaid: null })).toBeUndefined();
    expect(pastDueOf({ ...pastDue, ended_at: unpaid.created_at })).toBeUndefined();
  });

  it('is no first payment that was never made: nothing has begun', () => {
    expect(pastDueOf({ ...pastDue, status: 'incomplete' })).toBeUndefined();
  });
});
