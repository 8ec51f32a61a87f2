import { beforeAll, describe, expect, it } from '@jest/globals';
import { KEY_SCOPES, PERMISSIONS, WIDGET_SCOPES } from '../../../api/auth/permissions.js';
import { consoleProduct } from '../../support/product/console-product.js';
import { OUR_PAGE, type Person } from '../../support/product/person.js';
import { newKey, type TestProduct } from '../../support/product/app.js';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: string[];
  readonly security?: object[];
  readonly parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<string, { content?: Record<string, { schema?: object }> }>;
  readonly 'x-permission'?: string;
  readonly 'x-keys-only'?: boolean;
  readonly 'x-widget-scope'?: string;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly webhooks: Record<string, object>;
  readonly components: {
    schemas: Record<string, object>;
    headers: object;
    securitySchemes: object;
  };
}

/** How a request is refused for itself, whoever sends it and however things are. */
const UNTAKEN = [400, 413, 415, 422];

const { theProduct, permitted } = consoleProduct();
let product: TestProduct;
/** Who may do what only people do, by permission. */
let people: Map<string | undefined, Person>;
let document: Document;
let operations: { where: string; path: string; method: string; operation: Operation }[];
beforeAll(async () => {
  product = theProduct();
  document = (await product.get('/openapi.json', null).expect(200)).body;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      return { where: `${method} ${path}`, path, method, operation };
    }),
  );
  const forPeople = operations.filter(isForPeople);
  people = await permitted(forPeople.map(({ operation }) => operation['x-permission']));
});

const takesKey = ({ operation: { security = [] } }: (typeof operations)[number]) =>
  security.some((scheme) => 'api_key' in scheme);
const isForPeople = (each: (typeof operations)[number]) =>
  !takesKey(each) && (each.operation.security ?? []).length > 0;

/** Headers of a page of the console; somebody who signs in has no cookie yet. */
const cookieFor = (operation: Operation): Record<string, string> => {
  const person = operation.security?.length ? people.get(operation['x-permission']) : undefined;
  return { ...OUR_PAGE, ...(person && { cookie: `__Host-scrip=${person.cookie}` }) };
};

const where = (found: typeof operations) => found.map((each) => each.where);

