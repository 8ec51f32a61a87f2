import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PackTerms } from '../../domain/catalogue/catalogue.js';
import type { PublishPack } from '../../domain/catalogue/commands.js';
import { catalogueDecider, CATALOGUE_ID } from '../../domain/catalogue/decider.js';
import { IntegrityError } from '../../domain/errors.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { Config } from '../../platform/config/config.js';
import { CatalogueView } from './catalogue-view.js';
import { requireChargeable } from './chargeable.js';
import { Publish } from './publish.js';
import type { Published } from './publish-plan.js';

/** Publishes a version of a pack; does nothing if its terms are unchanged. */
export class PutPack extends Publish<PublishPack, Published<PackTerms>> {}

@CommandHandler(PutPack)
export class PutPackHandler implements ICommandHandler<PutPack> {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: CatalogueView,
    private readonly config: Config,
  ) {}

  async execute({ command, meta }: PutPack): Promise<Published<PackTerms>> {
    const { terms } = command.offer;
    if (this.config.stripe) {
      if (terms.kind === 'fixed') requireChargeable('price.minor', terms.price);
      else requireChargeable('least.minor', terms.least);
    }
    const written = await this.store.execute(catalogueDecider, CATALOGUE_ID, command, meta);
    const { events, hit, position } = written;
    const eventId = events[0]?.id ?? null;
    await this.catalogue.applyOwn(events);
    for (const { fact } of events) {
      if (fact.type === 'PackPublished') return { terms: fact.data, hit, position, eventId };
    }
    return { terms: await this.newest(command.offer.pack), hit, position, eventId };
  }

  /** The existing version with the same terms. */
  private async newest(pack: string): Promise<PackTerms> {
    const { state } = await this.store.load(catalogueDecider, CATALOGUE_ID);
    const terms = state.packs.get(pack)?.at(-1);
    if (!terms) throw new IntegrityError('a published pack left no event', { pack });
    return terms;
  }
}
