import type { DecodedEvent } from './decoded-event.js';
import { Fold } from '../tables/fold.js';
import { changesOf, reads, type Projection } from '../tables/projection.js';

/** A projection at its position in the log. */
export class Follower {
  constructor(
    readonly projection: Projection,
    /** Commit position of the last event handled; -1 before the first. */
    public position: bigint,
  ) {}

  get name(): string {
    return this.projection.name;
  }

  /** Folds new events, up to the first that the projection cannot handle. */
  fold(batch: readonly DecodedEvent[]): Folded {
    const fold = new Fold();
    let last: DecodedEvent | undefined;
    for (const [i, event] of batch.entries()) {
      if (event.position <= this.position) continue;
      try {
        foldEvent(fold, this.projection, event);
      } catch (error) {
        // Undo the effect of the failed event by folding again without it.
        const before = last ? this.fold(batch.slice(0, i)).step : undefined;
        return { step: before, poison: { follower: this, event, error } };
      }
      last = event;
    }
    return { step: last && { follower: this, fold, last }, poison: undefined };
  }
}

/** Folds one event; if it throws, the fold is unusable. */
export function foldEvent(fold: Fold, projection: Projection, event: DecodedEvent): void {
  if ('recorded' in event) fold.apply(changesOf(projection, event.recorded));
  else if (reads(projection, event.category)) throw event.failure;
}

/** A projection's changes for a batch. */
export interface Step {
  readonly follower: Follower;
  readonly fold: Fold;
  readonly last: DecodedEvent;
}

/** An event that a projection cannot handle. */
export interface Poison {
  readonly follower: Follower;
  readonly event: DecodedEvent;
  readonly error: unknown;
}

/** The changes of a batch, to be written in one transaction. */
export interface Folded {
  readonly step: Step | undefined;
  readonly poison: Poison | undefined;
}
