import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, InsufficientCredits, NoAnswer, ScripError, type Scrip } from '@scrip/client';
import { newKey, startProduct, TEST_KEY, type TestProduct } from '../support/product/app.js';
import { clientOf, urlOf, type Between } from '../support/product/client.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

const at = (account_id: string) => ({ params: { path: { account_id } } });
const DEBITS = '/v1/accounts/{account_id}/debits' as const;

/** An account on the free plan: 100 credits. */
async function newAccount(scrip: Scrip): Promise<string> {
  const body = { name: 'Acme', email: 'ops@acme.example' };
  const { data } = await scrip.POST('/v1/accounts', { body });
  return data.account_id;
}

const debit = (scrip: Scrip, account: string, credits: string, signal?: AbortSignal) =>
  scrip.POST(DEBITS, { ...at(account), body: { credits }, ...(signal && { signal }) });

async function balanceOf(scrip: Scrip, account: string): Promise<string> {
  const { data } = await scrip.GET('/v1/accounts/{account_id}/balance', at(account));
  return data.available;
}

const lost = () => Promise.reject(new TypeError('fetch failed'));
const answer = (status: number, headers: Record<string, string> = {}) =>
  Promise.resolve(new Response('{}', { status, headers }));

const problemOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A server of its own that answers as it is told. */
async function serverOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a call of the client', () => {
  it('is charged once when its answer is lost, by the same key again', async () => {
    const account = await newAccount(clientOf(product).scrip);
    const { scrip, tries } = clientOf(product, async (pass, nth) => {
      const response = await pass();
      return nth === 1 ? lost() : response;
    });
    const { data, response } = await debit(scrip, account, '3');
    expect(data.credits).toBe('3');
    expect(response.headers.get('idempotency-hit')).toBe('true');
    expect(tries).toHaveLength(2);
    expect(tries[0]).toEqual(tries[1]);
    expect(tries[0]?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(await balanceOf(scrip, account)).toBe('97');
  });

  it('has a key of its own, unless it is given one', async () => {
    const { scrip, tries } = clientOf(product);
    const account = await newAccount(scrip);
    tries.length = 0;
    const key = newKey();
    await debit(scrip, account, '1');
    await debit(scrip, account, '1');
    const params = { path: { account_id: account }, header: { 'Idempotency-Key': key } };
    for (let time = 0; time < 2; time += 1) {
      await scrip.POST(DEBITS, { params, body: { credits: '1' } });
    }
    const keys = tries.map((each) => each.key);
    expect(new Set(keys).size).toBe(3);
    expect(keys.slice(2)).toEqual([key, key]);
    expect(await balanceOf(scrip, account)).toBe('97');
    expect(tries.at(-1)).toMatchObject({ method: 'GET', key: null });
  });

  it.each([429, 502, 503, 504])('is tried again after %i, once Retry-After is over', async (s) => {
    const again = (pass: () => Promise<Response>, nth: number) =>
      nth === 1 ? answer(s, { 'retry-after': '0' }) : pass();
    const { scrip, tries } = clientOf(product, again);
    await scrip.GET('/v1/models');
    expect(tries).toHaveLength(2);
  });

  it('is not tried again where it is told to stay away for long, or for no time', async () => {
    const bounds = [
      () => answer(503, { 'retry-after': '3600' }),
      () => answer(503, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }),
      () => answer(429),
      () => answer(500),
    ];
    for (const between of bounds) {
      const { scrip, tries } = clientOf(product, between);
      await expect(scrip.GET('/v1/models')).rejects.toBeInstanceOf(ScripError);
      expect(tries).toHaveLength(1);
    }
  });

  it('gives up in the end, and says under which key it can be sent again', async () => {
    const { scrip, tries } = clientOf(product, lost, { retries: 1 });
    const error = await problemOf(debit(scrip, 'acme', '1'));
    expect(error).toBeInstanceOf(NoAnswer);
    expect(error).toMatchObject({ tries: 2, idempotencyKey: tries[0]?.key });
    const away = clientOf(product, () => answer(503, { 'retry-after': '0' }), { retries: 1 });
    const refused = await problemOf(debit(away.scrip, 'acme', '1'));
    expect(refused).toMatchObject({ status: 503, code: 'http_503' });
    expect(refused).toMatchObject({ idempotencyKey: away.tries[0]?.key });
  });

  it('throws what was refused, with all that helps, and does not ask again', async () => {
    const { scrip, tries } = clientOf(product);
    const account = await newAccount(scrip);
    tries.length = 0;
    const error = await problemOf(debit(scrip, account, '100.5'));
    expect(error).toBeInstanceOf(InsufficientCredits);
    expect(error).toMatchObject({ status: 402, code: 'insufficient_credits' });
    expect(error).toMatchObject({ required: '100.5', available: '100' });
    if (!(error instanceof InsufficientCredits)) throw error;
    expect(error.options.map(({ kind }) => kind)).toContain('pack');
    expect(error.message).toBe(error.detail);
    expect(error.requestId).toMatch(/./);
    const unknown = await problemOf(debit(scrip, 'nobody', '1'));
    expect(unknown).toMatchObject({ status: 404, code: 'account_not_found' });
    const wrong = await problemOf(debit(scrip, account, 'many'));
    expect(wrong).toMatchObject({ problem: { invalid_parameters: [{ name: 'credits' }] } });
    expect(tries).toHaveLength(3);
  });

  it('is tried again when no answer comes in time, or one that breaks off', async () => {
    let nth = 0;
    const url = await serverOf((_, response) => {
      nth += 1;
      if (nth === 1) return;
      response.writeHead(200, { 'content-type': 'application/json' });
      if (nth > 2) return void response.end('{"data":[]}');
      response.write('{"data":', () => response.destroy());
    });
    const scrip = createClient({ url, apiKey: TEST_KEY, timeoutMs: 200 });
    expect((await scrip.GET('/v1/models')).data).toEqual({ data: [] });
    expect(nth).toBe(3);
  });

  it('ends when its signal aborts: under way, between tries, or before it begins', async () => {
    const silent = await serverOf(() => undefined);
    const scrip = createClient({ url: silent, apiKey: TEST_KEY });
    const reason = new Error('gone');
    const left = new AbortController();
    const asked = problemOf(debit(scrip, 'acme', '1', left.signal));
    left.abort(reason);
    expect(await asked).toBe(reason);
    const waits = clientOf(product, () => answer(503, { 'retry-after': '20' }));
    const later = new AbortController();
    const waiting = problemOf(debit(waits.scrip, 'acme', '1', later.signal));
    while (waits.tries.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    later.abort(reason);
    expect(await waiting).toBe(reason);
    const never = clientOf(product);
    const before = await problemOf(debit(never.scrip, 'acme', '1', AbortSignal.abort(reason)));
    expect(before).toBe(reason);
    expect(never.tries).toEqual([]);
  });

  it('is tried for as long as it is told, and says why', async () => {
    const failures: unknown[] = [];
    const patient = {
      patienceMs: 60_000,
      retries: 0,
      onRetry: (why: unknown) => failures.push(why),
    };
    const busy: Between = (pass, nth) => (nth === 1 ? lost() : nth === 2 ? answer(503) : pass());
    const { scrip, tries } = clientOf(product, busy, patient);
    await scrip.GET('/v1/models');
    expect(tries).toHaveLength(3);
    expect(failures).toEqual([new TypeError('fetch failed'), expect.any(Response)]);
    const hasty = clientOf(product, lost, { patienceMs: 0 });
    await expect(hasty.scrip.GET('/v1/models')).rejects.toBeInstanceOf(NoAnswer);
    expect(hasty.tries).toHaveLength(1);
  });

  it('can be sent without types, and is answered as it is', async () => {
    const { scrip, tries } = clientOf(product, (pass, nth) => (nth === 1 ? answer(502) : pass()));
    const account = await newAccount(clientOf(product).scrip);
    const path = `/v1/accounts/${account}/debits`;
    const idempotencyKey = newKey();
    const request = { method: 'POST', path, body: { credits: '2' }, idempotencyKey };
    expect((await scrip.send(request)).status).toBe(201);
    expect(tries.map(({ key }) => key)).toEqual([idempotencyKey, idempotencyKey]);
    const refused = await scrip.send({ method: 'POST', path, body: { credits: '-2' } });
    expect([refused.status, tries[2]?.key]).toEqual([422, expect.stringMatching(/-7/)]);
    expect((await scrip.send({ method: 'GET', path: '/v1/plans' })).status).toBe(200);
    expect(await balanceOf(scrip, account)).toBe('98');
  });

  it('asks where it is told to, with its key', async () => {
    const scrip = createClient({ url: `${urlOf(product)}/`, apiKey: 'wrong-key-of-nobody' });
    await expect(scrip.GET('/v1/models')).rejects.toMatchObject({ code: 'unauthorized' });
  });
});
