import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountStream } from '../../api/accounts/account-stream.js';
import type { AccountCommand } from '../../domain/account/commands.js';
import { DomainError } from '../../domain/errors.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { credits } from '../support/domain/account.js';
import { ensureBuilt } from '../../tools/build.mjs';
import { startProduct, type TestProduct } from '../support/product/app.js';
import { until } from '../support/product/projections.js';
import { backends, type QueueServer } from '../support/stores/queues.js';
import { startWorker, type Process } from '../support/product/processes.js';

const MONTH_MS = 32 * 24 * 60 * 60 * 1_000;
const NEAR_THE_EDGE_MS = 1_500;
/** Two processes at once, on a machine that is busy with other tests. */
const START_LIMIT_MS = 60_000;

describe.each(backends())('two workers, their jobs on $name', (backend) => {
  let product: TestProduct;
  let server: QueueServer;
  let accounts: AccountStream;
  const workers: Process[] = [];
  beforeAll(async () => {
    await ensureBuilt();
    server = await backend.start();
    product = await startProduct(server.environment);
    accounts = product.app.get(AccountStream);
    await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    for (const worker of workers) worker.send('SIGKILL');
    await Promise.all(workers.map((worker) => worker.ended()));
    await product.close();
    await server.stop();
  });

  const start = async () => {
    const worker = startWorker(product, server.environment);
    workers.push(worker);
    await until(
      () => worker.said.includes('the worker takes jobs'),
      'worker',
      () => worker.said,
      START_LIMIT_MS,
    );
    return worker;
  };
  const send = (accountId: string, command: AccountCommand) =>
    accounts.execute(accountId, command, { commandId: randomUUID(), actor: 'key:test' });
  const open = async (prefix: string, count: number) => {
    const ids = Array.from({ length: count }, (_, i) => `${prefix}-${backend.name}-${i}`);
    await Promise.all(
      ids.map((accountId) => send(accountId, { type: 'OpenAccount', accountId, timeZone: 'UTC' })),
    );
    return ids;
  };
  const history = (accountId: string) =>
    product.harness.store.readStream(`account-${accountId}`, 0, 2_000);
  const renewals = (events: readonly Recorded[]) =>
    events.flatMap(({ fact }) => (fact.type === 'PeriodRenewed' ? [fact.data.period.n] : []));
  /** The read models say that nothing is due any more. */
  const nothingIsDue = async () => {
    const { rows } = await product.harness.pool.query(
      'SELECT FROM read.balances WHERE next_due_at <= $1 LIMIT 1',
      [new Date(product.harness.clock.now())],
    );
    return rows.length === 0;
  };
  const lastWords = () => workers.map(({ said }) => said.slice(-1_000));
  const expectEach = async (ids: readonly string[], periods: readonly number[]) => {
    for (const id of ids)
      expect({ id, renewed: renewals(await history(id)) }).toEqual({
        id,
        renewed: periods,
      });
  };
  const advance = (byMs: number) =>
    product
      .post('/v1/test-clock/advance')
      .send({ by: byMs / 1_000 })
      .expect(200);
  /** When the current period of an account ends. */
  const edgeOf = async (accountId: string) => {
    const { state } = await accounts.load(accountId);
    return state.period.endsAt;
  };

  it('renew each account once at the edge of its period, while it is debited and holds are settled', async () => {
    const [busy, idle] = [await open('busy', 6), await open('idle', 12)];
    const edges = await Promise.all([...busy, ...idle].map(edgeOf));
    await advance(Math.min(...edges) - product.harness.clock.now() - NEAR_THE_EDGE_MS);
    const done = {
      debits: new Set<string>(),
      holds: new Set<string>(),
      settled: new Set<string>(),
    };
    let over = false;
    const use = async (id: string) => {
      while (!over) {
        const { events: held } = await send(id, {
          type: 'PlaceHold',
          credits: credits(0.2),
          task: {},
        });
        const { events: debited } = await send(id, {
          type: 'DebitCredits',
          credits: credits(0.1),
          purpose: { outcome: 'ok' },
        });
        for (const { fact } of [...held, ...debited]) {
          if (fact.type === 'CreditsDebited') done.debits.add(fact.data.debitId);
          if (fact.type !== 'HoldPlaced') continue;
          const { holdId } = fact.data;
          done.holds.add(holdId);
          await send(id, { type: 'SettleHold', holdId, credits: credits(0.15), outcome: 'ok' });
          done.settled.add(holdId);
        }
      }
    };
    const using = Promise.all(busy.map((id) => use(id).catch(unlessEmpty)));
    const isPast = () => product.harness.clock.now() > Math.max(...edges);
    await until(async () => isPast() && (await nothingIsDue()), 'renewal of all', lastWords);
    over = true;
    await using;

    await expectEach([...busy, ...idle], [1]);
    const events = (await Promise.all(busy.map(history))).flat();
    const ids = (type: string, name: 'debitId' | 'holdId') =>
      events
        .filter(({ fact }) => fact.type === type)
        .map(({ fact: { data } }) => String((data as Record<string, unknown>)[name]));
    expect(ids('CreditsDebited', 'debitId').sort()).toEqual([...done.debits].sort());
    expect(ids('HoldPlaced', 'holdId').sort()).toEqual([...done.holds].sort());
    expect(ids('HoldSettled', 'holdId').sort()).toEqual([...done.settled].sort());
    expect(done.settled.size).toBeGreaterThan(0);
  });

  it('lose nothing when one of them is killed in the middle of a sweep', async () => {
    const ids = await open('many', 150);
    await advance(MONTH_MS);
    const first = async () => renewals(await history(ids[0] ?? '')).length > 0;
    await until(first, 'first renewal');
    workers[0]?.send('SIGKILL');
    await until(nothingIsDue, 'renewal of all', lastWords);
    await expectEach(ids, [1]);
  });

  it('go on when both were killed and one comes back', async () => {
    const ids = await open('later', 20);
    for (const worker of workers) worker.send('SIGKILL');
    await Promise.all(workers.map((worker) => worker.ended()));
    await advance(2 * MONTH_MS);
    await start();
    await until(nothingIsDue, 'renewal of all', lastWords);
    await expectEach(ids, [1, 2]);
  });

  it('end when they are told to, with nothing half done', async () => {
    const worker = workers.at(-1);
    worker?.send('SIGTERM');
    expect(await worker?.ended()).toBe(0);
    expect(worker?.said).toContain('the worker has ended');
  });
});

/** A busy account may run out of credits before its period ends. */
function unlessEmpty(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== 'insufficient_credits') throw error;
}
