import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, debitRequest } from '../load/connection.js';
import { rounded } from '../report.js';
import type { Scrip } from '../scrip.js';
import type { BenchContext } from '../context.js';

const FIRST_OPEN = 2_000_001;
const FIRST_UNKNOWN = 5_000_001;
const CONNECTIONS = 64;
const SETTLE_MS = 5_000;
const MEGABYTE = 1024 * 1024;
/** Default of SCRIP_CACHE_MB: the bound that the API states for its folded accounts. */
const CACHE_MB = 64;

/** Row "RSS over idle after touching 1,000,000 account ids": open ones first, then unknown. */
export async function memory(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const scrip = await bench.scrip();
  const open = Math.min(options.openAccounts, options.touchedIds);
  const opened = Array.from({ length: open }, (_, i) => FIRST_OPEN + i);
  await scrip.forEach(opened, (account) => scrip.open(account));
  await scrip.restart('api');
  await sleep(SETTLE_MS);
  const idle = await residentBytes(scrip);
  const afterOpen = await touchAndMeasure(scrip, FIRST_OPEN, open, 201);
  const unknown = options.touchedIds - open;
  const afterAll = await touchAndMeasure(scrip, FIRST_UNKNOWN, unknown, 404);
  const over = rounded((afterAll - idle) / MEGABYTE);
  report.line('memory', 'ours', 1, {
    touched_ids: options.touchedIds,
    open_accounts: open,
    idle_mb: rounded(idle / MEGABYTE),
    after_open_accounts_mb: rounded(afterOpen / MEGABYTE),
    after_all_mb: rounded(afterAll / MEGABYTE),
    over_idle_mb: over,
    cache_bound_mb: CACHE_MB,
  });
  report.row({
    measure: `RSS over idle after touching ${options.touchedIds} account ids`,
    unit: 'MB',
    values: [over],
    better: 'less',
    aim: 200,
    atLeastText: `bound of the cache (${CACHE_MB} MB by its own count)`,
    aimText: '200 MB',
  });
}

/** Debits each id once, 64 at a time; resident bytes a while after the last. */
async function touchAndMeasure(scrip: Scrip, first: number, count: number, status: number) {
  let next = 0;
  const caller = async (): Promise<void> => {
    const connection = await Connection.open('127.0.0.1', scrip.port);
    while (next < count) {
      const account = first + next;
      next += 1;
      const reply = await connection.send(debitRequest(scrip.apiKey, account));
      if (reply.status !== status) throw new Error(`HTTP ${reply.status} ${reply.body}`);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, caller));
  await sleep(SETTLE_MS);
  return residentBytes(scrip);
}

/** Resident memory of the API process; Linux alone tells. */
export async function residentBytes(scrip: Scrip): Promise<number> {
  const status = await readFile(`/proc/${scrip.pid('api')}/status`, 'utf8');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error('this system does not tell resident memory');
  return Number(kilobytes) * 1024;
}
