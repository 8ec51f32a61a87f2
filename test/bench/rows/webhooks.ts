import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import Stripe from 'stripe';
import { z } from 'zod';
import { startStripeSandbox } from '../../../sandbox/stripe/start.js';
import { freePort } from '../../../sandbox/processes/ports.js';
import { expectBody } from '../../../tools/lib/answer.js';
import type { BenchContext } from '../context.js';
import { closedLoop } from '../load/closed-loop.js';
import { Latencies } from '../load/latencies.js';
import { uuid7 } from '../load/uuid7.js';
import { rounded } from '../report.js';
import { Scrip } from '../scrip.js';

/** Purchases whose webhooks are sent a second. */
const RATE = 50;
const FIRST_BUYER = 800_001;
const POLL_MS = 5;
const GRANTED_WITHIN_MS = 60_000;

const Bought = z.object({ purchase_id: z.string(), checkout_url: z.string() });

/** A purchase that was paid, and the session that it was paid in. */
interface Paid {
  readonly purchaseId: string;
  readonly sessionId: string;
}

/** A product that sells through the double of Stripe, and what ends both. */
interface Shop {
  readonly scrip: Scrip;
  readonly pool: pg.Pool;
  /** Sends a signed webhook about a session. Throws unless it is answered 200. */
  readonly tell: (sessionId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Rows "webhook → granted" of paid purchases, told of at 50 a second, with one worker, which asks
 * the double for each; and "webhooks taken": stored and answered, while no worker runs.
 */
export async function webhooks(bench: BenchContext): Promise<void> {
  const { options, report } = bench;
  const shop = await open(bench);
  const granted: number[] = [];
  const taken: number[] = [];
  try {
    await shop.scrip.run('worker');
    for (let round = 1; round <= options.rounds; round += 1) {
      const paid = await buy(shop, round, Math.ceil(RATE * options.seconds));
      const seen = (await untilGranted(shop, paid)).summary();
      report.line('webhook → granted', 'ours', round, { offered_per_s: RATE, ...seen });
      granted.push(rounded(seen.p99_ms ?? Infinity));
    }
    // Last: each leaves a job, and nobody is there to take it.
    await shop.scrip.end('worker');
    for (let round = 1; round <= options.rounds; round += 1) {
      const { per_s, ...took } = await closedLoop({
        callers: options.inFlight,
        seconds: options.seconds,
        warmupSeconds: options.warmupSeconds,
        task: () => shop.tell(`cs_none_${uuid7().replaceAll('-', '')}`),
      });
      report.line('webhooks taken', 'ours', round, { per_s, ...took });
      taken.push(per_s);
    }
  } finally {
    await shop.stop();
  }
  // No figure was promised.
  const words = { atLeastText: '', aimText: '' };
  report.row({
    measure: `webhook → granted at ${RATE} a second, p99`,
    unit: 'ms',
    values: granted,
    better: 'less',
    atLeast: Infinity,
    aim: Infinity,
    ...words,
  });
  report.row({
    measure: 'webhooks of Stripe, stored and answered',
    unit: '/s',
    values: taken,
    better: 'more',
    atLeast: 0,
    aim: 0,
    ...words,
  });
}

/** Starts the double and a product beside it, on stores of their own. */
async function open(bench: BenchContext): Promise<Shop> {
  const apiKey = `sk_test_${randomBytes(12).toString('hex')}`;
  const secret = `whsec_${randomBytes(16).toString('hex')}`;
  // It sends no webhooks itself: they are sent here, on schedule.
  const double = await startStripeSandbox({ databaseUrl: await bench.database('stripe'), apiKey });
  const databaseUrl = await bench.database('shop');
  const port = await freePort();
  const scrip = await Scrip.start({
    databaseUrl,
    home: bench.home,
    port,
    environment: {
      STRIPE_SECRET_KEY: apiKey,
      STRIPE_WEBHOOK_SECRET: secret,
      STRIPE_API_URL: double.url,
      SCRIP_PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
  });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const url = `http://127.0.0.1:${port}/webhooks/stripe`;
  return {
    scrip,
    pool,
    tell: async (sessionId) => {
      const payload = eventAbout(sessionId);
      const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
      const answer = await fetch(url, { method: 'POST', headers, body: payload });
      if (answer.status !== 200) throw new Error(`a webhook was answered ${answer.status}`);
      await answer.arrayBuffer();
    },
    stop: async () => {
      await pool.end();
      await scrip.stop();
      await double.stop();
    },
  };
}

const eventAbout = (sessionId: string): string =>
  JSON.stringify({
    id: `evt_${uuid7().replaceAll('-', '')}`,
    object: 'event',
    type: 'checkout.session.completed',
    api_version: Stripe.API_VERSION,
    livemode: false,
    created: Math.floor(Date.now() / 1_000),
    // As long as those of Stripe.
    data: { object: { object: 'checkout.session', id: sessionId, note: 'x'.repeat(2_000) } },
  });

/** Lets so many accounts buy a pack and pay for it. */
async function buy({ scrip }: Shop, round: number, count: number): Promise<Paid[]> {
  const paid: Paid[] = [];
  const buyers = Array.from({ length: count }, (_, n) => FIRST_BUYER + round * 10_000 + n);
  await scrip.forEach(buyers, async (account) => {
    await scrip.open(account);
    const route = `/v1/accounts/${account}/pack-purchases`;
    const answer = await scrip.client.call('POST', route, {
      body: { pack: 'medium' },
      key: uuid7(),
    });
    const { purchase_id: purchaseId, checkout_url: page } = expectBody(answer, Bought, 'purchase');
    const card = { number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123' };
    const body = new URLSearchParams({ email: 'ada@example.com', name: 'Ada', ...card });
    const answered = await fetch(page, { method: 'POST', body, redirect: 'manual' });
    if (answered.status >= 400) throw new Error(`the checkout answered ${answered.status}`);
    paid.push({ purchaseId, sessionId: page.split('/').pop() ?? '' });
  });
  return paid;
}

/** Tells of the purchases on schedule, and measures until each is granted. */
async function untilGranted({ pool, tell }: Shop, paid: readonly Paid[]): Promise<Latencies> {
  const latencies = new Latencies();
  const dueAt = new Map<string, number>();
  const startedAt = performance.now();
  const telling = paid.map(async ({ purchaseId, sessionId }, n) => {
    const due = startedAt + (n * 1_000) / RATE;
    await sleep(due - performance.now());
    dueAt.set(purchaseId, due);
    await tell(sessionId);
  });
  const waiting = new Set(paid.map(({ purchaseId }) => purchaseId));
  const deadline = startedAt + (paid.length * 1_000) / RATE + GRANTED_WITHIN_MS;
  const granting = async () => {
    while (waiting.size > 0) {
      if (performance.now() > deadline)
        throw new Error(`${waiting.size} purchases are not granted`);
      const { rows } = await pool.query<{ purchase_id: string }>(
        `SELECT purchase_id FROM app.purchases WHERE state = 'granted' AND purchase_id = ANY ($1)`,
        [[...waiting]],
      );
      const now = performance.now();
      for (const { purchase_id: id } of rows) {
        waiting.delete(id);
        latencies.add(now - (dueAt.get(id) ?? now));
      }
      await sleep(POLL_MS);
    }
  };
  await Promise.all([...telling, granting()]);
  return latencies;
}
