import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError, IntegrityError } from '../../domain/errors.js';
import type { PublishRate } from '../../domain/model/commands.js';
import { modelDecider } from '../../domain/model/decider.js';
import type { ModelEvent } from '../../domain/model/events.js';
import type { Rate } from '../../domain/model/state.js';
import { EventStore, type Executed } from '../../platform/event-store/event-store.js';
import { Publish } from '../catalogue/publish.js';
import { Problem } from '../http/problem.js';
import { RatesView } from './rates-view.js';

/** Result of publishing a rate. */
export interface PublishedRate {
  readonly rate: Rate;
  readonly position: bigint | null;
  readonly hit: boolean;
  readonly eventId: string | null;
}

/** Publishes a dated rate of a model; immutable once in force. */
export class PublishModelRate extends Publish<PublishRate, PublishedRate> {}

@CommandHandler(PublishModelRate)
export class PublishModelRateHandler implements ICommandHandler<PublishModelRate> {
  constructor(
    private readonly store: EventStore,
    private readonly rates: RatesView,
  ) {}

  async execute({ command, meta }: PublishModelRate): Promise<PublishedRate> {
    const { modelId } = command;
    const executed = await this.store
      .execute(modelDecider, modelId, command, meta)
      .catch((error: unknown) => {
        throw isUnknownModel(error)
          ? new Problem(
              'not_found',
              'the model does not exist: register it first, or correct its id',
            )
          : error;
      });
    // The caller may debit by the new rate at once.
    await this.rates.applyOwn(modelId, executed.events);
    const { position, hit, events } = executed;
    return { rate: rateOf(executed), position, hit, eventId: events[0]?.id ?? null };
  }
}

/** The model is named in the path, not in the input. */
const isUnknownModel = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'model_not_found';

function rateOf({ events }: Executed<ModelEvent>): Rate {
  for (const { fact } of events) {
    if (fact.type !== 'RatePublished') continue;
    const { modelId: model, ...rate } = fact.data;
    return { model, ...rate, publishedAt: fact.occurredAt };
  }
  throw new IntegrityError('a published rate left no event');
}
