/** What of the ledger is told to its owner. */
import { creditsOf } from './amount.js';
import type { Entry } from '../wire/wire.js';

/** Not the end of what was used up before: nothing has expired. */
export const isTold = ({ kind, credits }: Pick<Entry, 'kind' | 'credits'>): boolean =>
  kind !== 'lot_expired' || creditsOf(credits) !== 0n;
