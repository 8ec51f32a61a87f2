import type { Money } from '../../../domain/money.js';
import type { Granted, LedgerBack } from './money-back.js';
import type { FindingDraft } from './plan.js';
import type { BackCommand, BackStep } from './steps.js';
import type { BalanceTransactionNow, DisputeNow } from './tree.js';

/** Lost, whatever comes of an appeal. */
export const LOST: ReadonlySet<string> = new Set([
  'lost',
  'appeal_needs_response',
  'appeal_under_review',
]);

/**
 * A dispute freezes its share once money was withdrawn; before that, as in an inquiry, it does
 * nothing. Won, it thaws; lost, its share is taken; won by an appeal, the share comes back. One
 * that had been won when it was first seen does nothing.
 */
export function disputeSteps(
  dispute: DisputeNow,
  { paymentId, gross }: Granted,
  ledger: LedgerBack,
): BackStep[] {
  const { disputeId, status, balances } = dispute;
  const first = balances.find(isWithdrawal);
  if (!first) return [];
  const returned = balances.findLast((balance) => balance.amount.minor > 0n);
  const step = (what: string, command: BackCommand, at: number | null): BackStep => ({
    commandId: `${disputeId}:${what}`,
    command,
    paymentId,
    objectId: disputeId,
    actor: null,
    at,
  });
  const close = (outcome: 'won' | 'lost') =>
    ({ type: 'CloseDispute', disputeId, outcome }) as const;
  const isOpen = ledger.disputed.has(disputeId);
  const isLost = ledger.lost.has(disputeId);
  if (status === 'won') {
    const at = returned?.createdAt ?? null;
    if (isOpen) return [step('won', close('won'), at)];
    if (!isLost) return [];
    return [step('reinstated', { type: 'ReinstateDispute', paymentId, disputeId }, at)];
  }
  if (isLost) return [];
  const amount = withdrawnOf(dispute, first);
  const command = { type: 'OpenDispute', paymentId, disputeId, amount, gross } as const;
  const opening = isOpen ? [] : [step('opened', command, first.createdAt)];
  return LOST.has(status) ? [...opening, step('lost', close('lost'), null)] : opening;
}

/** What came back of a dispute that was won is less than what was withdrawn. */
export function disputeFindings(dispute: DisputeNow): FindingDraft[] {
  const { disputeId: objectId, status, balances } = dispute;
  const back = movedIn(balances, 'reinstated');
  const gone = movedIn(balances, 'withdrawn');
  if (status !== 'won' || back === 0n || back >= gone) return [];
  const currency = balances[0]?.amount.currency ?? '';
  const ours = `${gone} ${currency}`;
  return [{ class: 'dispute_not_reflected', objectId, ours, theirs: `${back} ${currency}` }];
}

const isWithdrawal = ({ amount }: BalanceTransactionNow): boolean => amount.minor < 0n;

/** Minor units of the balance's currency that a dispute took, or gave back. */
export const movedIn = (
  balances: readonly BalanceTransactionNow[],
  what: 'withdrawn' | 'reinstated',
): bigint =>
  balances.reduce((sum, balance) => {
    if (isWithdrawal(balance) !== (what === 'withdrawn')) return sum;
    return sum + (what === 'withdrawn' ? -balance.amount.minor : balance.amount.minor);
  }, 0n);

/** What was withdrawn, in the currency of the charge. */
function withdrawnOf({ amount }: DisputeNow, first: BalanceTransactionNow): Money {
  const { minor, currency } = first.amount;
  return currency === amount.currency ? { minor: -minor, currency } : amount;
}
