import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Scrip } from '../../client/src/index.js';
import { Credits } from '../../domain/credits.js';
import { balanceLine, differences, entryLine, type Acknowledged } from './acknowledged.js';
import { PLAN_GRANT } from './callers.js';
import type { SoakLog } from './log.js';
import { API_KEY } from './product.js';

const PAGE_ROWS = '200';
const FRESH_WITHIN_MS = 60_000;
const VERIFIED_WITHIN_MS = 10 * 60_000;
const MAX_LINES_SHOWN = 10;

/**
 * Every difference between what was acknowledged and what the product says once all is ready: the
 * balance of each account at each API process, its open holds, its ledger entry by entry, and
 * whatever verify finds.
 */
export async function check(
  urls: readonly string[],
  accounts: readonly Acknowledged[],
  log: SoakLog,
): Promise<string[]> {
  const found: string[] = [];
  for (const url of urls) {
    const scrip = createClient({ url, apiKey: API_KEY });
    for (const account of accounts) found.push(...(await checkBalance(scrip, url, account)));
  }
  const [url = ''] = urls;
  const scrip = createClient({ url, apiKey: API_KEY });
  for (const account of accounts) found.push(...(await checkLedger(scrip, account)));
  const code = await verify(url, log);
  if (code !== 0) found.push(`verify ended with ${code}: see verify.log`);
  return found;
}

async function checkBalance(scrip: Scrip, url: string, account: Acknowledged): Promise<string[]> {
  const { accountId, position } = account;
  const params = { path: { account_id: accountId }, query: { min_position: position } };
  const deadline = performance.now() + FRESH_WITHIN_MS;
  for (;;) {
    const { data } = await scrip.GET('/v1/accounts/{account_id}/balance', { params });
    if (!data.stale) {
      const is = balanceLine(read(data));
      const due = balanceLine(account.balance);
      return is === due ? [] : [`${accountId} at ${url}: ${is}; acknowledged was ${due}`];
    }
    if (performance.now() > deadline) return [`${accountId} at ${url}: stale for a minute`];
    await sleep(200);
  }
}

async function checkLedger(scrip: Scrip, account: Acknowledged): Promise<string[]> {
  const { lost, unknown } = differences(account.entries, await entriesOf(scrip, account));
  const told = (what: string, lines: readonly string[]) => [
    ...lines.slice(0, MAX_LINES_SHOWN).map((line) => `${account.accountId}: ${what} ${line}`),
    ...(lines.length > MAX_LINES_SHOWN ? [`… and ${lines.length - MAX_LINES_SHOWN} more`] : []),
  ];
  return [...told('acknowledged and not there:', lost), ...told('there for no reason:', unknown)];
}

async function entriesOf(scrip: Scrip, { accountId, position }: Acknowledged): Promise<string[]> {
  const lines: string[] = [];
  let next: string | null = null;
  do {
    const query: Record<string, string> = { 'page[size]': PAGE_ROWS, min_position: position };
    if (next !== null) query['page[after]'] = next;
    const params = { path: { account_id: accountId }, query };
    const { data } = await scrip.GET('/v1/accounts/{account_id}/ledger', { params });
    for (const { kind, ref_id, deltas, balance_after } of data.data) {
      const change = {
        available: Credits.parse(deltas.available),
        held: Credits.parse(deltas.held),
      };
      const about = kind === 'plan_grant' ? PLAN_GRANT : ref_id;
      lines.push(entryLine(kind, about, change, read(balance_after)));
    }
    next = data.meta.page.next;
  } while (next !== null);
  return lines;
}

const read = (balance: { available: string; held: string; debt: string }) => ({
  available: Credits.parse(balance.available),
  held: Credits.parse(balance.held),
  debt: Credits.parse(balance.debt),
});

/** Runs `npm run verify` on the whole log; its exit code. */
async function verify(url: string, log: SoakLog): Promise<number | null> {
  const child = spawn(process.execPath, [path.resolve('dist/tools/verify.js')], {
    env: { ...process.env, SCRIP_URL: url, SCRIP_API_KEY: API_KEY },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: VERIFIED_WITHIN_MS,
  });
  log.pass('verify', child.stdout);
  log.pass('verify', child.stderr);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
