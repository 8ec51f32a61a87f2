import { z } from 'zod';
import { expectBody } from '../../../tools/lib/answer.js';
import { Connection, debitRequest } from '../load/connection.js';
import { runLoad } from '../load/run.js';
import { median, rounded } from '../report.js';
import type { Scrip } from '../scrip.js';
import type { BenchContext } from '../context.js';
import { untilCaughtUp } from './visible.js';

const LONG = [700_001, 700_002, 700_003] as const;
const SHORT = [700_101, 700_102, 700_103] as const;
const SHORT_EVENTS = 10;
const WARM_DEBITS = 400;
/** A process that has just started is slow at everything: it is warmed on other accounts. */
const WARM_UP_DEBITS = 3_000;
const OTHERS = Array.from({ length: 64 }, (_, i) => 700_201 + i);
/** The state holds ids until the read side has them; long histories are written in steps. */
const DEBITS_PER_STEP = 20_000;

const Lots = z.object({ data: z.array(z.unknown()) });

/** Row "debit on an account with 100,000 events / with 10": warm, and first after a restart. */
export async function history(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const scrip = await bench.scrip();
  await scrip.fund([...LONG, ...SHORT, ...OTHERS]);
  for (const account of LONG) await debitMany(bench, scrip, account, options.longHistory);
  for (const account of SHORT) await debitMany(bench, scrip, account, SHORT_EVENTS - 3);
  const warm: number[] = [];
  const cold: number[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    await scrip.restart('api');
    const connection = await Connection.open('127.0.0.1', scrip.port);
    for (let i = 0; i < WARM_UP_DEBITS; i += 1) {
      await debit(connection, scrip, OTHERS[i % OTHERS.length] ?? 1);
    }
    const first = { long: [] as number[], short: [] as number[] };
    for (const [i, long] of LONG.entries()) {
      const short = SHORT[i] ?? SHORT[0];
      // Each goes first in turn.
      if ((i + round) % 2 === 0) first.long.push(await debit(connection, scrip, long));
      first.short.push(await debit(connection, scrip, short));
      if ((i + round) % 2 === 1) first.long.push(await debit(connection, scrip, long));
    }
    const then = { long: [] as number[], short: [] as number[] };
    for (let i = 0; i < WARM_DEBITS; i += 1) {
      then.long.push(await debit(connection, scrip, LONG[0]));
      then.short.push(await debit(connection, scrip, SHORT[0]));
    }
    connection.close();
    const figures = {
      warm_long_ms: rounded(median(then.long)),
      warm_short_ms: rounded(median(then.short)),
      cold_long_ms: rounded(median(first.long)),
      cold_short_ms: rounded(median(first.short)),
    };
    report.line('history', 'ours', round, figures);
    warm.push(rounded(figures.warm_long_ms / figures.warm_short_ms));
    cold.push(rounded(figures.cold_long_ms / figures.cold_short_ms));
  }
  const measure = `debit on an account with ${options.longHistory} events / with ${SHORT_EVENTS}`;
  const common = { unit: '', better: 'less' } as const;
  const bounds = { atLeast: 1.1, aim: 1.05, atLeastText: '1.1', aimText: '1.05' };
  report.row({ ...common, measure: `${measure}, warm p50`, values: warm, ...bounds });
  const first = { atLeast: 3, aim: 2, atLeastText: '3', aimText: '2' };
  report.row({ ...common, measure: `${measure}, cold first`, values: cold, ...first });
}

/** One debit over an open connection; milliseconds until it was acknowledged. */
async function debit(connection: Connection, scrip: Scrip, account: number): Promise<number> {
  const request = debitRequest(scrip.apiKey, account);
  const startedAt = performance.now();
  const reply = await connection.send(request);
  if (reply.status !== 201) throw new Error(`HTTP ${reply.status} ${reply.body}`);
  return performance.now() - startedAt;
}

/** Makes so many debits on one account, as fast as can be, and waits for the read models. */
export async function debitMany(
  bench: BenchContext,
  scrip: Scrip,
  account: number,
  debits: number,
): Promise<void> {
  for (let left = debits; left > 0; left -= DEBITS_PER_STEP) {
    const result = await runLoad({
      port: scrip.port,
      apiKey: scrip.apiKey,
      firstAccount: account,
      accounts: 1,
      seconds: 300,
      warmupSeconds: 0,
      connections: Math.min(bench.options.inFlight, left),
      rate: 'closed',
      keys: 'uuid7',
      requests: Math.min(left, DEBITS_PER_STEP),
    });
    if (result.errors > 0) throw new Error(`account ${account}: ${String(result.first_error)}`);
    await untilCaughtUp(scrip);
  }
  // The lots tell at once whether the account can be read back.
  const answer = await scrip.client.call('GET', `/v1/accounts/${account}/lots`);
  expectBody(answer, Lots, `lots of ${account}`);
}
