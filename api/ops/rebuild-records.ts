import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import type { Rebuilt } from '../../projections/rebuild.js';
import { Problem } from '../http/problem.js';

/** A rebuild that has given no sign of life for so long has died with its process. */
const SILENCE_LIMIT_S = 30;

/** A rebuild as it is answered. */
export const RebuildAnswer = z
  .object({
    rebuild_id: z.string(),
    projections: z.array(z.string()),
    state: z.enum(['running', 'done', 'failed']),
    events: z.number().int().meta({ description: 'Read so far.' }),
    rows: z.number().int().nullable().meta({ description: 'Written, once done.' }),
    differences: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Rows of the old tables that were not as the log says.' }),
    not_compared: z.array(z.string()).nullable().meta({
      description: 'Tables that had stopped or were behind: there was nothing to compare.',
    }),
    error: z.string().nullable(),
    started_by: z.string(),
    started_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: 'Rebuild' });
export type RebuildAnswer = z.input<typeof RebuildAnswer>;

interface Row {
  readonly id: string;
  readonly projections: string[];
  readonly state: RebuildAnswer['state'];
  readonly events: string;
  readonly report: Pick<Rebuilt, 'rows' | 'differences' | 'notCompared'> | null;
  readonly error: string | null;
  readonly started_by: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

/** What is known of rebuilds, in all processes. At most one runs on a database. */
@Injectable()
export class RebuildRecords {
  constructor(private readonly pool: Pool) {}

  /** Notes that one begins; 409 while another runs. */
  async begin(projections: readonly string[], actor: string): Promise<RebuildAnswer> {
    await this.buryTheDead();
    const { rows } = await this.pool.query<Row>(
      `INSERT INTO app.rebuilds (id, projections, state, started_by)
       VALUES ($1, $2, 'running', $3)
       ON CONFLICT (state) WHERE state = 'running' DO NOTHING RETURNING *`,
      [randomUUID(), projections, actor],
    );
    if (!rows[0]) throw new Problem('rebuild_under_way');
    return present(rows[0]);
  }

  /** A sign of life, and how far it is. */
  async progress(id: string, events: number): Promise<void> {
    await this.pool.query(
      `UPDATE app.rebuilds SET events = $2, updated_at = clock_timestamp()
       WHERE id = $1 AND state = 'running'`,
      [id, events],
    );
  }

  async done(id: string, report: Rebuilt): Promise<void> {
    await this.pool.query(
      `UPDATE app.rebuilds SET state = 'done', events = $2, report = $3,
         updated_at = clock_timestamp(), finished_at = clock_timestamp() WHERE id = $1`,
      [id, report.events, JSON.stringify(report)],
    );
  }

  async failed(id: string, error: string): Promise<void> {
    await this.pool.query(
      `UPDATE app.rebuilds SET state = 'failed', error = $2,
         updated_at = clock_timestamp(), finished_at = clock_timestamp() WHERE id = $1`,
      [id, error],
    );
  }

  /** The newest one; null when there never was any. */
  async newest(): Promise<RebuildAnswer | null> {
    await this.buryTheDead();
    const { rows } = await this.pool.query<Row>(
      'SELECT * FROM app.rebuilds ORDER BY started_at DESC LIMIT 1',
    );
    return rows[0] ? present(rows[0]) : null;
  }

  private async buryTheDead(): Promise<void> {
    await this.pool.query(
      `UPDATE app.rebuilds SET state = 'failed', error = 'its process has ended',
         finished_at = updated_at
       WHERE state = 'running'
         AND updated_at < clock_timestamp() - make_interval(secs => ${SILENCE_LIMIT_S})`,
    );
  }
}

const present = (row: Row): RebuildAnswer => ({
  rebuild_id: row.id,
  projections: row.projections,
  state: row.state,
  events: Number(row.events),
  rows: row.report?.rows ?? null,
  differences: row.report?.differences ?? null,
  not_compared: row.report ? [...row.report.notCompared] : null,
  error: row.error,
  started_by: row.started_by,
  started_at: formatInstant(row.started_at.getTime()),
  finished_at: row.finished_at === null ? null : formatInstant(row.finished_at.getTime()),
});
