import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { followRebuild, startRebuild } from '../../../tools/lib/rebuild.js';
import { PassThrough } from 'node:stream';
import { runLoad } from '../load/run.js';
import { rounded } from '../report.js';
import type { Scrip } from '../scrip.js';
import type { BenchContext } from '../context.js';
import { untilCaughtUp } from './visible.js';

const POLL_MS = 25;
/** Written in steps: the write side remembers ids until the read side has them. */
const DEBITS_PER_STEP = 50_000;

/**
 * Row "rebuild of all read models": rows written a second, beside COPY of as many rows into a table
 * like `read.ledger_entries` with all its indexes. The log is whatever this run has written, and so
 * many debits at least.
 */
export async function rebuild(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const scrip = await bench.scrip();
  await writeDebits(bench, scrip, options.rebuildDebits);
  const database = new pg.Client({ connectionString: bench.scripUrl });
  await database.connect();
  const ratios: number[] = [];
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      const ours = await rebuildAll(scrip);
      const copy = await copyRows(database, ours.rows);
      report.line('rebuild', 'ours', round, ours);
      report.line('rebuild', 'copy', round, copy);
      ratios.push(rounded(ours.rows_per_s / copy.rows_per_s));
    }
  } finally {
    await database.query('DROP SCHEMA IF EXISTS bench CASCADE');
    await database.end();
  }
  report.row({
    measure: 'rebuild of all read models, rows a second / COPY into an indexed table',
    unit: '',
    values: ratios,
    better: 'more',
    atLeast: 0.1,
    aim: 0.25,
    atLeastText: '0.10',
    aimText: '0.25',
  });
}

async function rebuildAll({ client }: Scrip) {
  const startedAt = performance.now();
  const begun = await startRebuild(client, 'all');
  const { state, rows, events, differences, error } = await followRebuild(
    client,
    begun,
    () => {},
    POLL_MS,
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  if (state !== 'done' || rows === null || differences !== 0) {
    throw new Error(`the rebuild ended ${state}, ${differences} differences: ${error}`);
  }
  const per = (count: number) => Math.round(count / seconds);
  return { rows, events, s: rounded(seconds), rows_per_s: per(rows), events_per_s: per(events) };
}

/** COPY of so many ledger entries, repeated as often as it takes under other account ids. */
async function copyRows(database: pg.Client, rows: number) {
  await database.query('DROP SCHEMA IF EXISTS bench CASCADE');
  await database.query('CREATE SCHEMA bench');
  // Created before and not in the same transaction, so that COPY writes its rows to the WAL.
  await database.query('CREATE TABLE bench.copied (LIKE read.ledger_entries INCLUDING ALL)');
  const columns = await database.query<{ list: string }>(
    `SELECT string_agg(CASE column_name WHEN 'account_id' THEN 'account_id || ''-'' || copy'
            ELSE column_name END, ', ' ORDER BY ordinal_position) AS list
       FROM information_schema.columns
      WHERE table_schema = 'read' AND table_name = 'ledger_entries'`,
  );
  const select = `SELECT ${columns.rows[0]?.list} FROM read.ledger_entries,
    generate_series(1, 1 + ${rows} / (SELECT count(*) FROM read.ledger_entries)) copy
    LIMIT ${rows}`;
  const chunks: Buffer[] = [];
  await pipeline(database.query(to(`COPY (${select}) TO STDOUT`)), async (source) => {
    for await (const chunk of source) chunks.push(Buffer.from(chunk));
  });
  const startedAt = performance.now();
  const source = new PassThrough();
  const copying = pipeline(source, database.query(from('COPY bench.copied FROM STDIN')));
  for (const chunk of chunks) source.write(chunk);
  source.end();
  await copying;
  const seconds = (performance.now() - startedAt) / 1_000;
  return { rows, s: rounded(seconds), rows_per_s: Math.round(rows / seconds) };
}

async function writeDebits(bench: BenchContext, scrip: Scrip, debits: number): Promise<void> {
  const { accounts, inFlight } = bench.options;
  await scrip.fund(Array.from({ length: accounts }, (_, i) => 1 + i));
  for (let left = debits; left > 0; left -= DEBITS_PER_STEP) {
    const result = await runLoad({
      port: scrip.port,
      apiKey: scrip.apiKey,
      firstAccount: 1,
      accounts,
      seconds: 600,
      warmupSeconds: 0,
      connections: inFlight,
      rate: 'closed',
      keys: 'uuid7',
      requests: Math.min(left, DEBITS_PER_STEP),
    });
    if (result.errors > 0) throw new Error(String(result.first_error));
    await untilCaughtUp(scrip);
  }
}
