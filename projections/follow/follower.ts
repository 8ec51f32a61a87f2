import type { DecodedEvent } from './decoded-event.js';
import { Fold } from '../tables/fold.js';
import { changesOf, reads, type Projection } from '../tables/projection.js';

/** A projection on its way through the log. */
export class Follower {
  constructor(
    readonly projection: Projection,
    /** Commit position of the last event handled; -1 before the first. */
    public position: bigint,
  ) {}

  get name(): string {
    return this.projection.name;
  }

  /** Folds what is new to it, up to the first event that it cannot handle. */
  fold(batch: readonly DecodedEvent[]): Folded {
    const fold = new Fold();
    let last: DecodedEvent | undefined;
    for (const [i, event] of batch.entries()) {
      if (event.position <= this.position) continue;
      try {
        foldEvent(fold, this.projection, event);
      } catch (error) {
        // What the event has done to the fold is undone by folding again without it.
        const before = last ? this.fold(batch.slice(0, i)).step : undefined;
        return { step: before, poison: { follower: this, event, error } };
      }
      last = event;
    }
    return { step: last && { follower: this, fold, last }, poison: undefined };
  }
}

/** Folds one event; throws when the projection cannot handle it: the fold is then unusable. */
export function foldEvent(fold: Fold, projection: Projection, event: DecodedEvent): void {
  if ('recorded' in event) fold.apply(changesOf(projection, event.recorded));
  else if (reads(projection, event.category)) throw event.failure;
}

/** What one projection makes of a batch. */
export interface Step {
  readonly follower: Follower;
  readonly fold: Fold;
  readonly last: DecodedEvent;
}

/** The event that a projection cannot handle. */
export interface Poison {
  readonly follower: Follower;
  readonly event: DecodedEvent;
  readonly error: unknown;
}

/** What a batch of events comes to, to be written in one transaction. */
export interface Folded {
  readonly step: Step | undefined;
  readonly poison: Poison | undefined;
}
