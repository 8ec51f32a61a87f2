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
import { DIMENSIONS, MEASURES, PROGRESS, usageSql, type Dimension } from './usage-sql.js';

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
    member: dimension,
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
/** One bin of one group, as it is answered. */
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

/** `PROGRESS`, bin, dimensions, measures: by place, as names would be written once a row. */
type SumRow = readonly (string | number | null)[];

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
    const starts = binStarts(from, to, granularity, timeZone);
    const cover = coverOf(starts, from, to);
    const { values, ...statement } = usageSql({
      ...question,
      starts,
      cover,
      maxRows: MAX_ROWS + 1,
    });
    const { rows } = await this.pool.query<(string | number | null)[]>({
      ...statement,
      values: [...values],
      rowMode: 'array',
    });
    if (rows.length > MAX_ROWS) {
      throw invalid([
        { name: 'group_by', reason: `must give at most ${MAX_ROWS} rows: ask for less at once` },
      ]);
    }
    const answer = {
      data: rows.filter((row) => row[BIN] !== null).map(presenter(starts, groupBy)),
      from: formatInstant(from),
      to: formatInstant(to),
      complete_to: this.completeTo(rows[0]),
      ...(!reached && { stale: true as const }),
    };
    return { answer, groupBy };
  }

  /** Of a live projection: its last sign of life. Of one behind: the last event it counted. */
  private completeTo(row: SumRow | undefined): string | null {
    const [recordedMs, state, ageMs] = row ?? [];
    const recordedAt = typeof recordedMs === 'string' ? Number(recordedMs) : null;
    if (state !== 'live') return recordedAt === null ? null : formatInstant(recordedAt);
    const seen = Math.floor(this.clock.now() - Math.max(0, Number(ageMs)) - LAG_MS);
    return formatInstant(Math.max(seen, recordedAt ?? 0));
  }
}

const BIN = PROGRESS.length;

/** How rows are answered: a month by hour and model is some thousands of them. */
function presenter(starts: readonly Instant[], groupBy: readonly Dimension[]) {
  const asked = DIMENSIONS.filter((name) => groupBy.includes(name));
  const measures = BIN + 1 + groupBy.length;
  const times = starts.map(formatInstant);
  return (row: SumRow): UsageRowAnswer => {
    const dimensions: { [Name in Dimension]?: string | null } = {};
    for (const name of asked) {
      const text = row[BIN + 1 + groupBy.indexOf(name)];
      dimensions[name] = typeof text === 'string' && text !== '' ? text : null;
    }
    const measure = (name: (typeof MEASURES)[number]) =>
      row[measures + MEASURES.indexOf(name)] ?? 0;
    return {
      time: times[Number(row[BIN]) - 1] ?? '',
      ...dimensions,
      credits: formatCredits(BigInt(measure('credits'))),
      refunded: formatCredits(BigInt(measure('refunded'))),
      requests: Number(measure('requests')),
      input_tokens: Number(measure('input_tokens')),
      cached_input_tokens: Number(measure('cached_input_tokens')),
      output_tokens: Number(measure('output_tokens')),
      reasoning_tokens: Number(measure('reasoning_tokens')),
      images: Number(measure('images')),
    };
  };
}
