import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PlanFlow, type Asked } from '../../../widget/plan/flow.js';
import { Session } from '../../../widget/wire/session.js';

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly body: string;
}

/** What the API answers; undefined: it cuts the line. */
type Answering = (heard: Heard) => Promise<[status: number, body: object] | undefined>;

const PREVIEW = {
  charged_now: { minor: 4_900, currency: 'usd' },
  to: { plan: 'team', plan_version: 3 },
  ends: [],
};
const LIVE = { subscription: { ended_at: null, plan: 'pro', pending_plan: null }, invoices: [] };
const NONE = { subscription: null, invoices: [] };
const APPLIED = { status: 'applied', subscription: null };
const CHECKOUT = { status: 'checkout', checkout_url: 'https://checkout.example/1' };
const UP: Asked = { action: 'upgrade', plan: 'team' };

/** A token as the server makes them: only its claims are read here. */
const token = (scopes: readonly string[]): string => {
  const claims = JSON.stringify(['acme', null, scopes]);
  return `wgt2_${Buffer.from(claims).toString('base64url')}.k.s`;
};

describe('a change of plan in the widget', () => {
  let server: Server;
  let heard: Heard[];
  let answer: Answering;
  const visited: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => void respond(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => {
    heard = [];
    visited.length = 0;
    answer = async () => [200, APPLIED];
  });

  async function respond(request: IncomingMessage, response: ServerResponse) {
    const { method = '', url: path = '', headers } = request;
    let body = '';
    for await (const part of request) body += String(part);
    const key = headers['idempotency-key'];
    const said: Heard = { method, path, body, key: key === undefined ? key : String(key) };
    heard.push(said);
    const answered = path.endsWith('/preview') ? ([200, PREVIEW] as const) : await answer(said);
    if (!answered) return void response.destroy();
    response.writeHead(answered[0], { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify(answered[1]));
  }

  /** A flow in an element that only notes what it says. */
  function begin(scopes: readonly string[] = ['plan:change']) {
    const { port } = server.address() as AddressInfo;
    const api = `http://127.0.0.1:${port}`;
    const session = new Session(api, '', () => Promise.resolve(token(scopes)));
    const said: unknown[] = [];
    const element = {
      addController: () => undefined,
      removeController: () => undefined,
      requestUpdate: () => undefined,
      updateComplete: Promise.resolve(true),
    };
    const flow = new PlanFlow(element, {
      session: () => session,
      page: () => 'https://app.example/plan?tab=1',
      lead: ({ checkout_url }) => visited.push(checkout_url) > 0,
      tell: (change) => void said.push(change),
    });
    return { flow, said };
  }
  const changes = () =>
    heard.filter(({ method, path }) => method === 'POST' && path.endsWith('/subscription'));
  const settled = async (flow: PlanFlow) => {
    while (flow.isBusy) await new Promise((resolve) => setImmediate(resolve));
  };

  it('asks what it comes to first, and sends nothing until somebody confirms', async () => {
    const { flow, said } = begin();
    await flow.choose(UP);
    expect(flow.step).toMatchObject({ at: 'review', preview: PREVIEW });
    expect(heard.map(({ path }) => path)).toEqual(['/v1/accounts/acme/subscription/preview']);
    flow.back();
    flow.confirm();
    expect(changes()).toEqual([]);
    expect(said).toEqual([]);
  });

  it('is sent once, however often somebody confirms', async () => {
    const { flow, said } = begin();
    await flow.choose(UP);
    flow.confirm();
    flow.confirm();
    await settled(flow);
    flow.confirm();
    expect(changes()).toHaveLength(1);
    expect(flow.step).toMatchObject({ at: 'end', status: 'applied' });
    expect(said).toEqual([{ ...UP, status: 'applied' }]);
  });

  it('is of the version that was shown; another that is sold by now is shown first', async () => {
    const { flow, said } = begin();
    const outdated = { code: 'version_changed', detail: 'another version was published' };
    answer = async () => [409, outdated];
    await flow.choose(UP);
    flow.confirm();
    while (heard.length < 3 || flow.isBusy) await new Promise((resolve) => setImmediate(resolve));
    expect(changes().map(({ body }) => JSON.parse(body))).toEqual([{ ...UP, plan_version: 3 }]);
    expect(heard.at(-1)?.path).toBe('/v1/accounts/acme/subscription/preview');
    expect(flow.step).toMatchObject({ at: 'review', asked: UP });
    await new Promise((resolve) => setImmediate(resolve));
    expect(flow.failure).toMatchObject({ code: 'version_changed' });
    expect(said).toEqual([]);
  });

  it('that got no answer is sent again by the same key; one that was refused is another', async () => {
    const { flow } = begin();
    const answers: Awaited<ReturnType<Answering>>[] = [
      undefined,
      [503, { code: 'payments_unavailable', detail: 'Stripe does not answer' }],
      [409, { code: 'checkout_refused', detail: 'Stripe does not take this' }],
      [200, APPLIED],
    ];
    answer = async () => answers.shift();
    await flow.choose(UP);
    const failures = [];
    for (let sent = 1; sent <= 4; sent += 1) {
      flow.confirm();
      await settled(flow);
      failures.push(flow.failure?.kind);
    }
    expect(failures).toEqual(['offline', 'refused', 'refused', undefined]);
    const keys = changes().map(({ key }) => key);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys).size).toBe(2);
  });

  it('that got no answer keeps its key where the dialog was closed, and on another element', async () => {
    const first = begin().flow;
    answer = async () => undefined;
    await first.choose({ ...UP, plan: 'studio' });
    first.confirm();
    first.leave();
    await settled(first);
    expect(first.step).toEqual({ at: 'start' });
    answer = async () => [200, APPLIED];
    const second = begin().flow;
    await second.choose({ ...UP, plan: 'studio' });
    second.confirm();
    await settled(second);
    const keys = changes().map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('leads to the checkout where there is no subscription, unless the person has left', async () => {
    answer = async ({ method }) => [200, method === 'GET' ? NONE : CHECKOUT];
    const { flow } = begin();
    expect(await flow.upgrade('pro')).toBe(true);
    expect(visited).toEqual([CHECKOUT.checkout_url]);
    expect(JSON.parse(changes()[0]?.body ?? '')).toEqual({
      action: 'subscribe',
      plan: 'pro',
      return_url: 'https://app.example/plan?tab=1',
    });
    const left = begin().flow;
    const asked = left.choose({ action: 'subscribe', plan: 'pro' });
    left.leave();
    await asked;
    expect(changes()).toHaveLength(2);
    expect(visited).toHaveLength(1);
  });

  it('shows the price where there is one', async () => {
    answer = async () => [200, LIVE];
    const { flow } = begin();
    expect(await flow.upgrade('team')).toBe(true);
    expect(flow.step).toMatchObject({ at: 'review', asked: UP });
  });

  it('is the host’s where the token is not for it, or nothing is sold', async () => {
    expect(await begin(['balance:read']).flow.upgrade('pro')).toBe(false);
    expect(heard).toEqual([]);
    answer = async ({ method }) =>
      method === 'GET' ? [200, NONE] : [501, { code: 'payments_not_set_up' }];
    const { flow } = begin();
    expect(await flow.upgrade('pro')).toBe(false);
    expect([flow.step, flow.failure]).toEqual([{ at: 'start' }, undefined]);
    answer = async () => [403, { code: 'forbidden' }];
    expect(await begin([]).flow.upgrade('pro')).toBe(false);
  });
});
