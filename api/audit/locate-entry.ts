import type { Pool } from 'pg';
import type { Recorded } from '../../platform/event-store/event-store.js';
import type { EventStore } from '../../platform/event-store/event-store.js';
import { ledgerEntries } from '../../projections/read-models/ledger-entries.js';
import { changesOf } from '../../projections/tables/projection.js';
import type { Row } from '../../projections/tables/table.js';
import type { Finding } from './finding.js';

const EVENTS_PER_PAGE = 1_000;

/** Columns of an entry that repeat its event, by their names in memory. */
const COMPARED = {
  eventId: 'event_id',
  kind: 'kind',
  credits: 'credits',
  dAvailable: 'd_available',
  dHeld: 'd_held',
  dFrozen: 'd_frozen',
  dDebt: 'd_debt',
  afterAvailable: 'after_available',
  afterHeld: 'after_held',
  afterDebt: 'after_debt',
  refId: 'ref_id',
  actor: 'actor',
  cause: 'cause',
} as const;

type Entry = Readonly<Record<string, string | null>>;

/**
 * Finds the first event that differs from its ledger entry: its stream was rewritten, or its table
 * changed. Undefined if all entries match.
 */
export async function locateEntry(
  store: EventStore,
  pool: Pool,
  accountId: string,
  upToRevision: number,
): Promise<Finding | undefined> {
  const stream = `account-${accountId}`;
  for (let from = 0; from <= upToRevision; from += EVENTS_PER_PAGE) {
    const to = Math.min(from + EVENTS_PER_PAGE - 1, upToRevision);
    const events = await store.readStream(stream, from, to - from + 1);
    const entries = await entriesOf(pool, accountId, from, to);
    for (let revision = from; revision <= to; revision += 1) {
      const event = events[revision - from];
      const found = compare(stream, revision, event, entries.get(revision));
      if (found) return found;
    }
  }
  return undefined;
}

async function entriesOf(pool: Pool, accountId: string, from: number, to: number) {
  const { rows } = await pool.query<Entry>(
    `SELECT revision, ${Object.values(COMPARED).join(', ')} FROM read.ledger_entries
     WHERE account_id = $1 AND revision BETWEEN $2 AND $3`,
    [accountId, from, to],
  );
  return new Map(rows.map((row) => [Number(row['revision']), row]));
}

function compare(
  stream: string,
  revision: number,
  event: Recorded | undefined,
  entry: Entry | undefined,
): Finding | undefined {
  const expected = event && expectedEntry(event);
  const place = {
    code: 'read_model_differs' as const,
    stream,
    revision,
    table: 'read.ledger_entries',
    ...(event && { event_id: event.id }),
  };
  if (!expected && !entry) return undefined;
  if (!expected || !entry) {
    const [has, lacks] = expected ? ['log', 'ledger'] : ['ledger', 'log'];
    const message = `event ${revision} of ${stream} stands in the ${has} and not in the ${lacks}`;
    return { ...place, message };
  }
  for (const [name, column] of Object.entries(COMPARED)) {
    const [log, table] = [text(expected[name]), text(entry[column])];
    if (log === table) continue;
    const message = `event ${revision} of ${stream}: ${column} was ${table} when it was entered`;
    return { ...place, message, expected: log, found: table };
  }
  return undefined;
}

function expectedEntry(event: Recorded): Row | undefined {
  const [change] = changesOf(ledgerEntries, event);
  return change?.kind === 'insert' ? change.row : undefined;
}

const text = (value: unknown): string => (value === null ? 'null' : String(value));
