import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock.js';
import { CreditsText } from '../http/credits.js';
import { invalid } from '../http/problem.js';
import { ReadPosition } from '../http/read-position.js';
import { binStarts } from './bins.js';
import { coverOf } from './cover.js';
import { usageQuestion, type UsageQuery } from './usage-question.js';
import { DIMENSIONS, MEASURES, usageSql, type Dimension } from './usage-sql.js';

/** A question may have this many rows for an answer; beyond, it has to be a narrower one. */
const MAX_ROWS = 50_000;
const PROJECTION = 'usage';
/** A live projection counts an event at most this long after it was recorded. */
const LAG_MS = 2_000;

const count = z.number().int();
const dimension = z.string().nullable().optional();

/** One bin, or one group of it; a dimension not asked for is absent, one not named is null. */
const UsageRowAnswer = z
  .object({
    time: z.string().meta({ description: 'Start of the bin.' }),
    account: dimension,
    model: dimension,
    feature: dimension,
    action: dimension,
    outcome: dimension,
    credits: CreditsText.meta({ description: 'Gross.' }),
    refunded: CreditsText.meta({ description: 'What of it was given back since.' }),
    requests: count,
    input_tokens: count,
    cached_input_tokens: count,
    output_tokens: count,
    reasoning_tokens: count,
    images: count,
  })
  .meta({ id: 'UsageRow' });
export type UsageRowAnswer = z.input<typeof UsageRowAnswer>;

/** Usage by time and by what was asked for. */
export const UsageAnswer = z
  .object({
    data: z.array(UsageRowAnswer),
    from: z.string().meta({ description: 'On the quarter-hour, as it was counted.' }),
    to: z.string(),
    complete_to: z.string().nullable().meta({
      description: 'Everything recorded up to then is counted.',
    }),
    stale: z.literal(true).optional(),
  })
  .meta({ id: 'UsageAnswer' });
export type UsageAnswer = z.input<typeof UsageAnswer>;

interface SumRow {
  readonly bin: number;
  readonly [column: string]: string | number;
}

interface Progress {
  readonly recorded_at: Date | null;
  readonly state: string;
  readonly age_ms: string;
}

/** An answer, and which dimensions its rows have. */
export interface Usage {
  readonly answer: UsageAnswer;
  readonly groupBy: readonly Dimension[];
}

/** What was used when, from the smallest tables that can answer. */
@Injectable()
export class GetUsage {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly readPosition: ReadPosition,
  ) {}

  /** Throws Problem `validation_failed` for what is too long, too fine or too much. */
  async of(query: UsageQuery): Promise<Usage> {
    const question = usageQuestion(query, this.clock.now());
    const { from, to, granularity, timeZone, groupBy } = question;
    const reached = await this.readPosition.reached(PROJECTION, query.min_position);
    // Asked before the sums: they may hold more than it says, never less.
    const complete_to = await this.completeTo();
    const starts = binStarts(from, to, granularity, timeZone);
    const cover = coverOf(starts, from, to);
    const { text, values } = usageSql({ ...question, starts, cover, maxRows: MAX_ROWS + 1 });
    const { rows } = from < to ? await this.pool.query<SumRow>(text, [...values]) : { rows: [] };
    if (rows.length > MAX_ROWS) {
      throw invalid([
        { name: 'group_by', reason: `must give at most ${MAX_ROWS} rows: ask for less at once` },
      ]);
    }
    const answer = {
      data: rows.map((row) => presentRow(row, starts, groupBy)),
      from: formatInstant(from),
      to: formatInstant(to),
      complete_to,
      ...(!reached && { stale: true as const }),
    };
    return { answer, groupBy };
  }

  /** Of a live projection: its last sign of life. Of one behind: the last event it counted. */
  private async completeTo(): Promise<string | null> {
    const { rows } = await this.pool.query<Progress>({
      name: 'usage-progress',
      text: `SELECT recorded_at, state,
          extract(epoch FROM clock_timestamp() - updated_at) * 1000 AS age_ms
        FROM read.checkpoints WHERE projection = '${PROJECTION}'`,
    });
    const [progress] = rows;
    if (!progress) return null;
    const { recorded_at: recordedAt, state, age_ms: ageMs } = progress;
    if (state !== 'live') return recordedAt?.toISOString() ?? null;
    const seen = Math.floor(this.clock.now() - Math.max(0, Number(ageMs)) - LAG_MS);
    return formatInstant(Math.max(seen, recordedAt?.getTime() ?? 0));
  }
}

function presentRow(
  row: SumRow,
  starts: readonly Instant[],
  groupBy: readonly Dimension[],
): UsageRowAnswer {
  const number = (name: (typeof MEASURES)[number]) => Number(row[name]);
  const credits = (name: 'credits' | 'refunded') => formatCredits(BigInt(row[name] ?? 0));
  const asked = DIMENSIONS.filter((name) => groupBy.includes(name));
  return {
    time: formatInstant(starts[row.bin - 1] ?? 0),
    ...Object.fromEntries(asked.map((name) => [name, row[name] === '' ? null : row[name]])),
    credits: credits('credits'),
    refunded: credits('refunded'),
    requests: number('requests'),
    input_tokens: number('input_tokens'),
    cached_input_tokens: number('cached_input_tokens'),
    output_tokens: number('output_tokens'),
    reasoning_tokens: number('reasoning_tokens'),
    images: number('images'),
  };
}
