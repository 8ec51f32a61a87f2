import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';
import { triesOf, type Schema } from '../../support/product/bounds.js';

type Body = Record<string, unknown>;
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}
interface Route {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly examples: readonly Body[];
}

const { theProduct, open, post, adjust, debit, hold, pass } = accountCalls();
const SEED = Date.now();

let schemas: Record<string, Schema>;
let routes: Route[];
let endpoint: string;

const named = (schema: Schema | undefined): Schema | undefined =>
  schema?.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;

beforeAll(async () => {
  const { body: document } = await theProduct().get('/openapi.json', null).expect(200);
  schemas = document.components.schemas;
  routes = Object.entries<Record<string, Described>>(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, { security }]) => security.some((scheme) => 'api_key' in scheme))
      .map(([method, operation]) => routeOf(method, path, operation)),
  );
  await put('/v1/models/swift-1', exampleFor('putModel'));
  await post('/v1/models/swift-1/rates', exampleFor('publishRate'));
  await put('/v1/gate-policy', exampleFor('putGatePolicy'));
  // The policy holds, and has a price for an action.
  await pass(120);
  endpoint = (await post('/v1/webhook-endpoints', exampleFor('createWebhookEndpoint'))).id;
  await accountWithCredits('acme');
});

interface Described {
  readonly operationId: string;
  readonly security: object[];
  readonly parameters?: Parameter[];
  readonly requestBody?: { content: Record<string, { schema: Schema }> };
}

function routeOf(method: string, path: string, operation: Described): Route {
  const body = named(operation.requestBody?.content['application/json']?.schema);
  return {
    id: operation.operationId,
    method: method as Route['method'],
    path,
    parameters: operation.parameters ?? [],
    body,
    examples: (body?.examples ?? []) as Body[],
  };
}

const routeNamed = (id: string): Route => {
  const found = routes.find((route) => route.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
};
const exampleFor = (id: string): Body => routeNamed(id).examples[0] ?? {};
const put = (path: string, body: Body) =>
  theProduct().put(path).set('idempotency-key', newKey()).send(body).expect(200);

async function accountWithCredits(account_id?: string): Promise<string> {
  const account = await open({ ...(account_id !== undefined && { account_id }) });
  await adjust(account, '100000');
  return account;
}

/** What stands in a route's path, made for one request: what it changes may be changed but once. */
async function prepared({ id, path }: Route): Promise<string> {
  const account = await accountWithCredits();
  const known: Record<string, string> = { account_id: account, endpoint_id: endpoint };
  if (id === 'reinstateAccount') {
    await post(`/v1/accounts/${account}/suspend`, exampleFor('suspendAccount'), 200);
  }
  if (path.includes('{debit_id}')) {
    known['debit_id'] = (await debit(account, { credits: '7' })).debit_id;
  }
  if (path.includes('{hold_id}')) {
    const usage_estimate = { output_tokens: 2_000 };
    known['hold_id'] = (await hold(account, { model: 'swift-1', usage_estimate })).hold_id;
  }
  if (path.includes('{finding_id}')) known['finding_id'] = await finding(id === 'reopenFinding');
  if (path.includes('{payment_id}')) known['payment_id'] = await payment(account);
  return filled(path, known);
}

/** A payment of an account; nothing makes one where there are no payments. */
async function payment(account: string): Promise<string> {
  const id = `pi_${randomBytes(10).toString('hex')}`;
  await theProduct().harness.pool.query(
    `INSERT INTO app.payments (payment_id, account_id, status, amount, received, refunded, currency,
       created_at)
     VALUES ($1, $2, 'succeeded', 2500, 2500, 0, 'usd', clock_timestamp())`,
    [id, account],
  );
  return id;
}

/** Something that does not add up; nothing makes one where there are no payments. */
async function finding(isResolved: boolean): Promise<string> {
  const id = `fnd_${randomBytes(10).toString('hex')}`;
  await theProduct().harness.pool.query(
    `INSERT INTO app.findings (finding_id, class, severity, object_id, account_id, purchase_id,
       state, found_at)
     VALUES ($1, 'paid_not_granted', 'critical', $1, 'acme', 'pur_x', $2, clock_timestamp())`,
    [id, isResolved ? 'resolved' : 'open'],
  );
  return id;
}

const EXAMPLES: Record<string, string> = {
  member_id: 'usr_31',
  model_id: 'swift-1',
  plan: 'pro',
  pack: 'small',
};
const filled = (path: string, known: Record<string, string>) =>
  path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => known[name] ?? EXAMPLES[name] ?? 'x');

const send = ({ method }: Route, path: string, body: unknown): Promise<Response> =>
  theProduct()
    [method](path)
    .set('idempotency-key', newKey())
    .send(body as Body)
    .then((a) => a);

