/** What of the ledger is told to its owner. */
import { creditsOf } from './amount.js';
import type { Entry } from '../wire/wire.js';

/** Not the end of what was used up before: nothing has expired. */
export const isTold = ({ kind, credits }: Pick<Entry, 'kind' | 'credits'>): boolean =>
  kind !== 'lot_expired' || creditsOf(credits) !== 0n;

/** Whether credits were used: where the model is named, that says it. */
export const isUse = ({ kind }: Pick<Entry, 'kind'>): boolean =>
  kind === 'debit' || kind === 'settle';

type Told = Pick<Entry, 'kind' | 'is_top_up' | 'action' | 'credits'>;

/** Keys of the words for what happened, the closest first. */
export function wordsOf(entry: Told): string[] {
  const { kind, is_top_up: isTopUp, action, credits } = entry;
  return [
    ...(isTopUp ? ['kind_top_up'] : []),
    ...(isUse(entry) ? [`action_${action}`] : []),
    ...(creditsOf(credits) < 0n ? [`kind_${kind}_less`] : []),
    `kind_${kind}`,
  ];
}
