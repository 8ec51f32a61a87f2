import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IntegrityError, invalidParameter } from '../../domain/errors.js';
import { modelDecider } from '../../domain/model/decider.js';
import type { ModelDescription, ModelEvent } from '../../domain/model/events.js';
import {
  EventStore,
  type CommandMeta,
  type Executed,
} from '../../platform/event-store/event-store.js';
import { RatesView } from './rates-view.js';

/** Result of describing a model. */
export interface DescribedModel {
  readonly description: ModelDescription;
  /** Reads from this position show the write. */
  readonly position: bigint | null;
  readonly hit: boolean;
}

/** Registers a model or replaces its description. */
export class PutModel extends Command<DescribedModel> {
  constructor(
    readonly modelId: string,
    readonly description: ModelDescription,
    readonly meta: CommandMeta,
  ) {
    super();
  }
}

/** Every process holds all models and rates in memory. */
const MAX_MODELS = 10_000;

@CommandHandler(PutModel)
export class PutModelHandler implements ICommandHandler<PutModel> {
  constructor(
    private readonly store: EventStore,
    private readonly rates: RatesView,
  ) {}

  async execute({ modelId, description, meta }: PutModel): Promise<DescribedModel> {
    const known = await this.rates.current(modelId);
    if (known.kind === 'absent' && this.rates.size >= MAX_MODELS) {
      throw invalidParameter(
        'id',
        `must be one of the ${MAX_MODELS} there are: no more can be added`,
      );
    }
    const command = { type: 'DescribeModel' as const, modelId, description };
    const executed = await this.store.execute(modelDecider, modelId, command, meta);
    const { hit, position, events } = executed;
    if (events.length === 0) return { description, hit, position: await this.positionOf(modelId) };
    await this.rates.applyOwn(modelId, events);
    return { description: describedBy(executed), hit, position };
  }

  /** Nothing changed: the position of the model's last event. */
  private async positionOf(modelId: string): Promise<bigint | null> {
    return (await this.store.load(modelDecider, modelId)).position;
  }
}

/** From the event, so that repetitions get the first answer. */
function describedBy({ events }: Executed<ModelEvent>): ModelDescription {
  for (const { fact } of events) {
    if (fact.type !== 'ModelRegistered' && fact.type !== 'ModelDescribed') continue;
    const { modelId: _, ...description } = fact.data;
    return description;
  }
  throw new IntegrityError('a described model left no event');
}
