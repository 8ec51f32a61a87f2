import type { Credits } from '../../credits.js';
import type { Instant } from '../../instant.js';
import { BalanceLevelChanged, type AccountEvent, type Direction } from '../events.js';
import { levelAfter, percentLeft } from '../level.js';
import { controlOf, type AccountState } from '../state.js';

/** Events and the account before and after them, to compare levels. */
export interface Crossing {
  readonly before: AccountState;
  readonly causes: readonly AccountEvent[];
  readonly after: AccountState;
}

/** The BalanceLevelChanged event if a level was crossed, to follow its cause directly. */
export function levelChange(crossing: Crossing, at: Instant): AccountEvent | undefined {
  const { accountId, level: from } = crossing.after;
  const figures = controlOf(crossing.after);
  const to = levelAfter(from, figures);
  if (to === from) return undefined;
  const direction = directionOf(crossing);
  return BalanceLevelChanged(at, {
    accountId,
    from,
    to,
    percentLeft: percentLeft(figures),
    direction,
  });
}

function directionOf({ before, causes, after }: Crossing): Direction {
  // A new bundle counts as incoming, whatever of the old one was forfeited.
  if (causes.some((event) => event.type === 'PeriodRenewed' && event.data.lot)) return 'in';
  const change = leftOf(after) - leftOf(before);
  return change > 0n ? 'in' : change < 0n ? 'out' : 'none';
}

const leftOf = ({ book, debt }: AccountState): Credits => book.available + book.held - debt;
