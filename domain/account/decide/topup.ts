import { MAX_PRICE_MINOR } from '../../catalogue/offer.js';
import type { Context } from '../../decider.js';
import { invalidParameter } from '../../errors.js';
import type { AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';
import type {
  ConfigureAutoTopUp,
  RecordTopUpFailure,
  TurnOffAutoTopUp,
} from '../topup-commands.js';
import {
  AutoTopUpConfigured,
  AutoTopUpFailed,
  AutoTopUpTurnedOff,
  type Consent,
} from '../topup-events.js';
import { requireNotClosed, requireOpened, requirePositive } from './guards.js';

/** Top-ups end with so many failures in a row. */
export const MAX_FAILURES_IN_A_ROW = 3;
const MAX_VERSION_CHARS = 64;
const MAX_TEXT_CHARS = 4_000;

/**
 * Records a consent to automatic top-ups, even one to the terms that hold already: it is given
 * anew, and what failed before no longer counts. Terms out of bounds are refused with
 * `validation_failed`.
 */
export function configureAutoTopUp(
  state: AccountState,
  { type: _, memberId, ...command }: ConfigureAutoTopUp,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  const { threshold, price, credits, monthlyCap, consent } = command;
  if (threshold <= 0n) throw invalidParameter('threshold', 'expected more than 0');
  requirePositive(threshold);
  requirePositive(credits);
  if (price.minor <= 0n) throw invalidParameter('price.minor', 'expected more than 0');
  requireCap(monthlyCap, price);
  requireConsent(consent);
  const { accountId } = state;
  return [AutoTopUpConfigured(now, { accountId, ...command, ...(memberId && { memberId }) })];
}

function requireCap(
  cap: ConfigureAutoTopUp['monthlyCap'],
  { minor, currency }: ConfigureAutoTopUp['price'],
): void {
  if (cap.currency !== currency) {
    throw invalidParameter('monthly_cap.currency', `expected ${currency}`);
  }
  if (cap.minor < minor || cap.minor > MAX_PRICE_MINOR) {
    // Less would never buy anything.
    throw invalidParameter('monthly_cap.minor', `expected ${minor} to ${MAX_PRICE_MINOR}`);
  }
}

function requireConsent({ version, text }: Consent): void {
  if (version.length < 1 || version.length > MAX_VERSION_CHARS) {
    throw invalidParameter('consent.version', `expected 1 to ${MAX_VERSION_CHARS} characters`);
  }
  if (text.trim() === '' || text.length > MAX_TEXT_CHARS) {
    throw invalidParameter('consent.text', `expected 1 to ${MAX_TEXT_CHARS} characters`);
  }
}

/** Takes the consent back; does nothing where there is none. */
export function turnOffAutoTopUp(
  state: AccountState,
  { reason }: TurnOffAutoTopUp,
  { now }: Context,
): AccountEvent[] {
  requireOpened(state);
  const { accountId, autoTopUp } = state;
  if (!autoTopUp) return [];
  return [AutoTopUpTurnedOff(now, { accountId, why: 'withdrawn', ...reason })];
}

/**
 * Records that a top-up failed. The third in a row ends them. Does nothing once the consent has
 * ended: an attempt may still be under way then.
 */
export function recordTopUpFailure(
  state: AccountState,
  { purchaseId, paymentId, code }: RecordTopUpFailure,
  { now }: Context,
): AccountEvent[] {
  requireOpened(state);
  const { accountId, autoTopUp } = state;
  if (!autoTopUp) return [];
  const inARow = autoTopUp.failures + 1;
  const failed = AutoTopUpFailed(now, { accountId, purchaseId, paymentId, code, inARow });
  if (inARow < MAX_FAILURES_IN_A_ROW) return [failed];
  return [failed, AutoTopUpTurnedOff(now, { accountId, why: 'failures', code })];
}
