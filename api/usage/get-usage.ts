import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { ledgerEntries } from '../../projections/read-models/ledger-entries.js';
import { versionOf } from '../../projections/tables/projection.js';
import { staleAnswer } from '../accounts/schemas.js';
import { CreditsText } from '../shapes/credits.js';
import { invalid } from '../http/problem.js';
import { ReadPosition } from '../http/read-position.js';
import { AccountPeriods } from './account-periods.js';
import { binStarts } from './bins.js';
import { coverOf } from './cover.js';
import {
  accountOfPeriod,
  namesAccounts,
  usageQuestion,
  type Bounds,
  type UsageQuery,
} from './usage-question.js';
import {
  DIMENSIONS,
  EDGES_PROJECTION,
  MEASURES,
  PROGRESS,
  SUMS_PROJECTION,
  usageSql,
  type Dimension,
  type Statement,
} from './usage-sql.js';
import { InstantText } from '../shapes/time.js';
import { Count } from '../shapes/count.js';

/** Limit of rows per answer; larger questions are refused. */
const MAX_ROWS = 50_000;
/** A live projection counts an event at most this long after its recording. */
const LAG_MS = 2_000;

const dimension = z.string().nullable().optional();

/** One bin, or one group of it; dimensions not requested are absent, unnamed ones null. */
const UsageRowAnswer = z
  .object({
    time: InstantText.describe('Start of the bin.'),
    account: dimension,
    model: dimension,
    feature: dimension,
    action: dimension,
    member: dimension,
    outcome: dimension,
    credits: CreditsText.describe('Gross.'),
    refunded: CreditsText.describe('What of it was given back since.'),
    requests: Count,
    input_tokens: Count,
    cached_input_tokens: Count,
    output_tokens: Count,
    reasoning_tokens: Count,
    images: Count,
  })
  .meta({ id: 'UsageRow' });
/** One bin of one group. */
export type UsageRowAnswer = z.input<typeof UsageRowAnswer>;

/** Usage by time and dimensions. */
export const UsageAnswer = z
  .object({
    data: z.array(UsageRowAnswer),
    from: InstantText.describe('As it was counted; inclusive.'),
    to: InstantText.describe('As it was counted; exclusive.'),
    widened: z
      .literal(true)
      .optional()
      .describe(
        'A bound that was asked for lies between quarter-hours, and no account is named: what is ' +
          'counted reaches to the next quarter-hour.',
      ),
    complete_to: InstantText.nullable().describe('Everything recorded up to then is counted.'),
    ...staleAnswer,
  })
  .meta({ id: 'UsageAnswer' });
export type UsageAnswer = z.input<typeof UsageAnswer>;

/** `PROGRESS`, bin, dimensions, measures: an array, since names would be repeated in every row. */
type SumRow = readonly (string | number | boolean | null)[];

/** An answer, and the dimensions of its rows. */
export interface Usage {
  readonly answer: UsageAnswer;
  readonly groupBy: readonly Dimension[];
}

/** Answers usage questions from the smallest tables that can. */
@Injectable()
export class GetUsage {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly readPosition: ReadPosition,
    private readonly periods: AccountPeriods,
  ) {}

  /**
   * Throws Problem `validation_failed` if the answer is too long or large, DomainError
   * `account_not_found` for the period of an unknown account.
   */
  async of(query: UsageQuery): Promise<Usage> {
    const account = accountOfPeriod(query);
    const { from, to, period } = query;
    const bounds = account && period ? await this.periods.of(account, period) : { from, to };
    if (namesAccounts(query)) {
      const { usage, entriesVersion } = await this.ask(query, { ...bounds, exact: true });
      if (entriesVersion === null || entriesVersion >= versionOf(ledgerEntries)) return usage;
      // Entries of an earlier version lack the purpose of debits until rebuilt.
    }
    return (await this.ask(query, { ...bounds, exact: false })).usage;
  }

  private async ask(query: UsageQuery, bounds: Bounds) {
    const question = usageQuestion(query, bounds, this.clock.now());
    const { from, to, widened, granularity, timeZone, groupBy } = question;
    const starts = binStarts(from, to, granularity, timeZone);
    const cover = coverOf(starts, from, to, bounds.exact);
    const read = cover.edges.length > 0 ? [SUMS_PROJECTION, EDGES_PROJECTION] : [SUMS_PROJECTION];
    const reached = await Promise.all(
      read.map((projection) => this.readPosition.reached(projection, query.min_position)),
    );
    const rows = await this.rowsOf(usageSql({ ...question, starts, cover, maxRows: MAX_ROWS + 1 }));
    const answer = {
      data: rows.filter((row) => row[BIN] !== null).map(presenter(starts, groupBy)),
      from: formatInstant(from),
      to: formatInstant(to),
      ...(widened && { widened: true as const }),
      complete_to: this.completeTo(rows[0]),
      ...(reached.includes(false) && { stale: true as const }),
    };
    const version = rows[0]?.[PROGRESS.indexOf('entries_version')];
    const entriesVersion = typeof version === 'number' ? version : null;
    return { usage: { answer, groupBy }, entriesVersion };
  }

  private async rowsOf({ values, ...statement }: Statement): Promise<SumRow[]> {
    const { rows } = await this.pool.query<(string | number | boolean | null)[]>({
      ...statement,
      values: [...values],
      rowMode: 'array',
    });
    if (rows.length > MAX_ROWS) {
      throw invalid([
        { name: 'group_by', reason: `must give at most ${MAX_ROWS} rows: ask for less at once` },
      ]);
    }
    return rows;
  }

  /** For live projections their last heartbeat, otherwise the last event counted. */
  private completeTo(row: SumRow | undefined): string | null {
    const [recordedMs, isLive, ageMs] = row ?? [];
    const recordedAt = typeof recordedMs === 'string' ? Number(recordedMs) : null;
    if (isLive !== true) return recordedAt === null ? null : formatInstant(recordedAt);
    const seen = Math.floor(this.clock.now() - Math.max(0, Number(ageMs)) - LAG_MS);
    return formatInstant(Math.max(seen, recordedAt ?? 0));
  }
}

const BIN = PROGRESS.length;

/** Prepares presenting rows: a month by hour and model has thousands. */
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
