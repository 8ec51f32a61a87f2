import type { EventCodec, Fact } from './event.js';
import type { Instant } from './instant.js';

/** What a decision may know besides state and command. The domain reads no clock of its own. */
export interface Context {
  /** The instant of the decision. Never before the last `recorded_at` of the stream. */
  readonly now: Instant;
  /** Revision the first event of this decision will have in its stream (0 for a new stream). */
  readonly nextRevision: number;
  /** The caller's id for this command (its `Idempotency-Key`, or a payment's id). */
  readonly commandId: string;
}

/** Control figures of an event: the balance after it. Every reader that folds compares them. */
export interface Control {
  readonly available: bigint;
  readonly held: bigint;
  readonly debt: bigint;
  /**
   * What 100 % is for the balance level, in micro-credits; 0 when there is nothing to compare with.
   */
  readonly reference: bigint;
  /** When time alone will next change this stream; null when never. */
  readonly nextDueAt: Instant | null;
}

/**
 * A kind of stream as pure functions. State is immutable: a batch is decided on an evolving copy
 * and thrown away when its append fails.
 */
export interface Decider<State, Command, Event extends Fact> {
  /** Stream name = `${category}-${id}`. */
  readonly category: string;
  readonly events: EventCodec<Event>;
  initial(): State;
  /** Facts, `[]` for "already so", or throws DomainError. */
  decide(state: State, command: Command, context: Context): Event[];
  evolve(state: State, event: Event): State;
  /**
   * Facts that time alone has caused up to `now`, oldest first, at most 120; booked in their own
   * append before a command is decided. Absent where time causes nothing.
   */
  due?(state: State, context: Omit<Context, 'commandId'>): Event[];
  /** The control figures, for streams that carry a balance. */
  control?(state: State): Control;
  /** State ⇄ JSON for snapshots; a snapshot of another version is ignored. Absent: no snapshots. */
  readonly snapshot?: {
    readonly version: number;
    encode(state: State): unknown;
    decode(json: unknown): State;
  };
  /** Rough bytes this state keeps in memory: the unit in which the cache is bounded. */
  weight?(state: State): number;
}
