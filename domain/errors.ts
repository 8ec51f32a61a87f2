/**
 * Codes of refusals. A table in `api/http/domain-problems.ts` maps each to an HTTP status; a new
 * code breaks the build until it has one.
 */
export type ErrorCode =
  | 'account_closed'
  | 'account_exists'
  | 'account_not_found'
  | 'account_suspended'
  | 'action_not_found'
  | 'amount_too_large'
  | 'approval_decided'
  | 'approval_not_found'
  | 'approval_not_own'
  | 'approval_own'
  | 'debit_not_found'
  | 'dispute_not_lost'
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
  | 'occurred_at_not_allowed'
  | 'pack_not_found'
  | 'payment_not_found'
  | 'payment_refund_not_found'
  | 'plan_change_not_allowed'
  | 'plan_not_found'
  | 'rate_not_found'
  | 'rate_too_early'
  | 'refund_exceeds_debit'
  | 'source_already_used'
  | 'subscription_active'
  | 'too_many_holds'
  | 'too_many_lots'
  | 'unpriced_usage'
  | 'validation_failed'
  | 'version_changed';

/** Data of a refusal; credits are decimal strings. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** A refusal: the command changed nothing, and the code says why. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    message: string = SENTENCES[code](details),
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** The log contradicts itself: never the caller's fault, always fatal. */
export class IntegrityError extends Error {
  constructor(
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.name = 'IntegrityError';
  }
}

/** An invalid field; `name` is its path, such as `usage.input_tokens`. */
export interface InvalidParameter {
  readonly name: string;
  /** Follows the name: `expected …`, or `is missing: expected …`. */
  readonly reason: string;
}

/** Describes invalid fields: the first, and how many others there are. */
export function describeParameters(parameters: readonly InvalidParameter[]): string | undefined {
  const [first, ...others] = parameters;
  if (!first) return undefined;
  const { name, reason } = first;
  const sentence = /^(is|must) /.test(reason) ? `${name} ${reason}` : `${name}: ${reason}`;
  return others.length === 0 ? sentence : `${sentence} (and ${others.length} more)`;
}

/** A `validation_failed` naming a field by its wire path, such as `per_million.input`. */
export const invalidParameter = (name: string, reason: string): DomainError =>
  new DomainError('validation_failed', { invalid_parameters: [{ name, reason }] });

