import { hash } from 'node:crypto';
import { formatCredits } from '../../domain/credits.js';
import { canonicalJson } from '../../platform/canonical.js';
import type { Outcome } from '../accounts/review.js';
import { kindOf, lotChanges, type MoneyAction } from './money-action.js';

/** What a preview stands on, in the order of the parts of its hash. */
const DECISIVE = ['command', 'status', 'plan', 'debt', 'staff_actions', 'effect'] as const;
const PART_CHARS = 8;
const ABSENT = '';

/** The form of a hash: one part for each of DECISIVE. */
export const PREVIEW_HASH = /^[A-Za-z0-9_-]{8}(\.[A-Za-z0-9_-]{8}){5}$/;

/**
 * Names what a person was shown that is decisive. The balance is no part of it: a positive grant
 * goes through while the account is used. The effect is a part where it depends on the account:
 * deductions, refunds, changes of plan, releases.
 */
export function previewHash(
  action: MoneyAction,
  outcome: Outcome,
  lastStaffAction: number | null,
): string {
  const { status, plan, debt } = outcome.state;
  const parts: Record<(typeof DECISIVE)[number], unknown> = {
    command: commandOf(action),
    status,
    plan,
    debt: debt > 0n,
    staff_actions: lastStaffAction ?? ABSENT,
    effect: effectOf(action, outcome),
  };
  return DECISIVE.map((name) => part(parts[name])).join('.');
}

/** What has changed between two previews. */
export function changedSince(previewed: string, now: string): string[] {
  const [before, after] = [previewed.split('.'), now.split('.')];
  return DECISIVE.filter((_, index) => before[index] !== after[index]);
}

const part = (value: unknown): string =>
  hash('sha256', canonicalJson(value), 'base64url').slice(0, PART_CHARS);

function commandOf({ accountId, command }: MoneyAction): unknown[] {
  const { type } = command;
  switch (type) {
    case 'AdjustCredits': {
      const expiresAt = command.expiresAt?.toString() ?? ABSENT;
      return [accountId, type, formatCredits(command.credits), expiresAt];
    }
    case 'RefundDebit': {
      const { credits, debitId } = command;
      return [accountId, type, credits === undefined ? null : formatCredits(credits), debitId];
    }
    case 'ChangePlan':
      return [accountId, type, command.plan, command.when];
    case 'ReleaseHold':
      return [accountId, type, command.holdId];
    case 'RefundPayment': {
      const { paymentId, amount, policy } = command;
      return [accountId, type, paymentId, amount.minor.toString(), amount.currency, policy];
    }
    case 'RecordPackPurchase': {
      const { paymentId, credits, paid } = command;
      const bought = [paymentId, formatCredits(credits), paid.minor.toString(), paid.currency];
      return [accountId, type, ...bought];
    }
    case 'SuspendAccount':
    case 'ReinstateAccount':
    case 'CloseAccount':
      return [accountId, type];
  }
}

function effectOf(action: MoneyAction, outcome: Outcome): unknown {
  const kind = kindOf(action);
  const lots = lotChanges(outcome, kind).map(({ lotId, credits }) => [
    lotId,
    formatCredits(credits),
  ]);
  switch (kind) {
    case 'issue':
    case 'grant_payment':
    case 'suspend':
    case 'reinstate':
    case 'close':
      return ABSENT;
    case 'deduct':
    case 'refund':
    case 'release':
      return lots;
    case 'refund_payment':
      return moneyBack(action, outcome);
    case 'change_plan':
      return [lots, planSteps(outcome)];
  }
}

/**
 * What went back before, from which lots it is taken, and whether something of it is spent: not how
 * much, or no refund would go through while the customer spends.
 */
const moneyBack = ({ command }: MoneyAction, { events }: Outcome): unknown[] => [
  command.type === 'RefundPayment' ? command.refunded.toString() : ABSENT,
  ...events.flatMap(({ type, data }) =>
    type === 'PaymentRefunded'
      ? [[data.lotId, data.whole, data.writtenOff > 0n, data.debt > 0n]]
      : [],
  ),
];

/** The steps of a change of plan: a new version of the plan is a different change. */
const planSteps = ({ events }: Outcome): unknown[] =>
  events.flatMap(({ type, data }) => {
    if (type === 'PlanChanged') return [[type, data.plan, data.planVersion]];
    if (type === 'PlanChangeScheduled') return [[type, data.plan, data.effectiveAt]];
    return type === 'PlanChangeWithdrawn' ? [[type, data.plan]] : [];
  });
