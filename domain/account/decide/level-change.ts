import type { Instant } from '../../instant.js';
import { BalanceLevelChanged, type AccountEvent } from '../events.js';
import { levelAfter, percentLeft } from '../level.js';
import { controlOf, type AccountState } from '../state.js';

/** The event that says a level was crossed; undefined when none was. Follows its cause at once. */
export function levelChange(state: AccountState, at: Instant): AccountEvent | undefined {
  const { accountId, level: from } = state;
  const figures = controlOf(state);
  const to = levelAfter(from, figures);
  if (to === from) return undefined;
  return BalanceLevelChanged(at, { accountId, from, to, percentLeft: percentLeft(figures) });
}
