import { expect } from '@jest/globals';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { pino, type Logger } from 'pino';
import type { Source } from '../../../projections/follow/decoded-event.js';
import { run, type RunnerOptions } from '../../../projections/run.js';
import { createMigratedDatabase } from '../stores/postgres.js';

/** A migrated database, and runners that fill its read models. */
export interface ReadHarness {
  readonly url: string;
  readonly pool: pg.Pool;
  /** What the runners had to say, as parsed log lines. */
  readonly said: Record<string, unknown>[];
  /** Waits until one of them has said so. */
  heard(text: string): Promise<void>;
  readonly log: Logger;
  start(source: Source, options?: Partial<RunnerOptions>): Runner;
  /** Rows of a query; bigint columns come as text. */
  rows<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Waits until these projections (all by default) have handled a position. */
  reached(position: bigint, ...projections: string[]): Promise<void>;
  close(): Promise<void>;
}

export interface Runner {
  stop(): Promise<void>;
}

const ALL = [
  'operations',
  'accounts',
  'balances',
  'lots',
  'ledger_entries',
  'ledger_days',
  'adjustments',
  'approvals',
  'members',
  'usage',
  'models',
  'catalogue',
];
const WAIT_LIMIT_MS = 60_000;
const FIRST_LOOK_MS = 10;
const MAX_BETWEEN_LOOKS_MS = 200;

/** Soon instead of seconds, where a test would have to wait for it. */
const HASTE = {
  heartbeatMs: 50,
  standByPollMs: 25,
  patiencePolls: 20,
  firstRetryMs: 10,
  maxRetryMs: 100,
};

export const CHECKPOINTS = `SELECT * FROM read.checkpoints UNION ALL SELECT * FROM app.checkpoints`;

export async function openReadHarness(): Promise<ReadHarness> {
  const database = await createMigratedDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  const said: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => said.push(JSON.parse(line)) });
  const runners: Runner[] = [];
  const harness: ReadHarness = {
    url: database.url,
    pool,
    said,
    log,
    start(source, options = {}) {
      const ending = new AbortController();
      const { signal } = ending;
      const given = { databaseUrl: database.url, source, log, signal, timing: HASTE, ...options };
      const running = run(given);
      const runner = {
        async stop() {
          ending.abort();
          await running;
        },
      };
      runners.push(runner);
      return runner;
    },
    heard: (text) => until(() => JSON.stringify(said).includes(text), text),
    async rows(sql, values = []) {
      return (await pool.query(sql, values)).rows;
    },
    async reached(position, ...projections) {
      const names = projections.length > 0 ? projections : ALL;
      const behind = `SELECT 1 FROM (${CHECKPOINTS}) AS c
        WHERE projection = ANY($1) AND position < $2`;
      const isThere = async () => {
        const found = await harness.rows(behind, [names, position.toString()]);
        return found.length === 0;
      };
      await until(isThere, `position ${position}`, () => harness.rows(CHECKPOINTS));
    },
    async close() {
      await Promise.all(runners.map((runner) => runner.stop()));
      await pool.end();
      await database.drop();
    },
  };
  return harness;
}

/** Waits until something is so; after a while throws what it was waiting for. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  why: () => unknown = () => '',
  limitMs = WAIT_LIMIT_MS,
): Promise<void> {
  const began = Date.now();
  while (!(await isSo())) {
    const waitedMs = Date.now() - began;
    if (waitedMs > limitMs) throw new Error(`no ${what}: ${JSON.stringify(await why())}`);
    // Who looks all the time keeps busy what is waited for.
    await sleep(Math.min(FIRST_LOOK_MS + waitedMs / 10, MAX_BETWEEN_LOOKS_MS));
  }
}

/** Reads again until that is so; after a while fails with what it was last. */
export async function becomes<Value>(
  read: () => Value | Promise<Value>,
  expected: Value,
): Promise<void> {
  let last = await read();
  const isSo = async () => isDeepStrictEqual(last, expected) || isNow();
  const isNow = async () => isDeepStrictEqual((last = await read()), expected);
  await until(isSo, 'such a value').catch(() => undefined);
  expect(last).toEqual(expected);
}
