import type { Schemas } from '../../lib/api.js';
import type { Command } from './command.js';

/** What a person may do by themselves; `request`: only ask somebody to approve it. */
export type Permit = Schemas['Permit'];

/** What somebody may do, by the kind of command. */
export type Permits = Readonly<Record<Command['kind'], Permit>>;

/**
 * What somebody of whom the API says this may do to an account of this status. `changesPlan`: what
 * they may do about its plan, where Stripe bills it.
 */
export function permitsOf(
  actions: Schemas['Me']['actions'] | undefined,
  status: Schemas['AccountStatus'],
  changesPlan?: Permit,
): Permits {
  if (!actions) return NOTHING;
  const where = (isPossible: boolean, permit: Permit): Permit => (isPossible ? permit : 'no');
  const isClosed = status === 'closed';
  return {
    adjust: where(!isClosed, actions.issue === 'no' ? actions.deduct : actions.issue),
    // What a closed account was charged can still be given back.
    refund: actions.refund,
    change_plan: where(!isClosed, changesPlan ?? actions.change_plan),
    suspend: where(status === 'open', actions.suspend),
    reinstate: where(status === 'suspended', actions.reinstate),
    close: where(!isClosed, actions.close),
    release: actions.release,
    // A closed account's payments can still go back.
    refund_payment: actions.refund_payment,
    refund_finding: actions.refund_payment,
    grant_payment: where(!isClosed, actions.grant_payment),
  };
}

/** Nobody is known to be signed in. */
const NOTHING: Permits = {
  adjust: 'no',
  refund: 'no',
  change_plan: 'no',
  suspend: 'no',
  reinstate: 'no',
  close: 'no',
  release: 'no',
  refund_payment: 'no',
  refund_finding: 'no',
  grant_payment: 'no',
};
