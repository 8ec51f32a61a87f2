import type { PlanLookup } from '../../catalogue/catalogue.js';
import type { Context, Decider } from '../../decider.js';
import type { Instant } from '../../instant.js';
import type { AccountCommand } from '../commands.js';
import { adjustCredits } from './adjust.js';
import { due, MAX_DUE_EVENTS } from './book-due.js';
import { debitCredits } from './debit.js';
import { closeDispute, openDispute } from './dispute.js';
import { extendHold, MAX_OPEN_HOLDS, placeHold } from './hold.js';
import { levelChange } from './level-change.js';
import { closeAccount, reinstateAccount, suspendAccount } from './lifecycle.js';
import { openAccount } from './open.js';
import { addMember, removeMember, setMemberLimit } from './member.js';
import { recordPackPurchase } from './pack.js';
import { recordPaymentRefund } from './payment-refund.js';
import { changePlan, withdrawPlanChange } from './plan.js';
import { recordPlanPayment } from './plan-payment.js';
import { refundDebit } from './refund.js';
import { retirement } from './retire.js';
import { releaseHold, settleHold } from './settle.js';
import { configureAutoTopUp, recordTopUpFailure, turnOffAutoTopUp } from './topup.js';
import { reinstateDispute, undoPaymentRefund } from './undo.js';
import { accountEvents, type AccountEvent } from '../events.js';
import { evolve } from '../fold/evolve.js';
import { decodeSnapshot, encodeSnapshot, SNAPSHOT_VERSION } from '../snapshot.js';
import { controlOf, nextDueAt, UNOPENED, weightOf, type AccountState } from '../state.js';

/**
 * Decides account commands from the account's past and the plans on sale. Idempotence is left to
 * the event store, which knows the ids of commands.
 */
export const accountDecider = (
  plans: PlanLookup,
): Decider<AccountState, AccountCommand, AccountEvent> => ({
  category: 'account',
  events: accountEvents,
  initial: () => UNOPENED,
  evolve,
  decide: (state, command, context) => decide(state, command, plans, context),
  due: (state, context) => due(state, plans, context),
  control: controlOf,
  snapshot: { version: SNAPSHOT_VERSION, encode: encodeSnapshot, decode: decodeSnapshot },
  weight: weightOf,
});

function decide(
  state: AccountState,
  command: AccountCommand,
  plans: PlanLookup,
  context: Context,
): AccountEvent[] {
  const { now } = context;
  const overdue = bookOverdue(state, plans, context);
  const nextRevision = context.nextRevision + overdue.length;
  const current = overdue.reduce(evolve, state);
  const events = handle(current, command, plans, { ...context, nextRevision });
  if (events.length === 0) return [];
  const crossing = { before: current, causes: events, after: events.reduce(evolve, current) };
  const level = levelChange(crossing, now);
  const retired = retirement(crossing.after, now);
  return [...overdue, ...events, ...(level ? [level] : []), ...(retired ? [retired] : [])];
}

/**
 * Enforces expiry at decision time. What is due was booked just before, in its own append; what
 * fell due since then is booked here, before the command.
 */
function bookOverdue(state: AccountState, plans: PlanLookup, context: Context): AccountEvent[] {
  const events: AccountEvent[] = [];
  let current = state;
  for (let turn = 0; isDue(current, context); turn += 1) {
    // All holds of an account may expire at one moment; years of renewals cannot.
    if (turn > 0 && !(turn < MAX_OVERDUE_TURNS && isHoldDue(current, context))) {
      throw new Error(`${state.accountId}: book what is due before a command is decided`);
    }
    const nextRevision = context.nextRevision + events.length;
    const more = due(current, plans, { ...context, nextRevision });
    current = more.reduce(evolve, current);
    events.push(...more);
  }
  return events;
}

/** Enough for every open hold to expire, each with a change of level. */
const MAX_OVERDUE_TURNS = Math.ceil((2 * MAX_OPEN_HOLDS) / MAX_DUE_EVENTS) + 2;

const isAtOrBefore = (at: Instant | null | undefined, now: Instant): boolean =>
  at !== null && at !== undefined && at <= now;
const isDue = (state: AccountState, { now }: Context) => isAtOrBefore(nextDueAt(state), now);
const isHoldDue = ({ holds }: AccountState, { now }: Context) =>
  isAtOrBefore(holds.expiries.first()?.expiresAt, now);

function handle(
  state: AccountState,
  command: AccountCommand,
  plans: PlanLookup,
  context: Context,
): AccountEvent[] {
  switch (command.type) {
    case 'OpenAccount':
      return openAccount(state, command, plans, context);
    case 'DebitCredits':
      return debitCredits(state, command, context);
    case 'PlaceHold':
      return placeHold(state, command, context);
    case 'ExtendHold':
      return extendHold(state, command, context);
    case 'SettleHold':
      return settleHold(state, command, context);
    case 'ReleaseHold':
      return releaseHold(state, command, context);
    case 'RefundDebit':
      return refundDebit(state, command, context);
    case 'AddMember':
      return addMember(state, command, plans, context);
    case 'SetMemberLimit':
      return setMemberLimit(state, command, context);
    case 'RemoveMember':
      return removeMember(state, command, context);
    case 'AdjustCredits':
      return adjustCredits(state, command, context);
    case 'ChangePlan':
      return changePlan(state, command, plans, context);
    case 'WithdrawPlanChange':
      return withdrawPlanChange(state, command, context);
    case 'RecordPlanPayment':
      return recordPlanPayment(state, command, context);
    case 'RecordPackPurchase':
      return recordPackPurchase(state, command, context);
    case 'RecordPaymentRefund':
      return recordPaymentRefund(state, command, context);
    case 'UndoPaymentRefund':
      return undoPaymentRefund(state, command, context);
    case 'OpenDispute':
      return openDispute(state, command, context);
    case 'CloseDispute':
      return closeDispute(state, command, context);
    case 'ReinstateDispute':
      return reinstateDispute(state, command, context);
    case 'ConfigureAutoTopUp':
      return configureAutoTopUp(state, command, context);
    case 'TurnOffAutoTopUp':
      return turnOffAutoTopUp(state, command, context);
    case 'RecordTopUpFailure':
      return recordTopUpFailure(state, command, context);
    case 'SuspendAccount':
      return suspendAccount(state, command, context);
    case 'ReinstateAccount':
      return reinstateAccount(state, command, context);
    case 'CloseAccount':
      return closeAccount(state, command, context);
  }
}
