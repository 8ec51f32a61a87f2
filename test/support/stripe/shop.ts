import { randomBytes } from 'node:crypto';
import Stripe from 'stripe';
import { freePort } from '../../../sandbox/processes/ports.js';
import { Worker } from '../../../worker/worker.js';
import { newKey, startProduct, type TestProduct } from '../product/app.js';
import { until } from '../product/projections.js';
import { startSandbox, type SandboxHarness } from './sandbox.js';

/** Numbers of test cards. */
export const CARDS = {
  good: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  authenticated: '4000 0025 0000 3155',
} as const;

/** A product with a worker that sells through the double, which sends it webhooks. */
export interface Shop {
  readonly product: TestProduct;
  readonly stripe: Stripe;
  readonly harness: SandboxHarness;
  /** What further processes of it are told, but for the stores. */
  readonly environment: Readonly<Record<string, string>>;
  /** Opens an account on `free`: 100 credits. */
  open(accountId: string): Promise<void>;
  /** Asks to buy; the answer is not looked at. */
  buy(accountId: string, body: object, key?: string): ReturnType<TestProduct['post']>;
  /** Pays on the hosted page. Returns where the payer is led. */
  pay(checkoutUrl: string, card?: string): Promise<string | null>;
  /** Pays from a bank account, which takes days. */
  payFromBank(checkoutUrl: string): Promise<string | null>;
  /** Answers what the card's bank asks. */
  authenticate(url: string): Promise<string | null>;
  /** Sends a webhook by hand; signed as by Stripe, now, unless told. */
  webhook(payload: string | Buffer, signature?: string): Promise<number>;
  sign(payload: string, seconds?: number): string;
  available(accountId: string): Promise<string>;
  /** Waits for what a worker has granted to reach the balance. */
  untilAvailable(accountId: string, credits: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a shop; `environment` is for its processes. Without `works`, it has no worker; with
 * `oneClock`, its test clock takes the double along.
 */
export async function startShop(
  environment: Readonly<Record<string, string>> = {},
  { works = true, oneClock = false } = {},
): Promise<Shop> {
  const harness = await startSandbox();
  const secret = `whsec_${randomBytes(16).toString('hex')}`;
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const told = {
    SCRIP_PUBLIC_URL: origin,
    STRIPE_SECRET_KEY: harness.apiKey,
    STRIPE_WEBHOOK_SECRET: secret,
    STRIPE_API_URL: harness.sandbox.url,
    ...(oneClock && { STRIPE_SANDBOX_TOKEN: harness.controlToken }),
    ...environment,
  };
  const product = await startProduct({ PORT: String(port), ...told }).catch(
    async (error: unknown) => {
      await harness.close();
      throw error;
    },
  );
  const hook = `${origin}/webhooks/stripe`;
  await harness.hookTo({ url: hook, secret });
  const working = works ? await product.another({ PORT: '0' }, 'worker') : undefined;
  working?.app.get(Worker).start();

  const available = async (accountId: string) => {
    const { body } = await product.get(`/v1/accounts/${accountId}/balance`).expect(200);
    return String(body.available);
  };
  const submit = async (url: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
    return answer.headers.get('location');
  };
  const sign = (payload: string, seconds = Math.floor(Date.now() / 1_000)) =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: seconds });
  return {
    product,
    harness,
    environment: told,
    stripe: harness.client(),
    async open(accountId) {
      const account = { account_id: accountId, name: accountId, email: 'ada@example.com' };
      await product.post('/v1/accounts').set('idempotency-key', newKey()).send(account).expect(201);
    },
    buy: (accountId, body, key = newKey()) =>
      product
        .post(`/v1/accounts/${accountId}/pack-purchases`)
        .set('idempotency-key', key)
        .send(body),
    pay: (url, number = CARDS.good) =>
      submit(url, {
        email: 'ada@example.com',
        name: 'Ada',
        number,
        expiry: '12/34',
        cvc: '123',
      }),
    payFromBank: (url) =>
      submit(url, { email: 'ada@example.com', name: 'Ada', way: 'bank', account: '000123456789' }),
    authenticate: (url) => submit(url, { answer: 'yes' }),
    async webhook(payload, signature = sign(payload.toString())) {
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
      return (await fetch(hook, { method: 'POST', headers, body: payload })).status;
    },
    sign,
    available,
    async untilAvailable(accountId, credits) {
      const isThere = async () => (await available(accountId)) === credits;
      await until(isThere, `${credits} credits`, () => available(accountId));
    },
    async close() {
      await working?.app.get(Worker).stop(1_000);
      await product.close();
      await harness.close();
    },
  };
}
