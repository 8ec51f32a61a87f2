import type { FastifyInstance } from 'fastify';
import { createDemo } from '../../../sandbox/demo/server.js';
import type {
  DemoState,
  Gate,
  Instead,
  Receipt,
  StreamEvent,
} from '../../../sandbox/demo/shared/wire.js';
import { freePort } from '../../../sandbox/processes/ports.js';
import { ensureDemoBuilt } from '../../../tools/build.mjs';
import { originOf } from '../../browser/support/origin.js';
import { startShop } from '../stripe/shop.js';
import { newKey, startProduct, TEST_KEY, type TestProduct } from './app.js';

/** Tests need no reading time: messages are written this much faster. */
const HASTE = 25;
const POLICY_NOTICE_S = 61;

/** Scrip with the demo, which is reached through Scrip as in `npm start`. */
export interface DemoHarness {
  readonly scrip: TestProduct;
  readonly origin: string;
  /** Subscribes by a good card, as the widget does on the page. */
  subscribe(accountId: string, plan: string): Promise<void>;
  stopDemo(): Promise<void>;
  /** Lets the minute pass that a gate policy waits before it is in force. */
  pricesInForce(): Promise<void>;
  /** Again, with nothing remembered; Scrip may be elsewhere, and its calls may have a limit. */
  startDemo(more?: { readonly url?: string; readonly timeoutMs?: number }): Promise<void>;
  close(): Promise<void>;
}

/** `sells`: through the double of Stripe, whose time goes with the product's. */
export async function startDemoHarness({ sells = false } = {}): Promise<DemoHarness> {
  await ensureDemoBuilt();
  const port = await freePort();
  const told = { SCRIP_DEMO_URL: `http://127.0.0.1:${port}` };
  const shop = sells ? await startShop(told, { oneClock: true }) : undefined;
  const scrip = shop?.product ?? (await startProduct(told));
  const origin = originOf(scrip);
  let demo: FastifyInstance | undefined;
  const stopDemo = async () => {
    demo?.server.closeAllConnections();
    await demo?.close();
  };
  const startDemo: DemoHarness['startDemo'] = async ({ url = origin, ...limit } = {}) => {
    const page = new URL('../../../dist/demo/', import.meta.url);
    demo = createDemo({ scrip: { url, apiKey: TEST_KEY }, page, haste: HASTE, ...limit });
    await demo.listen({ port, host: '127.0.0.1' });
  };
  const close = async () => {
    await stopDemo();
    await (shop ?? scrip).close();
  };
  await startDemo().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const pricesInForce = async () => {
    // The first visitor causes them to be published.
    await DemoVisitor.at(origin);
    await scrip.post('/v1/test-clock/advance').send({ by: POLICY_NOTICE_S }).expect(200);
  };
  const subscribe = async (accountId: string, plan: string) => {
    if (!shop) throw new Error('this demo sells nothing');
    const { body } = await scrip
      .post(`/v1/accounts/${accountId}/subscription`)
      .set('idempotency-key', newKey())
      .send({ action: 'subscribe', plan })
      .expect(200);
    await shop.pay(body.checkout_url);
  };
  return { scrip, subscribe, origin, pricesInForce, stopDemo, startDemo, close };
}

/** What a message came to, as its visitor has heard it. */
export interface Heard {
  readonly status: number;
  readonly events: readonly StreamEvent[];
  readonly receipt: Receipt | undefined;
  readonly refused: Gate | undefined;
  /** What it was told to send in its place. */
  readonly instead: readonly Instead[];
}

/** Somebody who looks at the demo, without a browser. */
export class DemoVisitor {
  private constructor(
    private readonly origin: string,
    readonly cookie: string,
    readonly state: DemoState,
  ) {}

  static async at(origin: string, cookie?: string): Promise<DemoVisitor> {
    const headers = cookie === undefined ? undefined : { cookie };
    const response = await fetch(`${origin}/demo/api/state`, { headers });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const given = response.headers.get('set-cookie') ?? '';
    const state = (await response.json()) as DemoState;
    return new DemoVisitor(origin, given.split(';', 1)[0] ?? '', state);
  }

  /** The same visitor, as the demo knows them now. */
  again(): Promise<DemoVisitor> {
    return DemoVisitor.at(this.origin, this.cookie);
  }

  post(path: string, body: object = {}, signal?: AbortSignal): Promise<Response> {
    return fetch(`${this.origin}/demo/api/${path}`, {
      method: 'POST',
      headers: { cookie: this.cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  }

  async says(text: string, more: object = {}): Promise<Heard> {
    const response = await this.post('messages', { text, model: 'demo-balanced', ...more });
    const { status } = response;
    if (status !== 200) {
      type Refused = { gate?: Gate; instead?: readonly Instead[] };
      const { gate, instead = [] } = (await response.json()) as Refused;
      return { status, events: [], receipt: undefined, refused: gate, instead };
    }
    const lines = (await response.text()).split('\n').filter((line) => line !== '');
    const events = lines.map((line) => JSON.parse(line.slice('data: '.length)) as StreamEvent);
    const done = events.find((event) => event.type === 'done');
    return { status, events, receipt: done?.message.receipt, refused: undefined, instead: [] };
  }

  /** Leaves in the middle of an answer. */
  async leavesAfter(text: string, events: number): Promise<void> {
    const leaving = new AbortController();
    const asked = { text, model: 'demo-balanced' };
    const response = await this.post('messages', asked, leaving.signal);
    const reader = response.body?.getReader();
    let heard = '';
    while (heard.split('"type":"text"').length <= events) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error('it ended before it was left');
      heard += new TextDecoder().decode(value);
    }
    leaving.abort();
  }
}
