import { describe, expect, it } from '@jest/globals';
import { permitsOf } from '../../../admin/actions/run/permits.js';

type Actions = NonNullable<Parameters<typeof permitsOf>[0]>;
/** As the API answers somebody of support. */
const support: Actions = {
  issue: 'do',
  deduct: 'request',
  refund: 'do',
  change_plan: 'request',
  suspend: 'request',
  reinstate: 'request',
  close: 'no',
  release: 'request',
  refund_payment: 'no',
  grant_payment: 'no',
};

describe('what somebody may do to an account', () => {
  it('is done, asked for, or has no button', () => {
    expect(permitsOf(support, 'open')).toEqual({
      adjust: 'do',
      refund: 'do',
      change_plan: 'request',
      suspend: 'request',
      reinstate: 'no',
      close: 'no',
      release: 'request',
      refund_payment: 'no',
      refund_finding: 'no',
      grant_payment: 'no',
    });
    expect(permitsOf({ ...support, issue: 'request' }, 'open').adjust).toBe('request');
    expect(permitsOf({ ...support, issue: 'no' }, 'open').adjust).toBe('request');
    expect(new Set(Object.values(permitsOf(undefined, 'open')))).toEqual(new Set(['no']));
  });

  it('is what the status of the account lets be done', () => {
    const all = { ...support, close: 'do' } as const;
    expect(permitsOf(all, 'suspended')).toMatchObject({ suspend: 'no', reinstate: 'request' });
    const closed = { adjust: 'no', refund: 'do', change_plan: 'no', suspend: 'no', close: 'no' };
    expect(permitsOf(all, 'closed')).toMatchObject(closed);
  });

  it('is to ask for another plan, where the ledger renews it', () => {
    expect(permitsOf(support, 'open').change_plan).toBe('request');
  });

  it('is nothing about a plan that Stripe bills, whatever may be requested of others', () => {
    expect(permitsOf(support, 'open', 'no').change_plan).toBe('no');
    expect(permitsOf(support, 'open', 'do').change_plan).toBe('do');
  });

  it('is nothing about the plan of a closed account', () => {
    expect(permitsOf(support, 'closed', 'do').change_plan).toBe('no');
  });
});
