import pg from 'pg';
import { z } from 'zod';
import { DAY_MS, formatInstant } from '../../../domain/instant.js';
import { Connection } from '../load/connection.js';
import { median, rounded } from '../report.js';
import { Scrip } from '../scrip.js';
import type { BenchContext } from '../context.js';
import { checkRollups, FIRST_DAY, loadUsage, DAYS } from './usage-facts.js';

/** Before anything counts: a process just started interprets what it will have compiled. */
const WARM_UP_REPEATS = 500;
const REPEATS = 30;
const RAW_REPEATS = 3;
const ASKED_DAYS = 30;

const UsageBody = z.object({
  data: z.array(z.object({ requests: z.coerce.bigint(), input_tokens: z.coerce.bigint() })),
});

/**
 * Row "usage by model over 5,000,000 events": a month by day and model, through the API, beside the
 * rollup asked in SQL and beside grouping the raw facts. A product of its own, on its own database.
 */
export async function usage(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const databaseUrl = await bench.database('usage');
  const scrip = await Scrip.start({ databaseUrl, home: bench.home });
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    await loadUsage(database, options.usageEvents);
    await checkRollups(database);
    // Not before: while the facts are drawn the API would close it as idle.
    const connection = await Connection.open('127.0.0.1', scrip.port);
    const api = { connection, apiKey: scrip.apiKey };
    const from = FIRST_DAY + (DAYS - ASKED_DAYS - 1) * DAY_MS;
    const range = [formatInstant(from), formatInstant(from + ASKED_DAYS * DAY_MS)] as const;
    await timed(WARM_UP_REPEATS, () => askApi(api, range));
    await timed(WARM_UP_REPEATS, () => database.query(ROLLUP, [...range]));
    const over: number[] = [];
    const faster: number[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const answered = await timed(REPEATS, () => askApi(api, range));
      const rollup = await timed(REPEATS, () => database.query(ROLLUP, [...range]));
      const raw = await timed(RAW_REPEATS, () => database.query(RAW, [...range]));
      const figures = { api_ms: answered, rollup_sql_ms: rollup, raw_sql_ms: raw };
      report.line('usage', 'ours', round, { events: options.usageEvents, ...figures });
      over.push(rounded(answered - rollup));
      faster.push(rounded(raw / answered));
    }
    await compare(api, database, range);
    connection.close();
    const measure = `usage by model over ${options.usageEvents} events`;
    report.row({
      measure: `${measure}: API − rollup SQL`,
      unit: 'ms',
      values: over,
      better: 'less',
      atLeast: 3,
      atLeastText: '3 ms',
      aimText: '',
    });
    report.row({
      measure: `${measure}: grouping raw rows / API`,
      unit: '×',
      values: faster,
      better: 'more',
      aim: 50,
      atLeastText: '',
      aimText: '50',
    });
  } finally {
    await database.end();
    await scrip.stop();
  }
}

const ROLLUP = {
  name: 'rollup',
  text: `SELECT bin, model, sum(credits) AS credits, sum(refunded) AS refunded,
                sum(requests) AS requests, sum(input_tokens) AS input_tokens,
                sum(cached_input_tokens) AS cached_input_tokens,
                sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens,
                sum(images) AS images
           FROM read.usage_days_all WHERE bin >= $1 AND bin < $2 GROUP BY bin, model
          ORDER BY bin, model`,
};
const RAW = {
  name: 'raw',
  text: `SELECT date_trunc('day', occurred_at, 'UTC') AS bin, model, sum(credits) AS credits,
                count(*) AS requests, sum(input_tokens) AS input_tokens,
                sum(output_tokens) AS output_tokens
           FROM bench.usage_facts WHERE occurred_at >= $1 AND occurred_at < $2 GROUP BY 1, 2
          ORDER BY 1, 2`,
};

/** Asks over an open connection; the text of the answer. */
async function askApi(api: Api, [from, to]: readonly [string, string]): Promise<string> {
  const query = new URLSearchParams({ from, to, granularity: 'day', group_by: 'model' });
  const reply = await api.connection.send(
    `GET /v1/usage?${query.toString()} HTTP/1.1\r\nhost: 127.0.0.1\r\n` +
      `authorization: Bearer ${api.apiKey}\r\n\r\n`,
  );
  if (reply.status !== 200) throw new Error(`HTTP ${reply.status} ${reply.body}`);
  return reply.body;
}

interface Api {
  readonly connection: Connection;
  readonly apiKey: string;
}

/** What the API says must be what the raw facts say. */
async function compare(api: Api, database: pg.Client, range: readonly [string, string]) {
  const answered = UsageBody.parse(JSON.parse(await askApi(api, range))).data;
  const { rows } = await database.query<{ requests: string; input_tokens: string }>(RAW, [
    ...range,
  ]);
  const sum = (of: readonly Counted[], name: keyof Counted) =>
    of.reduce((total, row) => total + BigInt(row[name]), 0n);
  for (const name of ['requests', 'input_tokens'] as const) {
    const [ours, facts] = [sum(answered, name), sum(rows, name)];
    if (ours !== facts) throw new Error(`${name}: the API says ${ours}, the facts ${facts}`);
  }
}

interface Counted {
  readonly requests: string | bigint;
  readonly input_tokens: string | bigint;
}

/** Median milliseconds of a task; the first runs warm what can be warmed. */
async function timed(repeats: number, task: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < repeats + 2; i += 1) {
    const startedAt = performance.now();
    await task();
    if (i >= 2) times.push(performance.now() - startedAt);
  }
  return rounded(median(times));
}
