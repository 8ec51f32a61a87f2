import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PlanTerms } from '../../domain/catalogue/catalogue.js';
import type { PublishPlan } from '../../domain/catalogue/commands.js';
import { catalogueDecider, CATALOGUE_ID } from '../../domain/catalogue/decider.js';
import { IntegrityError } from '../../domain/errors.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { Config } from '../../platform/config/config.js';
import { CatalogueView } from './catalogue-view.js';
import { requireChargeable } from './chargeable.js';
import { Publish } from './publish.js';

/** Result of publishing a plan or pack. */
export interface Published<Terms> {
  readonly terms: Terms;
  readonly position: bigint | null;
  readonly hit: boolean;
  /** Null: the terms held already. */
  readonly eventId: string | null;
}

/** Publishes a version of a plan; does nothing if its terms are unchanged. */
export class PutPlan extends Publish<PublishPlan, Published<PlanTerms>> {}

@CommandHandler(PutPlan)
export class PutPlanHandler implements ICommandHandler<PutPlan> {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: CatalogueView,
    private readonly config: Config,
  ) {}

  async execute({ command, meta }: PutPlan): Promise<Published<PlanTerms>> {
    if (this.config.stripe) requireChargeable('price.minor', command.offer.price);
    const written = await this.store.execute(catalogueDecider, CATALOGUE_ID, command, meta);
    const { events, hit, position } = written;
    const eventId = events[0]?.id ?? null;
    await this.catalogue.applyOwn(events);
    for (const { fact } of events) {
      if (fact.type === 'PlanPublished') return { terms: fact.data, hit, position, eventId };
    }
    return { terms: await this.newest(command.offer.plan), hit, position, eventId };
  }

  /** The existing version with the same terms. */
  private async newest(plan: string): Promise<PlanTerms> {
    const { state } = await this.store.load(catalogueDecider, CATALOGUE_ID);
    const terms = state.plans.get(plan)?.at(-1);
    if (!terms) throw new IntegrityError('a published plan left no event', { plan });
    return terms;
  }
}
