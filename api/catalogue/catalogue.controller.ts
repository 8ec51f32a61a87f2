import { Body, Controller, Get, Param, Put, Query, Res } from '@nestjs/common';
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
import { OptionalIdempotencyKey, markHit } from '../http/idempotency.js';
import { Position, PositionText, presentPosition } from '../shapes/position.js';
import { ReadPosition } from '../http/read-position.js';
import { packOffer, planOffer, PublishPackBody, PublishPlanBody } from './bodies.js';
import { ListOffers, type Shown } from './list-offers.js';
import { PACK_COLUMNS, PLAN_COLUMNS } from './offer-columns.js';
import {
  ListedPack,
  ListedPlan,
  PackAnswer,
  PlanAnswer,
  presentPack,
  presentPlan,
} from './present-plan.js';
import { PutPack } from './publish-pack.js';
import { PutPlan } from './publish-plan.js';
import { CatalogueName } from '../shapes/ids.js';

const listQuery = {
  ...pageQuery,
  min_position: Position.optional(),
  include: z
    .enum(['upcoming', 'versions'])
    .meta({
      description:
        '`versions`: every version, past and future. `upcoming`: those sold now and those to come. ' +
        'Else what is sold now.',
      id: 'OffersIncluded',
    })
    .optional(),
};
const PlansQuery = z.strictObject({
  ...listQuery,
  'filter[plan]': CatalogueName.optional().describe('This plan alone.'),
});
const PacksQuery = z.strictObject({
  ...listQuery,
  'filter[pack]': CatalogueName.optional().describe('This pack alone.'),
});
type PlansQuery = z.output<typeof PlansQuery>;
type PacksQuery = z.output<typeof PacksQuery>;

const PlanWritten = PlanAnswer.extend({ position: PositionText.nullable() }).meta({
  id: 'PlanWritten',
});
const PackWritten = PackAnswer.extend({ position: PositionText.nullable() }).meta({
  id: 'PackWritten',
});

const NOTICE = 'A version that is not the first takes effect at least 60 seconds from now.';
const PLAN = { schema: CatalogueName };

@Controller('v1')
@Tagged('Catalogue')
export class CatalogueController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listOffers: ListOffers,
    private readonly readPosition: ReadPosition,
    private readonly clock: Clock,
  ) {}

  @Get('plans')
  @Allow('accounts:read', { widget: 'packs:read' })
  @Answers({
    id: 'listPlans',
    summary: 'Plans, by name',
    description: ALSO_CSV,
    answer: pageOf(ListedPlan),
  })
  async plans(
    @Query({ schema: PlansQuery }) query: PlansQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ) {
    const shown = this.shown(query, query['filter[plan]'], caller);
    if (csv) {
      return csv.send({
        name: 'plans',
        subject: 'catalogue',
        columns: PLAN_COLUMNS,
        read: (page) => this.listOffers.plans(page, shown),
        position: () => this.readPosition.of('catalogue'),
      });
    }
    const reached = await this.readPosition.reached('catalogue', query.min_position);
    return staleUnless(reached, await this.listOffers.plans(query, shown));
  }

  @Put('plans/:plan')
  @Allow('plans:write', { keysOnly: true })
  @Answers({
    id: 'putPlan',
    summary: 'Publishes a new version of a plan',
    description: NOTICE,
    answer: PlanWritten,
  })
  async putPlan(
    @Param('plan', PLAN) plan: string,
    @Body({ schema: PublishPlanBody }) body: PublishPlanBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.input<typeof PlanWritten>> {
    const command = {
      type: 'PublishPlan' as const,
      offer: planOffer(plan, body),
      effectiveFrom: body.effective_from,
    };
    const result = await this.commands.execute(new PutPlan(command, commandMeta(key, caller)));
    markHit(reply, result);
    return { ...presentPlan(result.terms), position: presentPosition(result.position) };
  }

  @Get('packs')
  @Allow('accounts:read', { widget: 'packs:read' })
  @Answers({
    id: 'listPacks',
    summary: 'Packs, by name',
    description: ALSO_CSV,
    answer: pageOf(ListedPack),
  })
  async packs(
    @Query({ schema: PacksQuery }) query: PacksQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ) {
    const shown = this.shown(query, query['filter[pack]'], caller);
    if (csv) {
      return csv.send({
        name: 'packs',
        subject: 'catalogue',
        columns: PACK_COLUMNS,
        read: (page) => this.listOffers.packs(page, shown),
        position: () => this.readPosition.of('catalogue'),
      });
    }
    const reached = await this.readPosition.reached('catalogue', query.min_position);
    return staleUnless(reached, await this.listOffers.packs(query, shown));
  }

  @Put('packs/:pack')
  @Allow('plans:write', { keysOnly: true })
  @Answers({
    id: 'putPack',
    summary: 'Publishes a new version of a pack',
    description: NOTICE,
    answer: PackWritten,
  })
  async putPack(
    @Param('pack', PLAN) pack: string,
    @Body({ schema: PublishPackBody }) body: PublishPackBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.input<typeof PackWritten>> {
    const command = {
      type: 'PublishPack' as const,
      offer: packOffer(pack, body),
      effectiveFrom: body.effective_from,
    };
    const result = await this.commands.execute(new PutPack(command, commandMeta(key, caller)));
    markHit(reply, result);
    return { ...presentPack(result.terms), position: presentPosition(result.position) };
  }

  private shown(
    { include }: PlansQuery | PacksQuery,
    only: string | undefined,
    caller: Caller,
  ): Shown {
    const versions = VERSIONS[include ?? 'current'];
    return { versions, only, caller, now: this.clock.now() };
  }
}

const VERSIONS = { current: 'current', upcoming: 'upcoming', versions: 'all' } as const;
