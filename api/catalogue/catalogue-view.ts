import { Injectable } from '@nestjs/common';
import {
  onSaleAt,
  packAt,
  planAt,
  type Catalogue,
  type PackTerms,
  type PlanLookup,
  type PlanTerms,
} from '../../domain/catalogue/catalogue.js';
import { catalogueDecider, CATALOGUE_ID } from '../../domain/catalogue/decider.js';
import { catalogueEvents, type CatalogueEvent } from '../../domain/catalogue/events.js';
import type { Instant } from '../../domain/instant.js';
import { EventStore, type Recorded } from '../../platform/event-store/event-store.js';
import { CatalogueFeed } from './feed.js';
import { FoldedStreams } from './folded.js';

const isCatalogueEvent = (recorded: Recorded): recorded is Recorded & Recorded<CatalogueEvent> =>
  Object.hasOwn(catalogueEvents.types, recorded.fact.type);

/** Thrown if this process's catalogue may be outdated: read it, then decide again. */
export class CatalogueTooOld extends Error {}

/** Caches plans and packs: this process's own changes at once, others' within a second. */
@Injectable()
export class CatalogueView implements PlanLookup {
  /** Plans for decisions. Throws CatalogueTooOld; then await `fresh` and retry. */
  readonly forDecisions: PlanLookup = {
    planAt: (plan, instant) => {
      if (this.mayBeOld()) throw new CatalogueTooOld('the catalogue may be out of date');
      return this.planAt(plan, instant);
    },
    plansAt: (instant) => this.plansAt(instant),
  };
  private readonly folded = new FoldedStreams(catalogueDecider, isCatalogueEvent);

  constructor(
    private readonly store: EventStore,
    private readonly feed: CatalogueFeed,
  ) {
    feed.onEvent((recorded) => this.folded.fold(recorded));
  }

  /** All past, current and future versions. */
  current(): Catalogue {
    return this.folded.state(CATALOGUE_ID);
  }

  /** The terms of a plan at an instant; undefined if the plan does not exist (yet). */
  planAt(plan: string, instant: Instant): PlanTerms | undefined {
    return planAt(this.current(), plan, instant);
  }

  /** Ids of plans on sale at an instant. */
  plansAt(instant: Instant): readonly string[] {
    return onSaleAt(this.current().plans, instant);
  }

  /** The terms of a pack at an instant; undefined if the pack does not exist (yet). */
  packAt(pack: string, instant: Instant): PackTerms | undefined {
    return packAt(this.current(), pack, instant);
  }

  /** Applies this process's own writes at once. */
  applyOwn(events: readonly Recorded<CatalogueEvent>[]): Promise<void> {
    return this.folded.applyOwn(this.store, CATALOGUE_ID, events);
  }

  /**
   * Ensures that the catalogue is current; await it before use. Reads the store only if the
   * subscription has been silent, at most once in 5 s. Throws StoreUnavailable.
   */
  async fresh(): Promise<void> {
    if (!this.feed.isSilent()) return;
    await this.folded.refreshIfOld(this.feed, this.store, CATALOGUE_ID);
  }

  /** Waits briefly for an unknown plan, which another process may just have published. */
  async waitForPlan(plan: string): Promise<void> {
    if (this.current().plans.has(plan)) return;
    await this.folded.refresh(this.store, CATALOGUE_ID);
  }

  private mayBeOld(): boolean {
    return this.feed.isSilent() && !this.folded.isReadRecently(this.feed, CATALOGUE_ID);
  }
}
