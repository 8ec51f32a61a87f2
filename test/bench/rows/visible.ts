import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { parsePosition } from '../../../platform/event-store/records/metadata.js';
import { expectBody } from '../../../tools/lib/answer.js';
import { Latencies } from '../load/latencies.js';
import { runLoad } from '../load/run.js';
import type { LoadSpec } from '../load/spec.js';
import { uuid7 } from '../load/uuid7.js';
import { startPeer } from '../peers/start.js';
import type { Scrip } from '../scrip.js';
import type { BenchContext } from '../context.js';

/** Accounts that nothing but the probes debits. */
const FIRST_PROBE = 500_001;
const PROBES = 16;
const PROBES_PER_SECOND = 20;
/** How often the table is asked; half of it, on average, is added to what is measured. */
const POLL_MS = 2;

const Debited = z.object({ position: z.string() });

/**
 * Rows "acknowledged → visible in the balance read model" at half of what a closed loop reaches,
 * and the latency of an open loop at that rate, for us and for the peers.
 */
export async function visible(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const scrip = await bench.scrip();
  const accounts = Array.from({ length: options.accounts }, (_, i) => 1 + i);
  const probes = Array.from({ length: PROBES }, (_, i) => FIRST_PROBE + i);
  await scrip.fund([...accounts, ...probes]);
  const load: LoadSpec = {
    port: scrip.port,
    apiKey: scrip.apiKey,
    firstAccount: 1,
    accounts: options.accounts,
    seconds: options.seconds,
    warmupSeconds: options.warmupSeconds,
    connections: options.inFlight,
    rate: 'closed',
    keys: options.keys,
  };
  const p50: number[] = [];
  const p99: number[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    const rate = Math.max(1, Math.round((await runLoad(load)).per_s / 2));
    await untilCaughtUp(scrip);
    const watch = probe(bench, scrip, probes);
    const result = await runLoad({ ...load, rate });
    const seen = (await watch.stop()).summary();
    report.line('visible', 'ours', round, { offered_per_s: rate, ...seen });
    report.line('open loop', 'ours', round, { offered_per_s: rate, ...result });
    await openLoopOfPeers(bench, load, rate, round);
    p50.push(seen.p50_ms ?? Infinity);
    p99.push(seen.p99_ms ?? Infinity);
  }
  const measure = 'acknowledged → visible in the balance read model at half load';
  const common = { unit: 'ms', better: 'less' } as const;
  const words = { atLeastText: '', aimText: '' };
  report.row({ ...common, measure: `${measure}, p50`, values: p50, ...words });
  const bounds = { atLeast: 1_000, aim: 250, atLeastText: '1 s', aimText: '250 ms' };
  report.row({ ...common, measure: `${measure}, p99`, values: p99, ...bounds });
}

async function openLoopOfPeers(bench: BenchContext, load: LoadSpec, rate: number, round: number) {
  for (const variant of ['cte', 'batched'] as const) {
    const { accounts } = bench.options;
    const peer = await startPeer({ variant, databaseUrl: bench.peerUrl, accounts, pool: 64 });
    const { apiKey: _, ...spec } = load;
    const result = await runLoad({ ...spec, port: peer.port, rate });
    bench.report.line('open loop', variant, round, { offered_per_s: rate, ...result });
    await peer.stop();
  }
}

/** Debits probe accounts until stopped and waits for each debit to show in `read.balances`. */
function probe(bench: BenchContext, scrip: Scrip, accounts: readonly number[]) {
  const latencies = new Latencies();
  const pending = new Map<number, { position: bigint; since: number }>();
  const idle = [...accounts];
  const database = new pg.Client({ connectionString: bench.scripUrl });
  let stopping = false;

  const send = async (account: number): Promise<void> => {
    const answer = await scrip.client.call('POST', `/v1/accounts/${account}/debits`, {
      body: { credits: '1', feature: 'probe' },
      key: uuid7(),
    });
    const since = performance.now();
    const position = parsePosition(expectBody(answer, Debited, 'probe').position);
    if (position === undefined) throw new Error('a position that is none');
    pending.set(account, { position, since });
  };
  const sending = (async () => {
    while (!stopping) {
      const account = idle.shift();
      if (account !== undefined) await send(account);
      await sleep(1_000 / PROBES_PER_SECOND);
    }
  })();
  const watching = (async () => {
    await database.connect();
    while (!stopping || pending.size > 0) {
      await sleep(POLL_MS);
      if (pending.size === 0) continue;
      const { rows } = await database.query<{ account_id: string; position: string }>({
        name: 'probe',
        text: 'SELECT account_id, position FROM read.balances WHERE account_id = ANY($1)',
        values: [[...pending.keys()].map(String)],
      });
      const now = performance.now();
      for (const row of rows) {
        const account = Number(row.account_id);
        const waiting = pending.get(account);
        if (!waiting || BigInt(row.position) < waiting.position) continue;
        latencies.add(now - waiting.since);
        pending.delete(account);
        idle.push(account);
      }
    }
    await database.end();
  })();
  return {
    stop: async (): Promise<Latencies> => {
      stopping = true;
      await Promise.all([sending, watching]);
      return latencies;
    },
  };
}

const CAUGHT_UP_WITHIN_MS = 120_000;
const States = z.object({
  data: z.array(z.object({ name: z.string(), lag_seconds: z.number().nullable() })),
});

/** Waits until every read model is with the log: what one row wrote is not another row's burden. */
export async function untilCaughtUp(scrip: Scrip): Promise<void> {
  const deadline = Date.now() + CAUGHT_UP_WITHIN_MS;
  while (Date.now() < deadline) {
    const answer = await scrip.client.call('GET', '/v1/ops/projections');
    const { data } = expectBody(answer, States, 'projections');
    if (data.every(({ lag_seconds }) => lag_seconds === null || lag_seconds === 0)) return;
    await sleep(100);
  }
  throw new Error('the read models do not catch up');
}
