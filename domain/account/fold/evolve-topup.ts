/** Folds what automatic top-ups need to know: consent, failures, and whether one is due. */
import { HOUR_MS, type Instant } from '../../instant.js';
import type { ChargeFact } from '../charge.js';
import type { AccountEvent } from '../events.js';
import type { AccountState, AutoTopUp } from '../state.js';

/** What follows a failure has to occur so much later. */
const RETRY_AFTER_MS = HOUR_MS;

type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

/** The terms that were consented to; a consent is a new beginning. */
export function consented(data: Data<'AutoTopUpConfigured'>, consentedAt: Instant): AutoTopUp {
  const { accountId: _, consent, memberId: __, ...terms } = data;
  const { version: consentVersion } = consent;
  return { ...terms, consentVersion, consentedAt, failures: 0, failedAt: null, isAsked: true };
}

/** What an event changes about the account's automatic top-ups, once its credits are folded. */
export function withTopUp(
  state: AccountState,
  before: AutoTopUp,
  event: AccountEvent,
): AccountState {
  const now = followed(before, event);
  const isAsked = now.isAsked && state.book.available < now.threshold;
  if (now === before && isAsked === before.isAsked) return state;
  return { ...state, autoTopUp: { ...now, isAsked } };
}

function followed(before: AutoTopUp, event: AccountEvent): AutoTopUp {
  if (event.type === 'AutoTopUpSucceeded') {
    return { ...before, failures: 0, failedAt: null, isAsked: false };
  }
  if (event.type === 'AutoTopUpFailed') {
    const { inARow: failures } = event.data;
    return { ...before, failures, failedAt: event.occurredAt, isAsked: false };
  }
  const isCharge = event.type === 'CreditsDebited' || event.type === 'HoldSettled';
  return isCharge && asks(before, event) ? { ...before, isAsked: true } : before;
}

/** What cost nothing asks for nothing. */
const asks = ({ failedAt }: AutoTopUp, { data, occurredAt }: ChargeFact): boolean =>
  data.credits > 0n && (failedAt === null || occurredAt >= failedAt + RETRY_AFTER_MS);
