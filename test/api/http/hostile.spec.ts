import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, type TestProduct } from '../../support/product/app.js';
import { consoleProduct } from '../../support/product/console-product.js';
import { routesOf, type DescribedRoute as Route } from '../../support/product/described-routes.js';
import { OUR_PAGE, type Person } from '../../support/product/person.js';
import { injectionStories } from './injections.js';

const { theProduct, permitted } = consoleProduct();

let product: TestProduct;
/** Who may use the routes that are for people alone. */
let people: Map<string | undefined, Person>;
let routes: Route[];
beforeAll(async () => {
  product = theProduct();
  const { body } = await product.get('/openapi.json', null);
  // Readiness is no answer to a request but about the process: 503 until all has caught up.
  routes = routesOf(body).filter(({ path }) => path !== '/health/ready');
  const ofPeople = routes.filter(({ by }) => by === 'person');
  people = await permitted(ofPeople.map(({ permission }) => permission));
  await product
    .post('/v1/accounts')
    .set('idempotency-key', newKey())
    .send({ account_id: 'known', name: 'Known', email: 'known@example.com' })
    .expect(201);
});

const KNOWN: Record<string, string> = { account_id: 'known', model_id: 'm', plan: 'pro' };
const pathOf = ({ path }: Route, hostile: Record<string, string> = {}) =>
  path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(hostile[name] ?? KNOWN[name] ?? 'x'),
  );
const requestOf = ({ by, method, permission }: Route, path: string) => {
  const person = by === 'person' ? people.get(permission) : undefined;
  if (person) return person.request(method, path);
  return by === 'key' ? product[method](path) : product[method](path, null).set(OUR_PAGE);
};
const ask = (route: Route, path = pathOf(route)) =>
  requestOf(route, path).set('idempotency-key', newKey());

/** Nothing of it was written, it was our caller's fault, and the process lives. */
async function refuses(answer: PromiseLike<{ status: number; body: unknown; headers: unknown }>) {
  const { status, body, headers } = await answer;
  expect(body).toMatchObject({ status, code: expect.any(String), request_id: expect.any(String) });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers).toMatchObject({ 'content-type': 'application/problem+json' });
  return body as { code: string; detail: string; invalid_parameters?: { name: string }[] };
}

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

describe('a route that takes no body', () => {
  it.each(['', '{}', ' { } '])('takes one that says nothing: %j', async (body) => {
    const path = '/v1/accounts/known/widget-tokens';
    await product.delete(path).set('content-type', 'application/json').send(body).expect(204);
  });
});

describe('a route whose body has no field that is required', () => {
  it('takes none for one that says nothing, and says so in the document', async () => {
    const free = routes.filter(({ hasBody, needsBody }) => hasBody && !needsBody);
    expect(free.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'post /v1/accounts/{account_id}/suspend/preview',
      'post /v1/accounts/{account_id}/reinstate/preview',
      'post /v1/accounts/{account_id}/close/preview',
      'post /v1/approvals/{approval_id}/approve',
      'post /v1/proposals/{approval_id}/approve',
      'post /v1/accounts/{account_id}/holds/{hold_id}/release',
      'post /v1/accounts/{account_id}/holds/{hold_id}/release/preview',
      'put /v1/accounts/{account_id}/members/{member_id}',
      'post /v1/accounts/{account_id}/auto-top-up/turn-off',
      'post /v1/accounts/{account_id}/subscription/portal',
      'patch /v1/staff/{staff_id}',
      'put /v1/webhook-endpoints/{endpoint_id}',
      'post /v1/webhook-endpoints/{endpoint_id}/rotate-secret',
      'post /v1/accounts/{account_id}/widget-tokens',
      'post /v1/widget-tokens/rotate-key',
    ]);
    for (const route of free) {
      const key = newKey();
      const [none, empty] = [ask(route), ask(route).send({})].map((asked) =>
        asked.set('idempotency-key', key),
      );
      const answers = [await none, await empty];
      for (const answer of answers) {
        // An id that is none is refused, whatever the body.
        const [wrong] = answer?.body.invalid_parameters ?? [];
        expect(['approval_id', 'endpoint_id', 'hold_id', 'staff_id', undefined]).toContain(
          wrong?.name,
        );
        expect(answer?.status).toBe(answers[0]?.status);
      }
    }
  });

  it('is told what is missing where one is', async () => {
    const { detail } = await refuses(product.post('/v1/quotes'));
    expect(detail).toMatch(/^model is missing: .* \(and 1 more\)$/);
  });
});

