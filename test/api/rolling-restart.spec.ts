import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../sandbox/processes/ports.js';
import { ensureBuilt } from '../../tools/build.mjs';
import { newKey, startProduct, TEST_KEY, type TestProduct } from '../support/product/app.js';
import { startApiProcess, type Process } from '../support/product/processes.js';
import { until } from '../support/product/projections.js';
import { startRoundRobin, type RoundRobin } from '../support/product/round-robin.js';

/** `SCRIP_TEST_ROLLS=10` restarts each process ten times, with the default of unready seconds. */
const ROLLS = Number(process.env['SCRIP_TEST_ROLLS'] ?? 1);
const UNREADY_SECONDS = ROLLS > 1 ? '5' : '2';
const DEBITS_PER_SECOND = 200;
/** Where a machine is slower than that, fewer are sent. */
const MAX_UNDER_WAY = 16;
const ACCOUNTS = 8;
const START_LIMIT_MS = 60_000;
const LIMIT_MS = 120_000 + ROLLS * 60_000;

describe('two API processes behind a load balancer, restarted one after the other', () => {
  let product: TestProduct;
  let ports: number[];
  let balancer: RoundRobin;
  const processes = new Map<number, Process>();
  beforeAll(async () => {
    await ensureBuilt();
    product = await startProduct();
    ports = [await freePort(), await freePort()];
    for (const port of ports) processes.set(port, start(port));
    balancer = await startRoundRobin(ports);
    await allReady();
  });
  afterAll(async () => {
    await balancer?.close();
    for (const api of processes.values()) api.send('SIGKILL');
    await Promise.all([...processes.values()].map((api) => api.ended()));
    await product?.close();
  });

  /** An API as it is started in production, on the stores of the product. */
  const start = (port: number): Process => {
    return startApiProcess(product, port, {
      SCRIP_UNREADY_SECONDS: UNREADY_SECONDS,
      SCRIP_DRAIN_SECONDS: '10',
      // Any that is free: it says which.
      SCRIP_METRICS_PORT: '0',
    });
  };
  const allReady = () =>
    until(
      () => balancer.ready().length === ports.length,
      'both ready',
      () => [...processes.values()].map(({ said }) => said.slice(-500)),
      START_LIMIT_MS,
    );
  const restartEach = async () => {
    for (const port of ports) {
      const api = processes.get(port);
      api?.send('SIGTERM');
      expect(await api?.ended()).toBe(0);
      processes.set(port, start(port));
      await allReady();
    }
  };
  const post = async (path: string, body: object) => {
    const headers = {
      authorization: `Bearer ${TEST_KEY}`,
      'content-type': 'application/json',
      'idempotency-key': newKey(),
    };
    const options = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${balancer.url}${path}`, options);
    return { status: answer.status, text: await answer.text() };
  };

  it(
    'answers every debit, loses none and doubles none',
    async () => {
      const ids = Array.from({ length: ACCOUNTS }, (_, i) => `rolled-${i}`);
      for (const account_id of ids) {
        const person = { account_id, name: 'Acme', email: 'ops@acme.example' };
        expect(await post('/v1/accounts', person)).toMatchObject({ status: 201 });
      }
      const debited = new Map<string, number>();
      const failed: unknown[] = [];
      let [sent, underWay, over] = [0, 0, false];
      const debit = async (id: string) => {
        underWay += 1;
        debited.set(id, (debited.get(id) ?? 0) + 1);
        try {
          const answer = await post(`/v1/accounts/${id}/debits`, { credits: '0.001' });
          if (answer.status !== 201) failed.push(answer);
        } catch (error) {
          failed.push(error);
        }
        underWay -= 1;
      };
      const debiting = (async () => {
        const startedMs = performance.now();
        while (!over) {
          const due = ((performance.now() - startedMs) / 1_000) * DEBITS_PER_SECOND;
          for (; sent < due && underWay < MAX_UNDER_WAY; sent += 1) {
            void debit(ids[sent % ids.length] ?? '');
          }
          await sleep(5);
        }
        await until(
          () => underWay === 0,
          'every answer',
          () => underWay,
          START_LIMIT_MS,
        );
      })();
      try {
        await sleep(500);
        for (let roll = 0; roll < ROLLS; roll += 1) await restartEach();
      } finally {
        over = true;
        await debiting;
      }
      expect(failed).toEqual([]);
      if (ROLLS > 1) process.stderr.write(`\n  ${sent} debits, each answered 201\n`);
      for (const id of ids) {
        const spent = BigInt(debited.get(id) ?? 0) * 1_000n;
        expect({ id, left: await leftOf(id) }).toEqual({ id, left: 100_000_000n - spent });
      }
    },
    LIMIT_MS,
  );

  /** What is left of an account, by its log. */
  const leftOf = async (id: string) => {
    const events = await product.harness.store.readStream(`account-${id}`, 0, 100_000);
    return events.at(-1)?.meta.control?.available;
  };
});