describe('the OpenAPI document', () => {
  it('describes every route there is', () => {
    const described = new Set(where(operations));
    for (const route of [
      'post /v1/accounts',
      'get /v1/accounts/{account_id}/balance',
      'post /v1/accounts/{account_id}/debits',
      'get /v1/models',
      'put /v1/models/{model_id}',
      'post /v1/models/{model_id}/rates',
      'post /v1/quotes',
      'get /v1/plans',
      'put /v1/packs/{pack}',
      'get /v1/api-keys',
      'post /v1/test-clock/advance',
      'get /health/ready',
    ]) {
      expect(described).toContain(route);
    }
  });

  it('refers to nothing that is not there', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
    const known = (['schemas', 'headers'] as const).flatMap((kind) =>
      Object.keys(document.components[kind]).map((name) => `#/components/${kind}/${name}`),
    );
    expect(refs.filter((ref) => !known.includes(ref ?? ''))).toEqual([]);
    expect(refs.length).toBeGreaterThan(50);
  });

  it('names components as clients can', () => {
    const odd = Object.keys(document.components.schemas).filter(
      (name) => !/^[A-Za-z][A-Za-z0-9]*$/.test(name),
    );
    expect(odd).toEqual([]);
  });

  it('calls every operation as a client would call its method, and says what it does', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const verb =
      /^(get|list|open|pass|place|extend|settle|release|debit|refund|adjust|change|preview|withdraw|suspend|reinstate|close|explain|put|publish|quote|create|remove|revoke|rebuild|replay|verify|advance|delete|rotate|test|resend|retry|sign|accept|enrol|confirm|step|end|invite|search|erase|add|begin|finish|request|approve|reject|assign|resolve|reopen|save|turn)[A-Z][A-Za-z]+$/;
    expect(ids.filter((id) => !verb.test(id))).toEqual([]);
    expect(ids).toEqual(
      expect.arrayContaining([
        'debitCredits',
        'getBalance',
        'listLots',
        'openAccount',
        'listRates',
      ]),
    );
    const silent = operations.filter(
      ({ operation }) => !operation.summary || !operation.tags?.length,
    );
    expect(where(silent)).toEqual([]);
  });

  it('gives every operation the shape of its success', () => {
    const shapeless = operations.filter(({ operation: { responses } }) => {
      const [status, success] = Object.entries(responses).find(([s]) => /^[23]/.test(s)) ?? [];
      const [media] = Object.values(success?.content ?? {});
      return status !== '204' && status !== '303' && media?.schema === undefined;
    });
    expect(where(shapeless)).toEqual([]);
  });

  it('gives every operation problems, and every permission its key', () => {
    for (const { operation } of operations) {
      expect(operation.responses['default']?.content).toHaveProperty('application/problem+json');
      const needed = operation['x-permission'];
      if (needed === undefined) {
        expect(operation.security).toEqual([]);
        continue;
      }
      expect([...PERMISSIONS, 'person']).toContain(needed);
      const widget = operation['x-widget-scope'];
      const isForKeys = KEY_SCOPES.some((scope) => scope === needed);
      expect(operation.security).toEqual([
        ...(isForKeys ? [{ api_key: [] }] : []),
        ...(widget === undefined ? [] : [{ widget_token: [] }]),
        ...(operation['x-keys-only'] ? [] : [{ staff_session: [] }]),
      ]);
      expect(operation.responses).toHaveProperty('401');
    }
  });

  it('names a route for every scope of a widget', () => {
    const used = new Set(operations.map(({ operation }) => operation['x-widget-scope']));
    const unused = WIDGET_SCOPES.filter((scope) => !used.has(scope));
    expect(unused).toEqual([]);
  });

  it('says that a process may not be ready, and what metadata is', () => {
    expect(document.paths['/health/ready']?.['get']?.responses['503']?.content).toMatchObject({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
    for (const [name, type] of [
      ['Account', ['object', 'null']],
      ['NewAccount', 'object'],
    ] as const) {
      expect(document.components.schemas[name]).toHaveProperty(
        'properties.metadata',
        expect.objectContaining({ type, additionalProperties: expect.any(Object) }),
      );
    }
  });

  it('says of every route which requests it cannot take, and of none what it never answers', async () => {
    const answeredTo = async (asked: (typeof operations)[number]) => {
      const { path, method, operation } = asked;
      const key = takesKey(asked) ? undefined : null;
      const ask = (to: string) => {
        const request = product[method as 'post'](to, key).set('idempotency-key', newKey());
        return key === null ? request.set(cookieFor(operation)) : request;
      };
      const at = (id: string) => path.replaceAll(/\{[^}]+\}/g, id);
      const sent = (type: string, text: string) =>
        ask(at('x')).set('content-type', type).send(text);
      const answers = [
        await sent('application/json', JSON.stringify({ name: 'x'.repeat(2_100_000) })),
        await sent('application/json', '{'),
        await sent('application/json', '{"surprise":1}'),
        await sent('text/plain', 'a'),
        // Twice: the way back from a provider of single sign-on takes what it does not know.
        await ask(`${at('x')}?surprise=1&surprise=2`),
        await ask(at('%20$')),
        await ask(at('%zz')),
      ];
      return new Set(answers.map(({ status }) => status).filter((s) => UNTAKEN.includes(s)));
    };
    const differing: object[] = [];
    for (const asked of operations) {
      const said = UNTAKEN.filter((status) => asked.operation.responses[status]);
      const answered = [...(await answeredTo(asked))].sort();
      if (said.join() !== answered.join()) differing.push({ where: asked.where, said, answered });
    }
    expect(differing).toEqual([]);
  });

  it.each([
    [
      402,
      'adjustCredits approveRequest debitCredits extendHold placeHold previewAdjustment ' +
        'requestApproval',
    ],
    [
      501,
      'changePlan changeSubscription createPackPurchase getSubscriptionCard getTopUpCard ' +
        'openPortal previewFindingRefund previewGrant previewPaymentRefund previewStripeEventReplay previewSubscription ' +
        'putAutoTopUp refundFinding refundPayment replayStripeEvent requestGrant saveTopUpCard',
    ],
  ])('says %s where it is answered, and nowhere else', (status, ids) => {
    const saying = operations.filter(({ operation }) => operation.responses[status]);
    const found = saying.map(({ operation }) => operation.operationId);
    expect(found.sort()).toEqual(ids.split(' '));
  });

  it.each(['createWidgetToken', 'previewPlanChange', 'rebuildProjection'])(
    'says that %s may be refused for how things are',
    (id) => {
      const found = operations.find(({ operation }) => operation.operationId === id);
      expect(found?.operation.responses).toHaveProperty('409');
    },
  );

  it('says how many streams an account may have', () => {
    const stream = document.paths['/v1/accounts/{account_id}/balance/stream']?.['get'];
    expect(stream?.description).toContain('at most 50 are open');
    expect(stream?.responses).toHaveProperty('429');
  });

  it('gives every write the shape of its body', () => {
    const without = operations.filter(
      ({ method, operation }) =>
        ['post', 'put', 'patch'].includes(method) && !operation.requestBody,
    );
    // Their address says it all.
    expect(where(without).sort()).toEqual([
      'post /v1/accounts/{account_id}/erase',
      'post /v1/approvals/{approval_id}/withdraw',
      'post /v1/auth/enrol',
      'post /v1/auth/logout',
      'post /v1/demo-staff',
      'post /v1/ops/jobs/{queue}/{job_id}/retry',
      'post /v1/ops/projections/{name}/rebuild',
      'post /v1/proposals/{approval_id}/withdraw',
      'post /v1/staff/{staff_id}/invite',
      'post /v1/stripe-events/{event_id}/replay',
      'post /v1/stripe-events/{event_id}/replay/preview',
      'post /v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/resend',
      'post /v1/webhook-endpoints/{endpoint_id}/test',
    ]);
    for (const { operation } of operations) {
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
        expect(Object.keys(schema)).not.toEqual([]);
      }
    }
  });

  it('says which parameters stand in a path and what they look like', () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? []).filter((each) => each.in === 'path');
      expect(described.map(({ name }) => name).sort()).toEqual(named.sort());
      for (const { schema } of operation.parameters ?? []) {
        expect(Object.keys(schema ?? {})).not.toEqual([]);
      }
    }
  });

  it('describes every webhook that is sent', () => {
    const sent = Object.keys(document.webhooks);
    expect(sent).toEqual(expect.arrayContaining(['credits.balance.low', 'test.ping']));
    expect(document.components.schemas['WebhookCreditsBalanceLow']).toMatchObject({
      properties: {
        type: { enum: ['credits.balance.low'] },
        data: { $ref: '#/components/schemas/LevelCrossed' },
      },
    });
  });

  it('asks for an idempotency key where one is needed', () => {
    const keyed = (method: string, path: string) =>
      document.paths[path]?.[method]?.parameters?.find(({ name }) => name === 'Idempotency-Key');
    expect(keyed('post', '/v1/models/{model_id}/rates')).toMatchObject({
      in: 'header',
      required: true,
    });
    expect(keyed('put', '/v1/plans/{plan}')).toMatchObject({ required: false });
    expect(keyed('post', '/v1/quotes')).toBeUndefined();
  });
});
