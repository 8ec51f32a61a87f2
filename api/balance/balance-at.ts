import { DAY_MS, formatInstant, type Instant } from '../../domain/instant.js';
import type { Knowledge } from '../shapes/known-at.js';

/** The two clocks of a balance; undefined: no limit. */
export interface Clocks {
  /** Limit of the time of occurrence: up to, or (`before`) before this instant. */
  readonly asOf?: Instant | undefined;
  readonly before?: Instant | undefined;
  readonly knownAt?: Knowledge | undefined;
}

/** Maximum of PostgreSQL's bigint; larger positions from callers are capped. */
const MAX_POSITION = 2n ** 63n - 1n;

const DELTAS = ['d_available', 'd_held', 'd_frozen', 'd_debt'] as const;

/** Adds a value to a statement and returns its placeholder. */
export type Bind = (value: unknown) => string;

/**
 * Query with one row `d_available, d_held, d_frozen, d_debt` (numeric): the sum of postings within
 * both clocks. Whole days are read from `ledger_days`, partial days from entries, so that the cost
 * does not grow with the account's age.
 */
export function balanceAtSql(account: string, clocks: Clocks, bind: Bind): string {
  const occurred = occurredWithin(clocks, bind);
  const known = recordedWithin(account, clocks.knownAt, bind);
  const wholeDays = [
    `SELECT ${DELTAS.join(', ')} FROM read.ledger_days WHERE account_id = ${account}
     ${and(occurred?.wholeDays)} ${and(known?.wholeDays)}`,
  ];
  const entries = `SELECT ${DELTAS.join(', ')} FROM read.ledger_entries
    WHERE account_id = ${account}`;
  const cutByOccurred = occurred
    ? [`${entries} ${and(occurred.cutDay)} ${and(known?.entries)}`]
    : [];
  const cutByKnown = known ? [`${entries} ${and(known.cutDay)} ${and(occurred?.daysBefore)}`] : [];
  return `SELECT ${DELTAS.map((name) => `coalesce(sum(${name}), 0) AS ${name}`).join(', ')}
    FROM (${[...wholeDays, ...cutByOccurred, ...cutByKnown].join(' UNION ALL ')}) AS postings`;
}

const and = (condition: string | undefined): string => (condition ? `AND ${condition}` : '');

function occurredWithin({ asOf, before }: Clocks, bind: Bind) {
  const limit = asOf ?? before;
  if (limit === undefined) return undefined;
  const dayStart = Math.floor(limit / DAY_MS) * DAY_MS;
  const start = `${bind(formatInstant(dayStart))}::timestamptz`;
  const end = `${bind(formatInstant(limit))}::timestamptz`;
  return {
    wholeDays: `occurred_day < ${bind(formatInstant(dayStart).slice(0, 10))}::date`,
    cutDay: `occurred_at >= ${start} AND occurred_at ${asOf === undefined ? '<' : '<='} ${end}`,
    daysBefore: `occurred_at < ${start}`,
  };
}

/** Condition on entries that were recorded by then; undefined: no limit. */
export function recordedBy(knownAt: Knowledge | undefined, bind: Bind): string | undefined {
  if (!knownAt) return undefined;
  return knownAt.kind === 'instant'
    ? `recorded_at <= ${bind(formatInstant(knownAt.instant))}::timestamptz`
    : `position <= ${bind(boundOf(knownAt.position))}::bigint`;
}

const boundOf = (position: bigint): string =>
  (position < MAX_POSITION ? position : MAX_POSITION).toString();

/** `recorded_at` never decreases within a stream, so a position corresponds to one instant. */
function recordedWithin(account: string, knownAt: Knowledge | undefined, bind: Bind) {
  if (!knownAt) return undefined;
  if (knownAt.kind === 'instant') {
    const dayStart = formatInstant(Math.floor(knownAt.instant / DAY_MS) * DAY_MS);
    const entries = `recorded_at <= ${bind(formatInstant(knownAt.instant))}::timestamptz`;
    return {
      wholeDays: `recorded_day < ${bind(dayStart.slice(0, 10))}::date`,
      entries,
      cutDay: `recorded_at >= ${bind(dayStart)}::timestamptz AND ${entries}`,
    };
  }
  const position = `${bind(boundOf(knownAt.position))}::bigint`;
  const day = `(SELECT date_trunc('day', recorded_at AT TIME ZONE 'UTC') FROM read.ledger_entries
    WHERE account_id = ${account} AND position <= ${position} ORDER BY position DESC LIMIT 1)`;
  const entries = `position <= ${position}`;
  return {
    wholeDays: `recorded_day < ${day}::date`,
    entries,
    cutDay: `recorded_at >= ${day} AT TIME ZONE 'UTC' AND ${entries}`,
  };
}
