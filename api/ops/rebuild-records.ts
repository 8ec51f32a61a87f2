import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { rebuildOf, type RebuildRequest } from '../../projections/rebuild/rebuild-requests.js';
import { Problem } from '../http/problem.js';
import { RequestState } from '../shapes/request-state.js';
import { InstantText } from '../shapes/time.js';

/** A requested rebuild. */
export const RebuildAnswer = z
  .object({
    rebuild_id: z.string(),
    projections: z.array(z.string()),
    state: RequestState,
    events: z.number().int().describe('Read so far.'),
    rows: z.number().int().nullable().describe('Written, once done.'),
    differences: z
      .number()
      .int()
      .nullable()
      .describe('Rows of the old tables that were not as the log says.'),
    compared: z
      .array(z.object({ table: z.string(), rows: z.number().int(), differences: z.number().int() }))
      .nullable()
      .describe('What was compared row by row, once done.'),
    not_compared: z
      .array(z.string())
      .nullable()
      .describe('Tables that had stopped or were behind: there was nothing to compare.'),
    error: z.string().nullable(),
    requested_by: z.string(),
    requested_at: InstantText,
    finished_at: InstantText.nullable(),
  })
  .meta({ id: 'Rebuild' });
export type RebuildAnswer = z.input<typeof RebuildAnswer>;

/** Reads requested rebuilds. */
@Injectable()
export class RebuildRecords {
  constructor(private readonly pool: Pool) {}

  /** The newest one; null if there never was any. */
  async newest(): Promise<RebuildAnswer | null> {
    const { rows } = await this.pool.query<{ id: string | null }>(
      'SELECT max(id) AS id FROM app.rebuilds',
    );
    const id = rows[0]?.id;
    return id ? this.one(id) : null;
  }

  /** Reads one; 404 if it does not exist. */
  async one(id: string): Promise<RebuildAnswer> {
    const found = await rebuildOf(this.pool, id);
    if (!found) throw new Problem('not_found', 'there is no such rebuild');
    return present(found);
  }
}

const present = (request: RebuildRequest): RebuildAnswer => ({
  rebuild_id: request.id,
  projections: [...request.projections],
  state: request.state,
  events: request.events,
  rows: request.report?.rows ?? null,
  differences: request.report?.differences ?? null,
  compared:
    request.report?.compared.map(({ table, rows, differences }) => ({
      table,
      rows,
      differences,
    })) ?? null,
  not_compared: request.report ? [...request.report.notCompared] : null,
  error: request.error,
  requested_by: request.requestedBy,
  requested_at: formatInstant(request.requestedAt.getTime()),
  finished_at: request.finishedAt === null ? null : formatInstant(request.finishedAt.getTime()),
});
