import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountDecider } from '../../domain/account/decide/decider.js';
import type { AccountCommand } from '../../domain/account/commands.js';
import type { EventStore } from '../../platform/event-store/event-store.js';
import { credits } from '../support/domain/account.js';
import { plansOnSale } from '../support/domain/plans.js';
import { openReadHarness, until, type ReadHarness } from '../support/product/projections.js';
import { startProjections, type Process } from '../support/product/processes.js';
import { openStoreHarness, type StoreHarness } from '../support/stores/store.js';

const account = accountDecider(plansOnSale());
const PAUSE_MS = 30_000;

describe('two projections processes', () => {
  let harness: ReadHarness;
  let stores: StoreHarness;
  let store: EventStore;
  const processes: Process[] = [];
  let last = -1n;
  let commands = 0;
  beforeAll(async () => {
    harness = await openReadHarness();
    stores = await openStoreHarness();
    store = stores.open();
  });
  afterAll(async () => {
    for (const one of processes) one.send('SIGKILL');
    await Promise.all(processes.map((one) => one.ended()));
    await stores.close();
    await harness.close();
  });

  const start = () => {
    const one = startProjections(harness.url, stores.url);
    processes.push(one);
    return one;
  };
  const send = async (command: AccountCommand) => {
    const meta = { commandId: `command-${(commands += 1)}`, actor: 'key:test' };
    const { position } = await store.execute(account, 'acme', command, meta);
    last = position ?? last;
  };
  const debit = async (times: number) => {
    for (let i = 0; i < times; i += 1) {
      await send({
        type: 'DebitCredits',
        credits: credits(0.1),
        purpose: { outcome: 'ok', model: 'gpt' },
      });
    }
  };
  const expectAllOnce = async (debits: number) => {
    await harness.reached(last);
    const { state, revision } = await store.load(account, 'acme');
    expect(await harness.rows('SELECT available, revision FROM read.balances')).toEqual([
      { available: String(state.book.available), revision: String(revision) },
    ]);
    expect(
      await harness.rows('SELECT requests::int, credits::int FROM read.usage_days_all'),
    ).toEqual([{ requests: debits, credits: debits * 100_000 }]);
    expect(await harness.rows('SELECT count(*)::int AS n FROM read.ledger_entries')).toEqual([
      { n: debits + 1 },
    ]);
  };

  it('apply every change once, also when the one at work is paused and resumed', async () => {
    await send({ type: 'OpenAccount', accountId: 'acme', timeZone: 'UTC' });
    const first = start();
    await debit(20);
    await expectAllOnce(20);
    const second = start();
    await until(() => second.said.includes('standing by'), 'stand-by');
    first.send('SIGSTOP');
    const paused = new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await debit(50);
    await until(() => second.said.includes('taking over'), 'taking over');
    await expectAllOnce(70);
    await paused;
    first.send('SIGCONT');
    await debit(50);
    await expectAllOnce(120);
    await until(() => first.said.includes('trying again'), 'waking of the one that was paused');
  });

  it('lose nothing when the one at work is killed, and end soon when they are told to', async () => {
    const [first, second] = processes;
    second?.send('SIGKILL');
    await debit(20);
    await expectAllOnce(140);
    const toldMs = performance.now();
    first?.send('SIGTERM');
    expect(await first?.ended()).toBe(0);
    expect(performance.now() - toldMs).toBeLessThan(4_000);
  });

  it('end at once where they are not let in, for somebody has to change their settings', async () => {
    const url = new URL(harness.url);
    url.pathname = '/scrip2';
    expect(await startProjections(url.href, 'esdb://127.0.0.1:1?tls=false').ended()).toBe(78);
  });
});
