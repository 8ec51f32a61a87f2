import { Injectable } from '@nestjs/common';
import { catalogueDecider, CATALOGUE_ID } from '../../domain/catalogue/decider.js';
import type { FrozenPublication, SeenVersions } from '../../domain/approval/publication.js';
import type { Instant } from '../../domain/instant.js';
import { modelDecider } from '../../domain/model/decider.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { Problem } from '../http/problem.js';
import {
  packVersion,
  planVersion,
  rateVersion,
  type OfferVersion,
  type ProposalPreview,
} from './present-proposal.js';
import { hashOfPublication, versionsHash } from '../approvals/versions-hash.js';

/** What a proposal meets: the versions by number, and what it would be published as. */
interface Met {
  readonly versions: readonly Dated[];
  readonly proposed: OfferVersion | undefined;
}

interface Dated {
  readonly from: Instant;
  readonly shown: () => OfferVersion;
}

/** A preview, and the versions that it compares with. */
interface Seen {
  readonly preview: ProposalPreview;
  readonly seen: SeenVersions;
}

/** Looks at what publishing a proposal would come to; writes nothing. */
@Injectable()
export class ProposalChecks {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /**
   * What publishing comes to now. Throws what the catalogue or the model would refuse, and 409
   * `approval_not_needed` if the terms hold already.
   */
  async preview(publication: FrozenPublication): Promise<Seen> {
    const now = this.clock.now();
    const { versions, proposed } = await this.meet(publication, now);
    if (!proposed) {
      throw new Problem('approval_not_needed', 'this changes nothing: there is nothing to approve');
    }
    const live = versions.findLastIndex(({ from }) => from <= now) + 1;
    const seen = { live, newest: versions.length };
    const preview = {
      preview_hash: versionsHash(hashOfPublication(publication), seen),
      live: versions[live - 1]?.shown() ?? null,
      newest: live === versions.length ? null : (versions.at(-1)?.shown() ?? null),
      proposed,
    };
    return { preview, seen };
  }

  /** A version by its number; null for 0, or if there is none. */
  async version(publication: FrozenPublication, version: number): Promise<OfferVersion | null> {
    const versions = await this.versionsOf(publication);
    return versions[version - 1]?.shown() ?? null;
  }

  private async meet(publication: FrozenPublication, now: Instant): Promise<Met> {
    const versions = await this.versionsOf(publication);
    const context = { now, nextRevision: 0, commandId: 'preview' };
    if (publication.type === 'PublishRate') {
      const { state } = await this.store.load(modelDecider, publication.modelId);
      const [fact] = modelDecider.decide(state, publication, context);
      if (fact?.type !== 'RatePublished') return { versions, proposed: undefined };
      const { modelId: model, ...rate } = fact.data;
      return { versions, proposed: rateVersion({ model, ...rate }) };
    }
    const { state } = await this.store.load(catalogueDecider, CATALOGUE_ID);
    const [fact] = catalogueDecider.decide(state, publication, context);
    if (fact?.type === 'PlanPublished') return { versions, proposed: planVersion(fact.data) };
    if (fact?.type === 'PackPublished') return { versions, proposed: packVersion(fact.data) };
    return { versions, proposed: undefined };
  }

  private async versionsOf(publication: FrozenPublication): Promise<Dated[]> {
    if (publication.type === 'PublishRate') {
      const { state } = await this.store.load(modelDecider, publication.modelId);
      const rates = state.kind === 'registered' ? state.rates : [];
      return rates.map((rate) => ({
        from: rate.effectiveFrom ?? -Infinity,
        shown: () => rateVersion(rate),
      }));
    }
    const { state } = await this.store.load(catalogueDecider, CATALOGUE_ID);
    if (publication.type === 'PublishPlan') {
      const plans = state.plans.get(publication.offer.plan) ?? [];
      return plans.map((plan) => ({ from: plan.effectiveFrom, shown: () => planVersion(plan) }));
    }
    const packs = state.packs.get(publication.offer.pack) ?? [];
    return packs.map((pack) => ({ from: pack.effectiveFrom, shown: () => packVersion(pack) }));
  }
}
