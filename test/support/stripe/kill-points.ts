/** Where processes can be killed: barriers that keep one at a point, and the kill. */
import assert from 'node:assert/strict';
import pg from 'pg';
import { freePort } from '../../../sandbox/processes/ports.js';
import { TEST_KEY } from '../product/app.js';
import { startApiProcess, startWorker, type Process } from '../product/processes.js';
import { until } from '../product/projections.js';
import type { Shop } from './shop.js';

/** A lease of a killed process ends, and another one takes its job. */
export const TAKEN_OVER_WITHIN_MS = 100_000;
const STARTS_WITHIN_MS = 60_000;
/** Longer than it takes to notice that a call was made. */
const ANSWERS_AFTER_MS = 4_000;
/** The SDK asks again after 20 s. */
const NO_ANSWER_MS = 15_000;

/** A kill -9 in the middle of something; `run` throws unless all is well afterwards. */
export interface Kill {
  readonly name: string;
  run(shop: Shop, accountId: string): Promise<void>;
}

/** What keeps a process at one point. */
export interface Barrier {
  /** Waits until the process is there. */
  reached(): Promise<void>;
  lift(): Promise<void>;
}

/** Puts up a barrier. */
export type Place = (shop: Shop, accountId: string) => Promise<Barrier>;

/** A call that makes something at Stripe. */
export interface Making {
  readonly route: string;
  /** How many of it there are for the account. */
  made(shop: Shop, accountId: string): Promise<number>;
}

/** Kills the process once it is at the barrier. What was asked of it must not be answered. */
export async function killAt(
  barrier: Barrier,
  victim: Process,
  { asked, look }: { readonly asked?: Promise<Response>; readonly look?: () => Promise<void> },
): Promise<void> {
  const answered = asked?.then(
    () => true,
    () => false,
  );
  try {
    await barrier.reached();
    await look?.();
  } finally {
    victim.send('SIGKILL');
    await victim.ended();
    await barrier.lift();
  }
  if (answered) assert.equal(await answered, false, 'it was killed before it answered');
}

/** Another API process, and a way to ask it. */
export async function startApi(shop: Shop) {
  const port = await freePort();
  const process = startApiProcess(shop.product, port, shop.environment);
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    return answer?.ok ?? false;
  };
  await until(isReady, 'ready API process', () => process.said.slice(-2_000), STARTS_WITHIN_MS);
  return {
    process,
    post: (path: string, body: object, key: string) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${TEST_KEY}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      }),
  };
}

/** Starts a worker for as long as something takes. */
export async function whileWorking(shop: Shop, work: () => Promise<void>): Promise<void> {
  const worker = startWorker(shop.product, shop.environment);
  try {
    await work();
  } finally {
    worker.send('SIGKILL');
    await worker.ended();
  }
}

/** How many events of a type an account has. */
export async function eventsOf(shop: Shop, accountId: string, type: string): Promise<number> {
  const path = `/v1/accounts/${accountId}/events?filter[type]=${type}`;
  return (await shop.product.get(path).expect(200)).body.data.length;
}

/** Waits for them: a worker may reach a barrier for an earlier account first. */
export async function expectEvents(
  shop: Shop,
  accountId: string,
  type: string,
  count: number,
): Promise<void> {
  const read = () => eventsOf(shop, accountId, type);
  await until(async () => (await read()) === count, `${count} events`, read, STARTS_WITHIN_MS);
}

/** Keeps everybody from writing to a table, by a lock that readers do not notice. */
export function beforeWriting(table: string): Place {
  return async ({ product }) => {
    const client = new pg.Client(product.databaseUrl);
    await client.connect();
    await client.query('BEGIN');
    await client.query(`LOCK TABLE app.${table} IN SHARE MODE`);
    const isWaitedFor = async () => {
      const { rowCount } = await client.query(
        'SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass',
        [`app.${table}`],
      );
      return rowCount !== 0;
    };
    return {
      reached: () => until(isWaitedFor, `writer of ${table}`, () => '', STARTS_WITHIN_MS),
      lift: () => client.end(),
    };
  };
}

/** It is made at Stripe, but the answer does not come. */
export const withoutAnswer =
  ({ route, made }: Making, ms = NO_ANSWER_MS): Place =>
  async (shop, accountId) => {
    await shop.harness.control('POST', 'faults', { kind: 'slow', route, ms });
    const isMade = async () => (await made(shop, accountId)) > 0;
    return {
      reached: () => until(isMade, `call of ${route}`, () => '', STARTS_WITHIN_MS),
      lift: async () => void (await shop.harness.control('DELETE', 'faults')),
    };
  };

/** It is made and answered, but our row does not say so yet. */
export const afterMaking =
  (making: Making): Place =>
  async (shop, accountId) => {
    const slow = await withoutAnswer(making, ANSWERS_AFTER_MS)(shop, accountId);
    const locked = beforeWriting('stripe_calls');
    let lock: Barrier | undefined;
    return {
      async reached() {
        await slow.reached();
        lock = await locked(shop, accountId);
        await lock.reached();
      },
      async lift() {
        await lock?.lift();
        await slow.lift();
      },
    };
  };

/** Something is asked of Stripe, but the answer does not come. */
export const readingWithoutAnswer =
  (route: string): Place =>
  async (shop) => {
    await shop.harness.control('POST', 'faults', { kind: 'slow', route, ms: NO_ANSWER_MS });
    const isMet = async () => {
      const { left } = await shop.harness.control<{ left: object[] }>('GET', 'faults');
      return left.length === 0;
    };
    return {
      reached: () => until(isMet, `question of ${route}`, () => '', STARTS_WITHIN_MS),
      lift: async () => void (await shop.harness.control('DELETE', 'faults')),
    };
  };
