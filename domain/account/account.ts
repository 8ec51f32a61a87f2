import type { PlanLookup } from '../catalogue/catalogue.js';
import type { Context, Decider } from '../decider.js';
import type { AccountCommand } from './commands.js';
import { adjustCredits } from './decide/adjust.js';
import { due } from './decide/book-due.js';
import { debitCredits } from './decide/debit.js';
import { closeDispute, openDispute } from './decide/dispute.js';
import { levelChange } from './decide/level-change.js';
import { closeAccount, reinstateAccount, suspendAccount } from './decide/lifecycle.js';
import { openAccount } from './decide/open.js';
import { recordPackPurchase } from './decide/pack.js';
import { recordPaymentRefund } from './decide/payment-refund.js';
import { changePlan, withdrawPlanChange } from './decide/plan.js';
import { refundDebit } from './decide/refund.js';
import { renewPeriod } from './decide/renew.js';
import { accountEvents, type AccountEvent } from './events.js';
import { evolve } from './evolve.js';
import { decodeSnapshot, encodeSnapshot, SNAPSHOT_VERSION } from './snapshot.js';
import { controlOf, nextDueAt, UNOPENED, weightOf, type AccountState } from './state.js';

/**
 * The account: what happens to credits, decided by its own past and by the plans on sale. That a
 * command happens once is the event store's part; it knows the ids of commands, this does not.
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
  const level = levelChange(events.reduce(evolve, current), now);
  return [...overdue, ...events, ...(level ? [level] : [])];
}

/**
 * Expiry is enforced when a command is decided. What is due has been booked just before, in its own
 * append; a lot that ended between that moment and this one ends here, ahead of the command.
 */
function bookOverdue(state: AccountState, plans: PlanLookup, context: Context): AccountEvent[] {
  const at = nextDueAt(state);
  if (at === null || at > context.now) return [];
  const events = due(state, plans, context);
  const rest = nextDueAt(events.reduce(evolve, state));
  if (rest !== null && rest <= context.now) {
    throw new Error(`${state.accountId}: book what is due before a command is decided`);
  }
  return events;
}

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
    case 'RefundDebit':
      return refundDebit(state, command, context);
    case 'AdjustCredits':
      return adjustCredits(state, command, context);
    case 'ChangePlan':
      return changePlan(state, command, plans, context);
    case 'WithdrawPlanChange':
      return withdrawPlanChange(state, command, context);
    case 'RenewPeriod':
      return renewPeriod(state, command, plans, context);
    case 'RecordPackPurchase':
      return recordPackPurchase(state, command, context);
    case 'RecordPaymentRefund':
      return recordPaymentRefund(state, command, context);
    case 'OpenDispute':
      return openDispute(state, command, context);
    case 'CloseDispute':
      return closeDispute(state, command, context);
    case 'SuspendAccount':
      return suspendAccount(state, command, context);
    case 'ReinstateAccount':
      return reinstateAccount(state, command, context);
    case 'CloseAccount':
      return closeAccount(state, command, context);
  }
}