/** Default messages of refusals: what is the case, and what would help. */
const SENTENCES: Readonly<Record<ErrorCode, (details: ErrorDetails) => string>> = {
  account_closed: ({ account_id: id }) => `${the('account', id)} is closed for good`,
  account_exists: ({ account_id: id }) =>
    `${the('account', id)} exists already: choose another account_id`,
  account_not_found: ({ account_id: id }) =>
    `${the('account', id)} does not exist: open it first, or correct its id`,
  account_suspended: ({ account_id: id }) =>
    `${the('account', id)} is suspended: reinstate it before it is charged`,
  action_not_found: ({ action }) =>
    `${the('action', action)} is in no policy: expected one that the policy names`,
  amount_too_large: () => 'one amount is at most 1000000000 credits: ask for less',
  approval_decided: ({ approval_status: status, decided_by: by, decided_at: at }) =>
    typeof by === 'string' && typeof at === 'string'
      ? status === 'expired'
        ? `nobody decided this request until ${at}: ask again`
        : `this request was decided by ${by} at ${at}: it is ${String(status)}`
      : `this request exists already: it is ${String(status)}`,
  approval_not_found: ({ approval_id: id }) =>
    `${the('request', id)} does not exist: send an approval_id that was answered`,
  approval_not_own: () => 'only whoever asked can take a request back',
  approval_own: () => 'nobody decides what they asked for: somebody else has to',
  debit_not_found: ({ debit_id: id }) =>
    `${the('debit', id)} does not exist on this account: send the debit_id that its debit answered`,
  dispute_not_lost: ({ dispute_id: id }) => `${the('dispute', id)} was not lost`,
  dispute_not_open: ({ dispute_id: id }) => `${the('dispute', id)} is not open`,
  hold_not_found: ({ hold_id: id }) =>
    `${the('hold', id)} does not exist on this account: send the hold_id that placing it answered`,
  hold_not_open: ({ hold_id: id, hold_status: status }) =>
    `${the('hold', id)} is no longer open: it ${howItEnded(status)}`,
  idempotency_mismatch: () =>
    'this Idempotency-Key was used with another input: send that input again, or take a new key',
  insufficient_credits: ({ required, available }) =>
    typeof required === 'string' && typeof available === 'string'
      ? `this takes ${required} ${required === '1' ? 'credit' : 'credits'}, and the account has ${available} available`
      : 'the account has fewer credits available than this takes',
  member_limit_reached: ({ limit, used, held, required, resets_at: at }) =>
    typeof limit === 'string' && typeof at === 'string'
      ? `this would go beyond the ${limit} credits that the member may use until ${at}: ` +
        `${String(used)} are used and ${String(held)} held, and this takes ${String(required)}`
      : 'this would go beyond what the member may use in this period',
  member_not_found: ({ member_id: id }) =>
    `${the('member', id)} is not on this account: add it first, or correct its id`,
  model_exists: ({ model }) => `${the('model', model)} exists already: choose another id`,
  model_not_found: ({ model }) =>
    `${the('model', model)} does not exist: register it first, or correct its id`,
  model_retired: ({ model }) =>
    `${the('model', model)} is retired: nothing it does from then on can be charged`,
  no_scheduled_plan_change: () => 'no plan change is scheduled, so there is none to take back',
  no_seat_left: ({ seats }) =>
    seats === 1
      ? 'the plan has 1 seat, which is taken'
      : `the plan has ${typeof seats === 'number' ? seats : 'no more'} seats, all of which are taken`,
  occurred_at_not_allowed: () => 'occurred_at: expected an instant that is not in the future',
  pack_not_found: ({ pack, on_sale: ids }) =>
    `${the('pack', pack)} is not on sale: expected ${oneOf(ids)}`,
  payment_not_found: ({ payment_id: id }) => `${the('payment', id)} bought nothing on this account`,
  payment_refund_not_found: ({ payment_refund_id: id }) =>
    `${the('payment refund', id)} took nothing from this account`,
  plan_change_not_allowed: () => 'the plan of the account cannot be changed in this way',
  plan_not_found: ({ plan, on_sale: ids }) =>
    `${the('plan', plan)} is not on sale: expected ${oneOf(ids)}`,
  rate_not_found: ({ model }) =>
    `${the('model', model)} has no rate: publish one before its usage is charged`,
  rate_too_early: () => 'effective_from: expected an instant after the rate before it',
  refund_exceeds_debit: ({ refundable }) =>
    typeof refundable === 'string'
      ? `credits: expected at most ${refundable}, which is what is left of the debit`
      : 'credits: expected at most what is left of the debit',
  source_already_used: ({ paid_by: id }) => `${the('source', id)} has paid for a lot already`,
  subscription_active: ({ plan }) =>
    `the account has a subscription${typeof plan === 'string' ? ` to "${plan}"` : ''}, which alone changes its plan: ask POST …/subscription for an "upgrade", "downgrade" or "cancel"`,
  too_many_holds: ({ most }) =>
    `${typeof most === 'number' ? most : 'too many'} holds are open already: settle or release some`,
  too_many_lots: ({ most }) =>
    `the account has ${typeof most === 'number' ? most : 'too many'} lots already: it can take no more`,
  unpriced_usage: ({ invalid_parameters: parameters }) =>
    (isInvalidParameters(parameters) && describeParameters(parameters)) ||
    'the rate has no price for something that was used',
  validation_failed: ({ invalid_parameters: parameters }) =>
    (isInvalidParameters(parameters) && describeParameters(parameters)) ||
    'the request is not valid',
  version_changed: () => 'another version was published since: look again',
};

/** `MAX_ENDED_HOLDS` of each kind are remembered. */
const NOT_REMEMBERED =
  'has ended, and so have 1000 later ones: if it has expired, debit what was used instead';

function howItEnded(status: unknown): string {
  if (status === 'expired') return 'has expired';
  return typeof status === 'string' && status !== 'ended' ? `was ${status}` : NOT_REMEMBERED;
}

const MAX_NAMED = 24;
/** `one of "free", "pro"`: the valid values, as far as known. */
function oneOf(ids: unknown): string {
  if (!Array.isArray(ids) || ids.length === 0) return 'the id of one that is';
  const more = ids.length > MAX_NAMED ? ', …' : '';
  const named = ids.slice(0, MAX_NAMED).map((id) => `"${String(id)}"`);
  return `one of ${named.join(', ')}${more}`;
}

const the = (kind: string, id: unknown): string =>
  typeof id === 'string' && id !== '' ? `the ${kind} "${id}"` : `this ${kind}`;

/** Whether a detail of a refusal names invalid fields. */
export const isInvalidParameters = (value: unknown): value is readonly InvalidParameter[] =>
  Array.isArray(value) &&
  value.every(
    (each: unknown) => typeof each === 'object' && each && 'name' in each && 'reason' in each,
  );
