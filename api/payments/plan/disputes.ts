import type { Money } from '../../../domain/money.js';
import type { LedgerBack } from './money-back.js';
import type { FindingDraft } from './plan.js';
import { suffixOf, type Portioned } from './portions.js';
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
export function disputeSteps(dispute: DisputeNow, lot: Portioned, ledger: LedgerBack): BackStep[] {
  const { paymentId, paidBy, gross } = lot;
  const { disputeId, status, balances } = dispute;
  const first = balances.find(isWithdrawal);
  if (!first) return [];
  const returned = balances.findLast((balance) => balance.amount.minor > 0n);
  const step = (what: string, command: BackCommand, at: number | null): BackStep => ({
    commandId: `${disputeId}:${what}${suffixOf(lot)}`,
    command,
    paymentId,
    objectId: disputeId,
    actor: null,
    at,
  });
  const source = paidBy !== undefined && { paidBy };
  const close = (outcome: 'won' | 'lost') =>
    ({ type: 'CloseDispute', disputeId, ...source, outcome }) as const;
  const isOpen = ledger.disputed.has(disputeId);
  const isLost = ledger.lost.has(disputeId);
  if (status === 'won') {
    const at = returned?.createdAt ?? null;
    if (isOpen) return [step('won', close('won'), at)];
    if (!isLost) return [];
    const command = { type: 'ReinstateDispute', paymentId, ...source, disputeId } as const;
    return [step('reinstated', command, at)];
  }
  if (isLost) return [];
  const withdrawn = withdrawnOf(dispute, first);
  const amount = { ...withdrawn, minor: lot.portionOf(disputeId, withdrawn.minor) };
  if (amount.minor === 0n) return [];
  const opened = { disputeId, amount, gross } as const;
  const command = { type: 'OpenDispute', paymentId, ...source, ...opened } as const;
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