describe('hostile input on every route', () => {
  let headBefore: bigint | null;
  beforeAll(async () => {
    headBefore = await product.harness.store.head();
  });

  it.each<[string, unknown]>([
    ['no object', [1, 2]],
    ['a number', '7'],
    ['a text', '"text"'],
    ['null', 'null'],
    ['an unknown field', { surprise: 1 }],
    ['deep nesting', deep(40)],
    ['names that reach prototypes', '{"__proto__":{"admin":true},"credits":"1"}'],
    ['a constructor', { constructor: { prototype: { admin: true } } }],
    ['half a character', '{"name":"\\ud800","note":"\\u0000"}'],
    ['wrong types everywhere', { credits: 1, usage: 'x', name: 7, price: [], to: 1, scopes: 1 }],
  ])('is refused when the body is %s', async (_, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    for (const route of routes.filter(({ hasBody }) => hasBody)) {
      const answer = ask(route).set('content-type', 'application/json').send(text);
      const { code, invalid_parameters } = await refuses(answer);
      expect({ ...route, code }).toMatchObject({ code: 'validation_failed' });
      expect(invalid_parameters?.[0]?.name).toBeTruthy();
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('is refused when a route that takes no body is sent one that says anything', async () => {
    const bodiless = routes.filter(({ method, hasBody }) => method !== 'get' && !hasBody);
    expect(bodiless.length).toBeGreaterThan(7);
    for (const route of bodiless) {
      for (const [body, name] of [
        [{ surprise: 1 }, 'surprise'],
        [[1], 'body'],
      ] as const) {
        const { code, invalid_parameters } = await refuses(ask(route).send(body));
        expect({ ...route, code }).toMatchObject({ code: 'validation_failed' });
        expect(invalid_parameters).toMatchObject([{ name }]);
      }
    }
  });

  it.each([
    '1e3',
    '1e999',
    '-1',
    '0',
    '0.0000001',
    '1000000000.5',
    '99999999999999999999999999',
    '9'.repeat(100_000),
    ' 1',
    '１',
    'NaN',
  ])('is refused when the credits are %s', async (credits) => {
    for (const path of ['/v1/accounts/known/debits', '/v1/accounts/known/adjustments']) {
      if (path.endsWith('adjustments') && credits === '-1') continue;
      const body = { credits, reason_code: 'goodwill', note: 'x' };
      const sent = path.endsWith('debits') ? { credits } : body;
      const answer = product.post(path).set('idempotency-key', newKey()).send(sent);
      const { invalid_parameters } = await refuses(answer);
      expect(invalid_parameters).toMatchObject([{ name: 'credits' }]);
    }
  });

  it.each(['{"credits":', 'credits=1', '', '\u0000'])(
    'is refused when the body is no JSON: %j',
    async (text) => {
      for (const route of routes.filter((each) => (text === '' ? each.needsBody : each.hasBody))) {
        await refuses(ask(route).set('content-type', 'application/json').send(text));
      }
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense'])(
    'is refused when it comes as %s',
    async (type) => {
      for (const route of routes.filter(({ hasBody }) => hasBody)) {
        const answer = ask(route).set('content-type', type).send('a=1');
        expect(await refuses(answer)).toMatchObject({ code: 'unsupported_media_type' });
      }
    },
  );

  it.each([
    ['application/json; charset=latin1', 'identity', 'charset latin1'],
    ['application/json;x=1 ; Charset="UTF-16"', 'identity', 'charset UTF-16'],
    ['application/json', 'gzip', 'Content-Encoding: gzip'],
    ['application/json', 'identity, br', 'Content-Encoding: identity, br'],
  ])('is refused when its bytes are something else: %s, %s', async (type, coding, words) => {
    for (const route of routes.filter(({ hasBody }) => hasBody)) {
      const asked = ask(route).set('content-type', type).set('content-encoding', coding);
      const answered = await refuses(asked.send('{"surprise":1}'));
      expect({ ...route, ...answered }).toMatchObject({ code: 'unsupported_media_type' });
      expect(answered.detail).toContain(words);
    }
  });

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'is read when it comes as %s',
    async (type) => {
      for (const route of routes.filter(({ hasBody }) => hasBody)) {
        const asked = ask(route).set('content-type', type).set('content-encoding', 'Identity');
        expect(await refuses(asked.send('{"surprise":1}'))).toMatchObject({
          code: 'validation_failed',
        });
      }
    },
  );

  it('is refused when it ends before it begins', async () => {
    const bounded = routes.filter(({ queries }) => queries.some((name) => /\bto\b/.test(name)));
    expect(bounded.length).toBeGreaterThan(2);
    for (const route of bounded) {
      const to = route.queries.find((name) => /\bto\b/.test(name)) ?? '';
      const from = to.replace('to', 'from');
      // Both in one quarter-hour, which usage of all accounts counts whole.
      const query = `${from}=2026-01-31T10:14:00Z&${to}=2026-01-31T10:01:00Z`;
      const path = pathOf(route, { endpoint_id: `whk_${'0'.repeat(20)}` });
      const { invalid_parameters } = await refuses(ask(route, `${path}?${query}`));
      const named = [{ name: from, reason: `must not be after \`${to}\`` }];
      expect({ ...route, invalid_parameters }).toMatchObject({ invalid_parameters: named });
    }
  });

  it('is refused when it is larger than a mebibyte', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(10_000_000) });
    for (const route of routes.filter(({ method }) => method !== 'get')) {
      const answer = ask(route).set('content-type', 'application/json').send(body);
      expect(await refuses(answer)).toMatchObject({ code: 'body_too_large' });
    }
  });

  it.each(['$all', '$ce-account', '.', '..', 'a/b', 'a b', 'é', 'a\0b', '%', 'x'.repeat(10_000)])(
    'is refused when an id in the path is %j',
    async (id) => {
      for (const route of routes) {
        for (const name of route.params) {
          const asked = ask(route, pathOf(route, { [name]: id }));
          const body = route.hasBody ? asked.send({}) : asked;
          await refuses(body);
        }
      }
    },
  );

  it.each(['/v1/accounts/%', '/v1/accounts/%zz', '/v1/accounts/%c3%28', '/v1//', '/%2e%2e/x'])(
    'is refused when the address is %s',
    async (path) => {
      await refuses(product.get(path));
    },
  );

  it.each(['surprise=1', '__proto__=1', 'page%5Bsurprise%5D=1', 'constructor='])(
    'is refused when a query says what nobody asks for: %s',
    async (query) => {
      // Providers of single sign-on may add to what they send back.
      const open = /^\/(health|docs|openapi|help|v1\/auth\/oidc\/callback)/;
      for (const route of routes.filter(({ path }) => !open.test(path))) {
        const asked = ask(route, `${pathOf(route)}?${query}`);
        const answer = route.hasBody ? asked.send({}) : asked;
        expect({ ...route, ...(await refuses(answer)) }).toMatchObject({
          code: 'validation_failed',
        });
      }
    },
  );

  it.each(['', '%00', '-1', '1e9', '[]', '%ff', "'--", 'x'.repeat(5_000)])(
    'never fails a query: %j',
    async (value) => {
      for (const route of routes.filter(({ method }) => method === 'get')) {
        for (const name of [...route.queries, 'page[unknown]', '__proto__']) {
          const path = `${pathOf(route)}?${encodeURIComponent(name)}=${value}`;
          expect((await ask(route, path)).status).toBeLessThan(500);
          const twice = await ask(route, `${path}&${encodeURIComponent(name)}=${value}`);
          expect(twice.status).toBeLessThan(500);
        }
      }
    },
  );

  injectionStories({
    routes: () => routes,
    ask,
    pathOf: (route) => pathOf(route),
    document: async () => (await product.get('/openapi.json', null)).body,
  });

  it('has written nothing', async () => {
    expect(await product.harness.store.head()).toBe(headBefore);
    expect((await product.get('/health/live', null)).status).toBe(200);
  });
});
