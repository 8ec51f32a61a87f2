import type { AccountEvent } from '../../domain/account/events.js';
import type { CausedByPeople } from '../../domain/decider.js';
import type { AccountState } from '../../domain/account/state.js';

/** What a command would change: the account before, the events, and the account after them. */
export interface Outcome {
  readonly state: AccountState;
  readonly events: readonly AccountEvent[];
  readonly after: AccountState;
  /** The newest event that a person caused; absent in previews. */
  readonly people?: CausedByPeople | undefined;
}

/** Refuses what was decided, before any of it is written; never asked about a repetition. */
export type Review = (outcome: Outcome) => Error | undefined;
