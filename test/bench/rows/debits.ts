import { MICRO } from '../../../domain/credits.js';
import { watchCpu } from '../cpu.js';
import { runLoad } from '../load/run.js';
import type { LoadSpec } from '../load/spec.js';
import type { PeerVariant } from '../peers/ledger.js';
import { PEER_POOL, startPeer } from '../peers/start.js';
import { rounded } from '../report.js';
import type { BenchContext } from '../context.js';
import { untilCaughtUp } from './visible.js';

type Spread = 'many' | 'hot';

/** What is measured in a round: a peer or ours, on many accounts or on one. */
interface Contestant {
  readonly spread: Spread;
  readonly ledger: PeerVariant | 'ours';
}

const CONTESTANTS: readonly Contestant[] = [
  { spread: 'many', ledger: 'txn' },
  { spread: 'many', ledger: 'cte' },
  { spread: 'many', ledger: 'ours' },
  { spread: 'many', ledger: 'batched' },
  { spread: 'hot', ledger: 'txn' },
  { spread: 'hot', ledger: 'cte' },
  { spread: 'hot', ledger: 'ours' },
  { spread: 'hot', ledger: 'batched' },
];

/** The load of a row: the same for every contestant. */
function loadOf({ options }: BenchContext, spread: Spread, port: number): LoadSpec {
  return {
    port,
    firstAccount: 1,
    accounts: spread === 'hot' ? 1 : options.accounts,
    seconds: options.seconds,
    warmupSeconds: options.warmupSeconds,
    connections: options.inFlight,
    rate: 'closed',
    keys: options.keys,
  };
}

/** Runs a load against a fresh peer, then its invariants: every acknowledged debit is an entry. */
async function measurePeer(bench: BenchContext, variant: PeerVariant, spread: Spread) {
  const peer = await startPeer({
    variant,
    databaseUrl: bench.peerUrl,
    accounts: bench.options.accounts,
    pool: PEER_POOL[spread],
  });
  try {
    const cpu = await watchCpu({ peer: peer.pid, postgres: bench.postgresPid });
    const result = await runLoad(loadOf(bench, spread, peer.port));
    const cores = await cpu();
    const check = await peer.check();
    const sound = check.drift === 0 && check.negative === 0;
    if (!sound || check.entries !== result.acknowledged_in_all) {
      throw new Error(`${variant} is no ledger: ${JSON.stringify({ check, result })}`);
    }
    return { ...result, cores };
  } finally {
    await peer.stop();
  }
}

/** Runs the same load against Scrip; its balances must fall by what was acknowledged. */
async function measureOurs(bench: BenchContext, spread: Spread) {
  const scrip = await bench.scrip();
  const spec = loadOf(bench, spread, scrip.port);
  const accounts = Array.from({ length: spec.accounts }, (_, i) => spec.firstAccount + i);
  await scrip.fund(accounts);
  const before = await scrip.available(accounts);
  const cpu = await watchCpu({ ...scrip.pids, postgres: bench.postgresPid });
  const result = await runLoad({ ...spec, apiKey: scrip.apiKey });
  const cores = await cpu();
  const expected = BigInt(result.acknowledged_in_all) * MICRO;
  const spent = before - (await scrip.available(accounts));
  if (spent !== expected) {
    throw new Error(`balances fell by ${spent}, not ${expected}: ${JSON.stringify(result)}`);
  }
  await untilCaughtUp(scrip);
  return { ...result, cores };
}

/** Rows "debits over HTTP": many accounts, one hot account, and the ratio of the two. */
export async function debits(bench: BenchContext, spreads: readonly Spread[]): Promise<void> {
  const { options, report } = bench;
  const perSecond = new Map<string, number[]>();
  for (let round = 1; round <= options.rounds; round += 1) {
    const contestants = CONTESTANTS.filter(({ spread }) => spreads.includes(spread));
    // Whoever comes first in one round comes later in the next: noise falls on all alike.
    const turn = (round - 1) % contestants.length;
    for (const { spread, ledger } of [...contestants.slice(turn), ...contestants.slice(0, turn)]) {
      const result =
        ledger === 'ours'
          ? await measureOurs(bench, spread)
          : await measurePeer(bench, ledger, spread);
      if (result.errors > 0) throw new Error(`${ledger} ${spread}: ${String(result.first_error)}`);
      report.line(`debits ${spread}`, ledger, round, { ...result });
      const name = `${spread} ${ledger}`;
      perSecond.set(name, [...(perSecond.get(name) ?? []), result.per_s]);
    }
  }
  addRows(bench, spreads, perSecond);
}

function addRows(
  bench: BenchContext,
  spreads: readonly Spread[],
  perSecond: Map<string, number[]>,
): void {
  const rates = (name: string) => perSecond.get(name) ?? [];
  const ratio = (ours: string, theirs: string) =>
    rates(ours).map((value, round) => rounded(value / (rates(theirs)[round] ?? NaN)));
  const compare = (
    measure: string,
    values: readonly number[],
    bounds: { atLeast?: number; aim?: number; words: readonly [string, string] },
  ) => {
    const [atLeastText, aimText] = bounds.words;
    bench.report.row({
      measure,
      unit: '',
      values,
      better: 'more',
      ...bounds,
      atLeastText,
      aimText,
    });
  };
  for (const spread of spreads) {
    const values = rates(`${spread} ours`);
    const measure = `debits over HTTP, ${spread}, ours`;
    const words = { atLeastText: '', aimText: '' };
    bench.report.row({ measure, unit: '/s', values, better: 'more', ...words });
  }
  if (spreads.includes('many')) {
    const bounds = { atLeast: 0.6, aim: 1, words: ['0.6', '1.0'] } as const;
    compare('many accounts: ours / cte', ratio('many ours', 'many cte'), bounds);
    const none = { words: ['', ''] } as const;
    compare('many accounts: ours / txn', ratio('many ours', 'many txn'), none);
    compare('many accounts: ours / batched', ratio('many ours', 'many batched'), none);
  }
  if (spreads.includes('hot')) {
    const beside = { atLeast: 3, words: ['3', ''] } as const;
    compare('one hot account: ours / cte (pool 8)', ratio('hot ours', 'hot cte'), beside);
    const aim = { aim: 1, words: ['', '1.0'] } as const;
    compare('one hot account: ours / batched', ratio('hot ours', 'hot batched'), aim);
  }
  if (spreads.length === 2) {
    const bounds = { atLeast: 0.8, aim: 1, words: ['0.8', '1.0'] } as const;
    compare('ours: hot / many', ratio('hot ours', 'many ours'), bounds);
  }
}