/** Keys have the permission, for the preview; others can only be asked by a person. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['requestGrant']);

describe('the examples of the OpenAPI document', () => {
  it('are taken as they stand, whatever they are sent to', async () => {
    const tried: object[] = [];
    for (const route of routes.filter(({ id }) => !OF_PEOPLE.has(id))) {
      for (const example of route.examples) {
        const { status, body } = await send(route, await prepared(route), example);
        // Nobody can be paid yet: all that could be wrong with the purchase has been looked at.
        const isTaken = status < 300 || (status === 501 && body.code === 'payments_not_set_up');
        const items: { status: number }[] = body.results ?? [];
        if (isTaken && items.every((item) => item.status < 300)) continue;
        tried.push({ id: route.id, example, status, body });
      }
    }
    expect(tried).toEqual([]);
    expect(routes.flatMap(({ examples }) => examples).length).toBeGreaterThan(35);
  });
});

/** A field of a body: how a refusal names it, and how it is put into one. */
interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly into: (body: Body, value: unknown) => Body;
}

function fieldsOf(schema: Schema | undefined, prefix = ''): Field[] {
  return Object.entries(named(schema)?.properties ?? {}).flatMap(([member, found]) => {
    const [name, property] = [`${prefix}${member}`, named(found) ?? {}];
    const inner = fieldsOf(property, `${name}.`).map((field) => ({
      ...field,
      into: (body: Body, value: unknown) => ({
        ...body,
        [member]: field.into((body[member] ?? {}) as Body, value),
      }),
    }));
    const into = (body: Body, value: unknown) => ({ ...body, [member]: value });
    return [{ name, schema: withItems(property), into }, ...inner];
  });
}

const withItems = (schema: Schema): Schema => ({
  ...schema,
  ...(schema.items && { items: named(schema.items) ?? {} }),
  ...(schema.anyOf && { anyOf: schema.anyOf.map((each) => withItems(named(each) ?? {})) }),
});

/** Whether a refusal is about a field, or a part of it. */
const isAbout = ({ status, body }: Response, name: string): boolean =>
  status === 422 &&
  (body.invalid_parameters ?? []).some(
    (each: { name: string }) =>
      each.name === name || each.name.startsWith(`${name}.`) || each.name.startsWith(`${name}[`),
  );

/** Fields that more depends on than their own form: these may be refused for other reasons. */
const MORE_TO_IT = new Set([
  // The machine knows the zones, and the clock how far it goes.
  'openAccount time_zone',
  // No more can be given back than was taken.
  'refundDebit credits',
  'previewRefund credits',
  // The most of a pack is not less than the least.
  'putPack most.minor',
  'openAccount email',
  // It is somebody who may read payments.
  'assignFinding owner',
  'advanceTestClock by',
  'getUsage time_zone',
  'getUsage period',
  // An origin, or a URL, is read as one.
  'createPackPurchase return_url',
  'changeSubscription return_url',
  'openPortal return_url',
  'saveTopUpCard return_url',
  'createWebhookEndpoint url',
  'putWebhookEndpoint url',
]);
const isOpaque = (name: string) => name === 'page[after]' || name === 'min_position';

describe('the bounds of the OpenAPI document', () => {
  it('of bodies are those that are enforced', async () => {
    const wrong: object[] = [];
    for (const route of routes) {
      const branches = route.body?.oneOf?.map(named) ?? [route.body];
      for (const branch of branches) {
        const kind = branch?.properties?.['kind']?.enum?.[0];
        const bases = route.examples.filter((each) => kind === undefined || each['kind'] === kind);
        for (const field of fieldsOf(branch)) {
          const fault = await faultOf(route, field, bases);
          if (fault) wrong.push({ id: route.id, name: field.name, ...fault, seed: SEED });
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('of queries are those that are enforced', async () => {
    const wrong: object[] = [];
    for (const route of routes.filter(({ path }) => !/stream|health|metrics/.test(path))) {
      const path = filled(route.path, { account_id: 'acme', endpoint_id: endpoint });
      for (const { name, schema, in: place } of route.parameters) {
        if (place !== 'query') continue;
        const { taken, refused } = triesOf(withItems(named(schema) ?? {}), SEED);
        const ask = (value: unknown) =>
          theProduct()[route.method](`${path}?${new URLSearchParams({ [name]: String(value) })}`);
        const isFree = MORE_TO_IT.has(`${route.id} ${name}`) || isOpaque(name);
        for (const value of isFree ? [] : taken) {
          const answer = await ask(value);
          if (isAbout(answer, name)) wrong.push({ id: route.id, name, value, taken: false });
        }
        for (const value of refused.filter((each) => each !== null && each !== 7)) {
          if (!isAbout(await ask(value), name)) {
            wrong.push({ id: route.id, name, value, taken: true, seed: SEED });
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

async function faultOf(route: Route, { name, schema, into }: Field, bases: readonly Body[]) {
  const path = await prepared(route);
  const { taken, refused } = triesOf(schema, SEED);
  const trying = (value: unknown) =>
    Promise.all(bases.map((base) => send(route, path, into(base, value))));
  for (const value of MORE_TO_IT.has(`${route.id} ${name}`) ? [] : taken) {
    const answers = await trying(value);
    if (answers.every((answer) => isAbout(answer, name))) {
      return { value, taken: false, said: answers[0]?.body.invalid_parameters };
    }
  }
  // What is refused changes nothing: it can be tried at once.
  const faults = await Promise.all(
    refused.map(async (value) => {
      const answers = await trying(value);
      const found = answers.find((answer) => !isAbout(answer, name));
      return found && { value, taken: true, status: found.status, said: found.body.detail };
    }),
  );
  return faults.find((fault) => fault !== undefined);
}
