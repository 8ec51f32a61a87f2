import type { ErrorCode } from '../../domain/errors.js';

/** A kind of problem. */
export interface Kind {
  readonly status: number;
  readonly title: string;
  /** Default advice for the caller; the title by default. */
  readonly detail?: string;
}

/** Maps refusals of the domain to HTTP statuses. */
export const DOMAIN_PROBLEMS: Record<ErrorCode, Kind> = {
  account_closed: { status: 409, title: 'The account is closed' },
  account_exists: { status: 409, title: 'The account exists already' },
  account_not_found: { status: 404, title: 'There is no such account' },
  account_suspended: { status: 409, title: 'The account is suspended' },
  action_not_found: { status: 422, title: 'There is no such action' },
  amount_too_large: { status: 422, title: 'The amount is too large' },
  approval_decided: { status: 409, title: 'The request is decided' },
  approval_not_found: { status: 404, title: 'There is no such request' },
  approval_not_own: { status: 403, title: 'Somebody else asked for it' },
  approval_own: { status: 403, title: 'Nobody decides what they asked for' },
  debit_not_found: { status: 404, title: 'There is no such debit' },
  dispute_not_lost: { status: 409, title: 'The dispute was not lost' },
  dispute_not_open: { status: 409, title: 'The dispute is not open' },
  hold_not_found: { status: 404, title: 'There is no such hold' },
  hold_not_open: { status: 409, title: 'The hold is not open' },
  idempotency_mismatch: { status: 422, title: 'The key was used with another input' },
  insufficient_credits: { status: 402, title: 'There are not enough credits' },
  member_limit_reached: { status: 429, title: 'The member has reached its limit' },
  member_not_found: { status: 422, title: 'There is no such member' },
  model_exists: { status: 409, title: 'The model exists already' },
  model_not_found: { status: 422, title: 'There is no such model' },
  model_retired: { status: 422, title: 'The model is retired' },
  no_scheduled_plan_change: { status: 409, title: 'No plan change is scheduled' },
  no_seat_left: { status: 409, title: 'The plan has no seat left' },
  occurred_at_not_allowed: { status: 422, title: 'The instant is not allowed' },
  pack_not_found: { status: 422, title: 'There is no such pack' },
  payment_not_found: { status: 404, title: 'There is no such payment' },
  payment_refund_not_found: { status: 404, title: 'There is no such refund of a payment' },
  plan_change_not_allowed: { status: 409, title: 'The plan cannot be changed so' },
  plan_not_found: { status: 422, title: 'There is no such plan' },
  rate_not_found: { status: 422, title: 'The model has no rate for that instant' },
  rate_too_early: { status: 422, title: 'The rate begins too early' },
  refund_exceeds_debit: { status: 422, title: 'The refund is more than is left of the debit' },
  source_already_used: { status: 409, title: 'What pays for this has been used already' },
  subscription_active: { status: 409, title: 'The account has a subscription' },
  too_many_holds: { status: 409, title: 'The account has too many open holds' },
  too_many_lots: { status: 409, title: 'The account has too many lots' },
  unpriced_usage: { status: 422, title: 'The rate has no price for what was used' },
  validation_failed: { status: 422, title: 'The request is not valid' },
  version_changed: { status: 409, title: 'Another version was published' },
};
