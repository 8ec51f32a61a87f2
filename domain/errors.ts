/**
 * Every way the domain can say no. One table in `api/http/problem.ts` turns codes into HTTP
 * statuses;
 * adding a code here breaks the build there until it has one.
 */
export type ErrorCode =
  | 'account_closed'
  | 'account_exists'
  | 'account_not_found'
  | 'account_suspended'
  | 'action_not_found'
  | 'amount_too_large'
  | 'debit_not_found'
  | 'dispute_not_open'
  | 'hold_not_found'
  | 'hold_not_open'
  | 'idempotency_mismatch'
  | 'insufficient_credits'
  | 'member_limit_reached'
  | 'member_not_found'
  | 'model_exists'
  | 'model_not_found'
  | 'model_retired'
  | 'no_scheduled_plan_change'
  | 'no_seat_left'
  | 'nothing_to_charge'
  | 'occurred_at_not_allowed'
  | 'pack_not_found'
  | 'payment_not_found'
  | 'plan_change_not_allowed'
  | 'plan_not_found'
  | 'rate_not_found'
  | 'rate_too_early'
  | 'refund_exceeds_debit'
  | 'source_already_used'
  | 'too_many_holds'
  | 'too_many_lots'
  | 'validation_failed';

/** Plain data that helps the caller understand a refusal; credits are already decimal strings. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** A refusal: the command was understood, changed nothing, and the code says why. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    message: string = code.replaceAll('_', ' '),
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** A reading of the log that contradicts itself: never the caller's fault, always a loud stop. */
export class IntegrityError extends Error {
  constructor(
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.name = 'IntegrityError';
  }
}

/**
 * `validation_failed` that names the field by its path on the wire, such as `per_million.input`.
 */
export const invalidParameter = (name: string, reason: string): DomainError =>
  new DomainError(
    'validation_failed',
    { invalid_parameters: [{ name, reason }] },
    `${name}: ${reason}`,
  );
