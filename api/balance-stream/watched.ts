import type { Instant } from '../../domain/instant.js';
import type { BalanceStream, Update } from './balance-stream.js';

/** An account that somebody watches. */
export interface Watched {
  readonly accountId: string;
  readonly streams: Set<BalanceStream>;
  /** Streams, and those about to be. */
  places: number;
  /** Its balance as it was read last; undefined: not yet. */
  latest: Update | undefined;
  /** When time will change it next, as its balance says. */
  dueAt: Instant | undefined;
  /** Monotonic milliseconds before which what is due is not booked again. */
  bookAgainAtMs: number;
}

/** An account that nobody has watched so far. */
export const newlyWatched = (accountId: string): Watched => ({
  accountId,
  streams: new Set(),
  places: 0,
  latest: undefined,
  dueAt: undefined,
  bookAgainAtMs: -Infinity,
});
