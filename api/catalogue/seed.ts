import { Injectable } from '@nestjs/common';
import { catalogueDecider, CATALOGUE_ID } from '../../domain/catalogue/decider.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { CatalogueView } from './catalogue-view.js';

/** Publishes the default plans and packs if nothing was ever published. */
@Injectable()
export class CatalogueSeed {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: CatalogueView,
  ) {}

  /** Resolves once this process has a catalogue. */
  async run(): Promise<void> {
    const meta = { commandId: 'seed-catalogue', actor: 'system' };
    const command = { type: 'SeedCatalogue' as const };
    const { events } = await this.store.execute(catalogueDecider, CATALOGUE_ID, command, meta);
    await this.catalogue.applyOwn(events);
  }
}
