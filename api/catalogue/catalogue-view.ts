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

/** This process may not know what is sold now: read the catalogue, then decide again. */
export class CatalogueTooOld extends Error {}

/** Plans and packs as this process knows them: its own changes at once, others' within a second. */
@Injectable()
export class CatalogueView implements PlanLookup {
  /** The same plans for decisions. Throws CatalogueTooOld, after which `fresh` helps. */
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

  /** Everything that is, was and will be sold. */
  current(): Catalogue {
    return this.folded.state(CATALOGUE_ID);
  }

  /** The terms of a plan at an instant; undefined where there is no such plan (yet). */
  planAt(plan: string, instant: Instant): PlanTerms | undefined {
    return planAt(this.current(), plan, instant);
  }

  /** Ids of the plans that are on sale at an instant. */
  plansAt(instant: Instant): readonly string[] {
    return onSaleAt(this.current().plans, instant);
  }

  /** The terms of a pack at an instant; undefined where there is no such pack (yet). */
  packAt(pack: string, instant: Instant): PackTerms | undefined {
    return packAt(this.current(), pack, instant);
  }

  /** What this process has just written counts at once. */
  applyOwn(events: readonly Recorded<CatalogueEvent>[]): Promise<void> {
    return this.folded.applyOwn(this.store, CATALOGUE_ID, events);
  }

  /**
   * Makes sure that nothing is decided or told by what is long past: await it before. Asks the
   * store only when the subscription has been silent, at most once in 5 s. Throws StoreUnavailable.
   */
  async fresh(): Promise<void> {
    if (!this.feed.isSilent()) return;
    await this.folded.refreshIfOld(this.feed, this.store, CATALOGUE_ID);
  }

  /** Looks for a plan that nobody here has heard of: another process may just have published it. */
  async waitForPlan(plan: string): Promise<void> {
    if (this.current().plans.has(plan)) return;
    await this.folded.refresh(this.store, CATALOGUE_ID);
  }

  private mayBeOld(): boolean {
    return this.feed.isSilent() && !this.folded.isReadRecently(this.feed, CATALOGUE_ID);
  }
}
