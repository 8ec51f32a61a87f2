import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/errors.js';
import type { Instant } from '../../domain/instant.js';
import { modelDecider } from '../../domain/model/decider.js';
import { modelEvents, type ModelEvent } from '../../domain/model/events.js';
import {
  chargeableRateAt,
  rateOfVersion,
  type ModelState,
  type Rate,
  type RegisteredModel,
} from '../../domain/model/state.js';
import { EventStore, type Recorded } from '../../platform/event-store/event-store.js';
import { CatalogueFeed } from '../catalogue/feed.js';
import { FoldedStreams } from '../catalogue/folded.js';

/** How long to wait for an unknown model: by then every process knows a published rate. */
const PROPAGATION_MS = 1_000;
const MAX_WAITING_REQUESTS = 1_000;

const isModelEvent = (recorded: Recorded): recorded is Recorded & Recorded<ModelEvent> =>
  Object.hasOwn(modelEvents.types, recorded.fact.type);

/**
 * Caches models and rates. All processes price an instant alike: later rates start a minute after
 * publication, and a silent subscription is not trusted.
 */
@Injectable()
export class RatesView {
  private readonly folded = new FoldedStreams(modelDecider, isModelEvent);
  private waiting = 0;

  constructor(
    private readonly store: EventStore,
    private readonly feed: CatalogueFeed,
  ) {
    feed.onEvent((recorded) => this.folded.fold(recorded));
  }

  /** Number of known models. */
  get size(): number {
    return this.folded.size;
  }

  /**
   * The rate for usage at an instant. Waits up to 1 s for an unknown model, which may just have
   * been registered elsewhere. Throws DomainError `model_not_found`, `model_retired` or
   * `rate_not_found`, StoreUnavailable if unknown.
   */
  async chargeableRateAt(model: string, instant: Instant): Promise<Rate> {
    if (this.feed.isSilent()) await this.readOnceInAWhile(model);
    if (!this.hasRate(model)) await this.waitForPlan(model);
    const state = this.folded.state(model);
    if (state.kind === 'absent') throw new DomainError('model_not_found', { model });
    return chargeableRateAt(state, instant);
  }

  /**
   * The rate of a version. Rates are immutable, so only unknown ones are looked for. Throws
   * DomainError `model_not_found` or `rate_not_found`.
   */
  async rateOfVersion(model: string, version: number): Promise<Rate> {
    const state = this.folded.state(model);
    const isKnown = state.kind === 'registered' && state.rates.length >= version;
    return rateOfVersion(isKnown ? state : await this.current(model), version);
  }

  /** All known models by id; each may be a second old. */
  all(): RegisteredModel[] {
    const ids = [...this.folded.ids].sort((a, b) => (a < b ? -1 : 1));
    return ids.flatMap((id) => {
      const state = this.folded.state(id);
      return state.kind === 'registered' ? [state] : [];
    });
  }

  /** The name of a model; null if unknown. */
  nameOf(model: string): string | null {
    const state = this.folded.state(model);
    return state.kind === 'registered' ? state.description.name : null;
  }

  /** Reads a model from the log. */
  async current(model: string): Promise<ModelState> {
    await this.folded.refresh(this.store, model);
    return this.folded.state(model);
  }

  /** Applies this process's own writes at once. */
  applyOwn(model: string, events: readonly Recorded<ModelEvent>[]): Promise<void> {
    return this.folded.applyOwn(this.store, model, events);
  }

  private hasRate(model: string): boolean {
    const state = this.folded.state(model);
    return state.kind === 'registered' && state.rates.length > 0;
  }

  private readOnceInAWhile(model: string): Promise<void> {
    return this.folded.refreshIfOld(this.feed, this.store, model);
  }

  private async waitForPlan(model: string): Promise<void> {
    if (this.waiting >= MAX_WAITING_REQUESTS) return;
    this.waiting += 1;
    const deadlineMs = performance.now() + PROPAGATION_MS;
    try {
      while (!this.hasRate(model)) {
        const leftMs = deadlineMs - performance.now();
        if (leftMs <= 0) return await this.readOnceInAWhile(model);
        await this.folded.waitForUpdate(model, leftMs);
      }
    } finally {
      this.waiting -= 1;
    }
  }
}
