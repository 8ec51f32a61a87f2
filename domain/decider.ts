import type { EventCodec, Fact } from './event.js';
import type { Instant } from './instant.js';

/** Inputs of a decision besides state and command. The domain reads no clock of its own. */
export interface Context {
  /** Instant of the decision, never before the stream's last `recorded_at`. */
  readonly now: Instant;
  /** Stream revision of the decision's first event (0 for a new stream). */
  readonly nextRevision: number;
  /** The caller's id for this command (its `Idempotency-Key`, or a payment's id). */
  readonly commandId: string;
  /** The newest event that a person caused; absent where nobody asks. */
  readonly people?: CausedByPeople;
}

/** What a stream in memory knows of the events that people caused. */
export interface CausedByPeople {
  /** It knows of events after this revision. */
  readonly after: number;
  /** Revision of the newest of them; -1: there is none. */
  readonly last: number;
}

/** Control figures of an event: the balance after it. Readers that fold verify them. */
export interface Control {
  readonly available: bigint;
  readonly held: bigint;
  readonly debt: bigint;
  /** What counts as 100 % for the balance level, in micro-credits; 0 if nothing. */
  readonly reference: bigint;
  /** When time alone will next change this stream; null: never. */
  readonly nextDueAt: Instant | null;
}

/**
 * A kind of stream as pure functions. State is immutable: commands are decided on an evolving copy,
 * discarded if the append fails.
 */
export interface Decider<State, Command, Event extends Fact> {
  /** Stream name = `${category}-${id}`. */
  readonly category: string;
  readonly events: EventCodec<Event>;
  initial(): State;
  /** Facts, `[]` for nothing to do, or throws DomainError. */
  decide(state: State, command: Command, context: Context): Event[];
  evolve(state: State, event: Event): State;
  /**
   * Facts that time alone has caused up to `now`, oldest first, at most 120; booked in their own
   * append before a command is decided. Absent if time causes nothing.
   */
  due?(state: State, context: Omit<Context, 'commandId'>): Event[];
  /** The control figures, for streams with a balance. */
  control?(state: State): Control;
  /** Codec of snapshots; one of another version is ignored. Absent: no snapshots. */
  readonly snapshot?: {
    readonly version: number;
    encode(state: State): unknown;
    decode(json: unknown): State;
  };
  /** Approximate bytes of a state in memory, which bound the cache. */
  weight?(state: State): number;
}
