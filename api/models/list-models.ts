import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { afterKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import type { ModelSummary } from './present-model.js';

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

  async execute(request: PageRequest): Promise<Page<ModelSummary>> {
    const [after] = afterKey(request, After) ?? [''];
    const { rows } = await this.pool.query<ModelRow>(
      `SELECT model_id, name, description, speed, quality, provider, retired_at
       FROM read.models WHERE model_id COLLATE "C" > $1 ORDER BY model_id COLLATE "C" LIMIT $2`,
      [after, request['page[size]'] + 1],
    );
    const listed = page(rows, request, ({ model_id }) => [model_id]);
    return { ...listed, data: listed.data.map(summary) };
  }
}

const summary = ({ retired_at, ...model }: ModelRow): ModelSummary => ({
  ...model,
  status: retired_at === null ? 'active' : 'retired',
  retired_at: retired_at === null ? null : formatInstant(retired_at.getTime()),
});
