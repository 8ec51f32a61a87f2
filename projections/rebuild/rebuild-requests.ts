import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { isDatabaseUnavailable } from '../../platform/database/database.js';
import { ThrottledWarnings } from '../../platform/failures/throttled-warnings.js';
import {
  isStoreUnavailable,
  StoreUnavailable,
} from '../../platform/event-store/connection/failures.js';
import type { Logger } from '../../platform/log.js';
import { readProjections } from '../read-models/all.js';
import type { Source } from '../follow/decoded-event.js';
import { rebuild, RebuildUnderWay, type Rebuilt } from './rebuild.js';

/** How long a request waits at most; every projections process looks so often. */
const POLL_MS = 1_000;
const PROGRESS_MS = 1_000;
/** A rebuild without progress for this long was interrupted. */
const SILENCE_LIMIT_S = 30;

/** A rebuild that is interrupted begins anew so often; then it has failed. */
const MAX_INTERRUPTIONS = 2;

/** State of a requested rebuild. */
export type RebuildState = 'requested' | 'running' | 'done' | 'failed';

/** A requested rebuild. */
export interface RebuildRequest {
  readonly id: string;
  readonly projections: readonly string[];
  readonly state: RebuildState;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  /** Events read so far. */
  readonly events: number;
  readonly report: Rebuilt | null;
  readonly error: string | null;
}

interface Row {
  id: string;
  projections: string[];
  state: RebuildState;
  requested_by: string;
  requested_at: Date;
  finished_at: Date | null;
  events: string;
  report: Rebuilt | null;
  error: string | null;
}

/** Names of read models that can be rebuilt. */
export const rebuildable: readonly string[] = readProjections.map(({ name }) => name);

/** Requests a rebuild of some read models, or all; returns the request's id. */
export async function requestRebuild(
  pool: Pick<Pool, 'query'>,
  projections: readonly string[] | 'all',
  requestedBy: string,
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    'INSERT INTO app.rebuilds (projections, requested_by) VALUES ($1, $2) RETURNING id',
    [projections === 'all' ? rebuildable : projections, requestedBy],
  );
  return rows[0]?.id ?? '';
}

/** State of a request; undefined if there is none with this id. */
export async function rebuildOf(pool: Pool, id: string): Promise<RebuildRequest | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const { rows } = await pool.query<Row>('SELECT * FROM app.rebuilds WHERE id = $1', [id]);
  return rows.map(toRequest)[0];
}

const toRequest = (row: Row): RebuildRequest => ({
  id: row.id,
  projections: row.projections,
  state: row.state,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at,
  finishedAt: row.finished_at,
  events: Number(row.events),
  report: row.report,
  error: row.error,
});

/** Dependencies of serving requests. */
export interface RebuilderOptions {
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly source: Source;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly pollMs?: number;
}

/** Serves rebuild requests one after another, until `signal` aborts. */
export async function serveRebuilds(options: RebuilderOptions): Promise<void> {
  const { pool, log, signal, pollMs = POLL_MS } = options;
  const complaints = new ThrottledWarnings(log);
  while (!signal.aborted) {
    try {
      const request = await claim(pool);
      if (request) {
        await carryOut(options, request);
        continue;
      }
    } catch (error) {
      if (!signal.aborted) {
        complaints.warn(error, {}, 'requests for a rebuild could not be looked at');
      }
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Claims the oldest pending request, or one that was interrupted: it begins anew, bounded. */
async function claim(pool: Pool): Promise<RebuildRequest | undefined> {
  await pool.query(
    `UPDATE app.rebuilds SET interruptions = interruptions + 1, error = 'it was interrupted',
       state = CASE WHEN interruptions < $2 THEN 'requested' ELSE 'failed' END,
       finished_at = CASE WHEN interruptions < $2 THEN NULL ELSE clock_timestamp() END
     WHERE state = 'running' AND alive_at < clock_timestamp() - make_interval(secs => $1)`,
    [SILENCE_LIMIT_S, MAX_INTERRUPTIONS],
  );
  const { rows } = await pool.query<Row>(
    `UPDATE app.rebuilds SET state = 'running', alive_at = clock_timestamp()
     WHERE id = (SELECT id FROM app.rebuilds WHERE state = 'requested'
                 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING *`,
  );
  return rows.map(toRequest)[0];
}

async function carryOut(options: RebuilderOptions, { id, projections }: RebuildRequest) {
  const { pool, databaseUrl, source, log, signal } = options;
  const wanted = readProjections.filter(({ name }) => projections.includes(name));
  let events = 0;
  const telling = setInterval(() => {
    const alive = 'UPDATE app.rebuilds SET alive_at = clock_timestamp(), events = $2 WHERE id = $1';
    pool.query(alive, [id, events]).catch(() => undefined);
  }, PROGRESS_MS);
  const onProgress = (count: number) => (events = count);
  try {
    log.info({ id, projections }, 'rebuilding read models');
    const given = { databaseUrl, source, log, signal, projections: wanted, onProgress };
    const report = await rebuild(given);
    log.info({ id, ...report }, 'the read models were rebuilt');
    await finish(pool, id, 'done', { report, events: report.events });
  } catch (error) {
    // Another process is rebuilding: wait. This one is ending: another begins anew.
    const isPutOff = error instanceof RebuildUnderWay || signal.aborted;
    const state = isPutOff ? 'requested' : 'failed';
    const message = reasonOf(error);
    if (state === 'failed') log.error({ err: error, id }, 'the read models were not rebuilt');
    await finish(pool, id, state, { error: message, events });
    if (isPutOff) throw error;
  } finally {
    clearInterval(telling);
  }
}

/** Why a rebuild failed, for its requester; the log has the error itself. */
function reasonOf(error: unknown): string {
  if (isDatabaseUnavailable(error)) return 'the database went away: ask for the rebuild again';
  if (!(error instanceof Error)) return String(error);
  const isAway = isStoreUnavailable(error) || error instanceof StoreUnavailable;
  return isAway ? 'the event store went away: ask for the rebuild again' : error.message;
}

async function finish(
  pool: Pool,
  id: string,
  state: RebuildState,
  { report, error, events }: { report?: Rebuilt; error?: string; events: number },
): Promise<void> {
  await pool.query(
    `UPDATE app.rebuilds SET state = $2, report = $3, error = $4, events = $5,
       finished_at = CASE WHEN $2 = 'requested' THEN NULL ELSE clock_timestamp() END
     WHERE id = $1`,
    [id, state, report ? JSON.stringify(report) : null, error ?? null, events],
  );
}
