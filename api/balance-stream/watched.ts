import type { Instant } from '../../domain/instant.js';
import type { BalanceStream, Update } from './balance-stream.js';

/** A watched account. */
export interface Watched {
  readonly accountId: string;
  readonly streams: Set<BalanceStream>;
  /** Streams open or opening. */
  places: number;
  /** The last balance read; undefined: none yet. */
  latest: Update | undefined;
  /** When time will change it next, according to its balance. */
  dueAt: Instant | undefined;
  /** Monotonic milliseconds before which what is due is not booked again. */
  bookAgainAtMs: number;
}

/** An account without watchers so far. */
export const newlyWatched = (accountId: string): Watched => ({
  accountId,
  streams: new Set(),
  places: 0,
  latest: undefined,
  dueAt: undefined,
  bookAgainAtMs: -Infinity,
});
