import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PublishGatePolicy } from '../../domain/catalogue/commands.js';
import {
  catalogueDecider,
  CATALOGUE_ID,
  CATALOGUE_NOTICE_MS,
} from '../../domain/catalogue/decider.js';
import {
  FIRST_POLICY,
  policyAt,
  removedSince,
  type GatePolicy,
} from '../../domain/catalogue/policy.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { Publish } from '../catalogue/publish.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import type { Published } from '../catalogue/publish-plan.js';

/** A policy, and the actions of its predecessor that it removes. */
export type PublishedPolicy = Omit<Published<GatePolicy>, 'eventId'> & {
  readonly removed: readonly string[];
};

/** Publishes a gate policy; does nothing if it is already in force by then. */
export class PutGatePolicy extends Publish<PublishGatePolicy, PublishedPolicy> {}

@CommandHandler(PutGatePolicy)
export class PutGatePolicyHandler implements ICommandHandler<PutGatePolicy> {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: CatalogueView,
    private readonly clock: Clock,
  ) {}

  async execute({ command, meta }: PutGatePolicy): Promise<PublishedPolicy> {
    const written = await this.store.execute(catalogueDecider, CATALOGUE_ID, command, meta);
    const { events, hit, position } = written;
    await this.catalogue.applyOwn(events);
    const { state } = await this.store.load(catalogueDecider, CATALOGUE_ID);
    for (const { fact } of events) {
      if (fact.type !== 'GatePolicyPublished') continue;
      const before = state.policies[fact.data.version - 2] ?? FIRST_POLICY;
      return { terms: fact.data, removed: removedSince(before, fact.data), hit, position };
    }
    const at = command.effectiveFrom ?? this.clock.now() + CATALOGUE_NOTICE_MS;
    return { terms: policyAt(state.policies, at), removed: [], hit, position };
  }
}
