import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { EventId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';
import { PositionText } from '../shapes/position.js';

/** State of a projection. */
export const ProjectionState = z
  .object({
    name: z.string(),
    position: PositionText.nullable().describe('Of the last event handled.'),
    state: z.enum(['catching_up', 'live', 'stopped']),
    lag_seconds: z
      .number()
      .nullable()
      .describe('0 when live, else the age of the last event handled.'),
    error: z.string().nullable(),
    error_event_id: EventId.nullable(),
    updated_at: InstantText,
    rebuilt_at: InstantText.nullable(),
    silent_seconds: z.number().describe('Since its runner was last heard of.'),
  })
  .meta({ id: 'Projection' });
export type ProjectionState = z.input<typeof ProjectionState>;

interface Row {
  readonly projection: string;
  readonly position: string;
  readonly recorded_at: Date | null;
  readonly state: ProjectionState['state'];
  readonly error: string | null;
  readonly error_event_id: string | null;
  readonly updated_at: Date;
  readonly rebuilt_at: Date | null;
  readonly silent_seconds: number;
}

const COLUMNS = `projection, position::text, recorded_at, state, error, error_event_id::text,
  updated_at, rebuilt_at,
  extract(epoch FROM clock_timestamp() - updated_at)::float8 AS silent_seconds`;

/** Reads the checkpoints of all projections. */
@Injectable()
export class ProjectionStates {
  private asking: Promise<ProjectionState[]> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** All projections by name; concurrent callers share a read. */
  all(): Promise<ProjectionState[]> {
    this.asking ??= this.read().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async read(): Promise<ProjectionState[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM app.checkpoints UNION ALL SELECT ${COLUMNS} FROM read.checkpoints
       ORDER BY projection`,
    );
    const now = this.clock.now();
    return rows.map((row) => present(row, now));
  }
}

function present(row: Row, now: number): ProjectionState {
  const instant = (date: Date | null) => (date === null ? null : formatInstant(date.getTime()));
  const position = BigInt(row.position);
  const ageMs = row.recorded_at === null ? null : Math.max(0, now - row.recorded_at.getTime());
  return {
    name: row.projection,
    position: position < 0n ? null : formatPosition(position),
    state: row.state,
    lag_seconds: row.state === 'live' ? 0 : ageMs === null ? null : ageMs / 1_000,
    error: row.error,
    error_event_id: row.error_event_id,
    updated_at: formatInstant(row.updated_at.getTime()),
    rebuilt_at: instant(row.rebuilt_at),
    silent_seconds: Math.max(0, Math.round(row.silent_seconds * 1_000) / 1_000),
  };
}
