import { describe, expect, it } from '@jest/globals';
import { permitsOf } from '../../../admin/actions/run/permits.js';

type Actions = NonNullable<Parameters<typeof permitsOf>[0]>;
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
