import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Clock } from '../../platform/clock/clock.js';
import { Allow } from '../auth/allow.js';
import { ALSO_CSV, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import { pageOf, pageQuery, staleUnless } from '../shapes/cursor.js';
import { IdempotencyKey, markHit } from '../http/idempotency.js';
import { Position, PositionText, presentPosition } from '../shapes/position.js';
import { Problem } from '../http/problem.js';
import { ReadPosition } from '../http/read-position.js';
import { DescribeModelBody, PublishRateBody, rateTerms } from './bodies.js';
import { ListedRate, ListRates } from './list-rates.js';
import { ListModels } from './list-models.js';
import { MODEL_COLUMNS, RATE_COLUMNS } from './model-columns.js';
import {
  DescriptionAnswer,
  ListedModel,
  ModelAnswer,
  presentDescription,
  presentModel,
} from './present-model.js';
import { presentRate, RateAnswer } from './present-rate.js';
import { PublishModelRate } from './publish-rate.js';
import { PutModel } from './put-model.js';
import { RatesView } from './rates-view.js';
import { ModelId } from '../shapes/ids.js';

const ListQuery = z.strictObject({ ...pageQuery, min_position: Position.optional() });
type ListQuery = z.output<typeof ListQuery>;
const ModelsQuery = ListQuery.extend({
  include: z
    .literal('rates')
    .optional()
    .describe('With the rate of each that holds now, and the next one.'),
});
type ModelsQuery = z.output<typeof ModelsQuery>;

const ModelWritten = DescriptionAnswer.extend({ position: PositionText.nullable() }).meta({
  id: 'ModelWritten',
});
const RateWritten = RateAnswer.extend({ position: PositionText.nullable() }).meta({
  id: 'RateWritten',
});

const ID = { schema: ModelId };

@Controller('v1/models')
@Tagged('Models')
export class ModelsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listModels: ListModels,
    private readonly listRates: ListRates,
    private readonly rates: RatesView,
    private readonly readPosition: ReadPosition,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('accounts:read', { widget: 'models:read' })
  @Answers({
    id: 'listModels',
    summary: 'All models, by id',
    description: ALSO_CSV,
    answer: pageOf(ListedModel),
  })
  async list(
    @Query({ schema: ModelsQuery }) query: ModelsQuery,
    @CsvExport() csv: CsvExport | undefined,
  ) {
    if (csv) {
      return csv.send({
        name: 'models',
        subject: 'catalogue',
        columns: MODEL_COLUMNS,
        read: (page) => this.listModels.execute(page, undefined),
        position: () => this.readPosition.of('models'),
      });
    }
    const reached = await this.readPosition.reached('models', query.min_position);
    const ratesAt = query.include === 'rates' ? this.clock.now() : undefined;
    return staleUnless(reached, await this.listModels.execute(query, ratesAt));
  }

  @Get(':model_id')
  @Allow('accounts:read', { widget: 'models:read' })
  @Answers({
    id: 'getModel',
    summary: 'A model and the rate that holds now',
    answer: ModelAnswer,
  })
  async get(@Param('model_id', ID) modelId: string): Promise<ModelAnswer> {
    const model = await this.rates.current(modelId);
    if (model.kind === 'absent')
      throw new Problem(
        'not_found',
        'the model does not exist: register it first, or correct its id',
      );
    return presentModel(model, this.clock.now());
  }

  @Put(':model_id')
  @Allow('models:write')
  @Answers({
    id: 'putModel',
    summary: 'Registers a model or describes it anew',
    answer: ModelWritten,
  })
  async put(
    @Param('model_id', ID) modelId: string,
    @Body({ schema: DescribeModelBody }) body: DescribeModelBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.input<typeof ModelWritten>> {
    const meta = commandMeta(key, caller);
    const result = await this.commands.execute(new PutModel(modelId, body, meta));
    markHit(reply, result);
    return {
      ...presentDescription(modelId, result.description),
      position: presentPosition(result.position),
    };
  }

  @Get(':model_id/rates')
  @Allow('accounts:read')
  @Answers({
    id: 'listRates',
    summary: "A model's rates, newest first",
    description: ALSO_CSV,
    answer: pageOf(ListedRate),
  })
  async ratesOf(
    @Param('model_id', ID) modelId: string,
    @Query({ schema: ListQuery }) query: ListQuery,
    @CsvExport() csv: CsvExport | undefined,
  ) {
    if (csv) {
      await this.get(modelId);
      return csv.send({
        name: `${modelId} rates`,
        subject: 'catalogue',
        columns: RATE_COLUMNS,
        read: (page) => this.listRates.execute(modelId, page),
        position: () => this.readPosition.of('models'),
      });
    }
    const reached = await this.readPosition.reached('models', query.min_position);
    const listed = await this.listRates.execute(modelId, query);
    if (listed.data.length === 0) await this.get(modelId);
    return staleUnless(reached, listed);
  }

  @Post(':model_id/rates')
  @Allow('models:write')
  @Answers({
    id: 'publishRate',
    summary: 'Publishes a dated rate',
    description: 'Immutable once it holds; a later rate starts at least 60 seconds from now.',
    status: 201,
    answer: RateWritten,
  })
  async publishRate(
    @Param('model_id', ID) modelId: string,
    @Body({ schema: PublishRateBody }) body: PublishRateBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.input<typeof RateWritten>> {
    const meta = commandMeta(key, caller);
    const command = {
      type: 'PublishRate' as const,
      modelId,
      terms: rateTerms(body),
      effectiveFrom: body.effective_from,
    };
    const result = await this.commands.execute(new PublishModelRate(command, meta));
    markHit(reply, result);
    return { ...presentRate(result.rate), position: presentPosition(result.position) };
  }
}
