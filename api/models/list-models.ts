import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { afterKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import { presentRateRow, type RateRow } from './list-rates.js';
import type { ListedModel, ModelSummary } from './present-model.js';

interface ModelRow {
  readonly model_id: string;
  readonly name: string;
  readonly description: string | null;
  readonly speed: number | null;
  readonly quality: number | null;
  readonly provider: string | null;
  readonly retired_at: Date | null;
}

const After = z.tuple([z.string()]);

/** Lists all models by id. */
@Injectable()
export class ListModels {
  constructor(private readonly pool: Pool) {}

  /** `ratesAt`: with the rate that holds then, and the first after it. */
  async execute(request: PageRequest, ratesAt?: Instant): Promise<Page<ListedModel>> {
    const [after] = afterKey(request, After) ?? [''];
    const { rows } = await this.pool.query<ModelRow>(
      `SELECT model_id, name, description, speed, quality, provider, retired_at
       FROM read.models WHERE model_id COLLATE "C" > $1 ORDER BY model_id COLLATE "C" LIMIT $2`,
      [after, request['page[size]'] + 1],
    );
    const listed = page(rows, request, ({ model_id }) => [model_id]);
    const data = listed.data.map(summary);
    if (ratesAt === undefined) return { ...listed, data };
    return { ...listed, data: await this.withRates(data, ratesAt) };
  }

  private async withRates(models: readonly ModelSummary[], at: Instant): Promise<ListedModel[]> {
    const { rows } = await this.pool.query<RateRow>(
      `SELECT * FROM read.rates r WHERE model_id = ANY($1) AND version IN (
         (SELECT max(version) FROM read.rates WHERE model_id = r.model_id
          AND (effective_from IS NULL OR effective_from <= $2)),
         (SELECT min(version) FROM read.rates WHERE model_id = r.model_id
          AND effective_from > $2))`,
      [models.map(({ model_id }) => model_id), new Date(at)],
    );
    const isToCome = ({ effective_from: from }: RateRow) => from !== null && from.getTime() > at;
    const rateOf = (model: string, toCome: boolean) => {
      const row = rows.find((each) => each.model_id === model && isToCome(each) === toCome);
      return row ? presentRateRow(row) : null;
    };
    return models.map((model) => ({
      ...model,
      rate: rateOf(model.model_id, false),
      next_rate: rateOf(model.model_id, true),
    }));
  }
}

const summary = ({ retired_at, ...model }: ModelRow): ModelSummary => ({
  ...model,
  status: retired_at === null ? 'active' : 'retired',
  retired_at: retired_at === null ? null : formatInstant(retired_at.getTime()),
});
