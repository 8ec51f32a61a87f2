import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describedApi } from '../../../tools/docs/api.js';

type Json = Record<string, unknown>;
interface Response {
  readonly headers?: Record<string, object>;
  readonly content?: Record<string, { schema: Json; example?: unknown }>;
}
interface Operation {
  readonly tags: string[];
  readonly parameters?: { name: string; in: string; schema: Json; example?: unknown }[];
  readonly requestBody?: { content: Record<string, { schema: Json }> };
  readonly responses: Record<string, Response>;
}
interface Document {
  readonly openapi: string;
  readonly servers: { url: string }[];
  readonly info: Json;
  readonly tags: { name: string; description?: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly webhooks: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, Json>; headers: Json };
}

/** What the example of an answer says of credits. */
interface Told {
  readonly credits?: string;
  readonly released?: string;
  readonly lots?: readonly { credits: string }[];
  readonly balance?: { readonly available: string; readonly held: string };
  readonly available?: string;
  readonly price?: object;
}

let document: Document;
let operations: { where: string; operation: Operation }[];
let schemas: { at: string; schema: Json }[];
beforeAll(async () => {
  document = JSON.parse(JSON.stringify((await describedApi()).document));
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ where: `${method} ${path}`, operation })),
  );
  schemas = [
    ...schemasIn(document.components.schemas, 'schemas'),
    ...schemasIn(document.paths, 'paths'),
  ];
});

/** Every object of a part of the document, and where it is; examples are none. */
function schemasIn(part: unknown, at: string): { at: string; schema: Json }[] {
  if (typeof part !== 'object' || part === null) return [];
  const inner = Object.entries(part)
    .filter(([name]) => !['example', 'examples', 'default'].includes(name))
    .flatMap(([name, value]) => schemasIn(value, `${at}/${name}`));
  return Array.isArray(part) ? inner : [{ at, schema: part as Json }, ...inner];
}

const typesOf = ({ type }: Json): unknown[] => (Array.isArray(type) ? type : [type]);
const where = (test: (schema: Json) => boolean): string[] =>
  schemas.filter(({ schema }) => test(schema)).map(({ at }) => at);
const properties = (): { at: string; name: string; schema: Json }[] =>
  schemas.flatMap(({ at, schema }) =>
    Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {}).map(
      ([name, property]) => ({ at: `${at}.${name}`, name, schema: property }),
    ),
  );

describe('the shapes of the OpenAPI document', () => {
  it('are of OpenAPI 3.1, with a server, tags, a licence and somebody to ask', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: '/', description: expect.any(String) }]);
    expect(document.info).toMatchObject({
      license: { identifier: 'Apache-2.0' },
      contact: { name: expect.any(String) },
    });
    const declared = document.tags.map(({ name, description }) => description && name);
    const used = new Set(operations.flatMap(({ operation }) => operation.tags));
    expect([...used].sort()).toEqual(declared.sort());
  });

  it('say of every integer how many bits it takes, and 64 of what may pass 32', () => {
    const isWrong = (schema: Json) => {
      const { maximum, format } = schema;
      if (!typesOf(schema).includes('integer')) return false;
      return typeof maximum === 'number' && maximum < 2 ** 31
        ? format !== 'int32'
        : format !== 'int64';
    };
    expect(where(isWrong)).toEqual([]);
    const { UsageRow, Usage } = document.components.schemas;
    for (const counts of [UsageRow, Usage]) {
      expect(counts).toHaveProperty('properties.input_tokens.format', 'int64');
    }
  });

  it('say of every instant that it is one', () => {
    const isInstant = ({ name, schema }: { name: string; schema: Json }) =>
      /(_at|^as_of|^time|^timestamp|^now|_since|_until|^effective_(from|to))$/.test(name) &&
      typesOf(schema).includes('string') &&
      schema['format'] !== 'date-time';
    const found = properties().filter(isInstant);
    expect(found.map(({ at }) => at)).toEqual([]);
    expect(document.components.schemas['Instant']).toHaveProperty('format', 'date-time');
  });

  it('say what ids, credits, positions and time zones look like', () => {
    const named = /(_id|^position|^time_zone|^currency)$/;
    const opaque = /^(request|rebuild|purchase|webhook|entry|ref|key)_id$/;
    const bare = properties().filter(
      ({ name, schema }) =>
        named.test(name) &&
        !opaque.test(name) &&
        typesOf(schema).includes('string') &&
        !('pattern' in schema || 'format' in schema),
    );
    expect(bare.map(({ at }) => at)).toEqual([]);
    for (const name of ['Credits', 'PositiveCredits', 'SignedCredits', 'Price', 'Position']) {
      expect(document.components.schemas[name]).toMatchObject({
        pattern: expect.any(String),
        examples: [expect.any(String)],
      });
    }
  });

  it('have no null among the values of an enumeration, and no `nullable`', () => {
    const isOdd = ({ enum: values, nullable }: Json) =>
      (Array.isArray(values) && values.includes(null)) || typeof nullable === 'boolean';
    expect(where(isOdd)).toEqual([]);
  });

  it('make no choice between null and a text that has a name', () => {
    const isText = ({ $ref }: Json) => {
      const target = document.components.schemas[String($ref).split('/').at(-1) ?? ''];
      return target?.['type'] === 'string' && !('enum' in target);
    };
    const isChoice = ({ anyOf }: Json) => Array.isArray(anyOf) && anyOf.some(isText);
    expect(where(isChoice)).toEqual([]);
    expect(document.components.schemas['Debit']).toHaveProperty(
      'properties.refunded',
      expect.objectContaining({ type: ['string', 'null'], pattern: expect.any(String) }),
    );
  });

  it('tell the branches of every union apart by one member', () => {
    for (const { at, schema } of schemas.filter(({ schema: each }) => 'oneOf' in each)) {
      const branches = (schema['oneOf'] as { $ref: string }[]).map(({ $ref }) => $ref);
      const { propertyName, mapping } = schema['discriminator'] as Json;
      expect({ at, refs: Object.values(mapping as object) }).toEqual({ at, refs: branches });
      for (const [value, ref] of Object.entries(mapping as Record<string, string>)) {
        const branch = document.components.schemas[ref.split('/').at(-1) ?? ''];
        expect(branch).toMatchObject({
          required: expect.arrayContaining([propertyName]),
          properties: { [String(propertyName)]: { enum: [value] } },
        });
      }
    }
    expect(where((schema) => 'oneOf' in schema).sort()).toEqual([
      'schemas/AskedCommand',
      'schemas/AskedOfOthers',
      'schemas/AskedPublication',
      'schemas/CommandToApprove',
      'schemas/OfferVersion',
      'schemas/Publication',
      'schemas/PublishPack',
      'schemas/TimelineRow',
      'schemas/WebhookBody',
    ]);
  });

  it('have one name for each structure', () => {
    const places = new Map<string, string[]>();
    for (const { at, schema } of schemas) {
      const { description: _, examples: _examples, ...structure } = schema;
      const isObject = typesOf(schema).includes('object') && 'properties' in schema;
      const isChoice = Array.isArray(schema['enum']) && schema['enum'].length > 1;
      if (!isObject && !isChoice) continue;
      const key = JSON.stringify({ ...structure, type: isObject ? 'object' : 'string' });
      places.set(key, [...(places.get(key) ?? []), at]);
    }
    expect([...places.values()].filter((found) => found.length > 1)).toEqual([]);
  });

  it('describe `page[size]` as the number it is', () => {
    const sizes = operations.flatMap(({ operation: { parameters = [] } }) =>
      parameters.filter(({ name }) => name === 'page[size]').map(({ schema }) => schema),
    );
    expect(sizes.length).toBeGreaterThan(10);
    for (const schema of sizes) {
      expect(schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 200, default: 50 });
      expect(schema).not.toHaveProperty('pattern');
    }
  });

  it('name the headers of answers', () => {
    for (const { operation } of operations) {
      const takesKey = operation.parameters?.some(({ name }) => name === 'Idempotency-Key');
      for (const [status, { headers = {} }] of Object.entries(operation.responses)) {
        const isSuccess = status.startsWith('2');
        expect(Object.keys(headers)).toContain('X-Request-Id');
        expect('Retry-After' in headers).toBe(['429', '503'].includes(status));
        expect('Idempotency-Hit' in headers).toBe(isSuccess && takesKey === true);
      }
    }
  });

  it('have examples of what is answered most that tell one story, whose figures add up', () => {
    const [debited, held, settled, balance, gate, refunded, quoted] = [
      'DebitWritten',
      'HoldWritten',
      'HoldSettled',
      'Balance',
      'GateAnswer',
      'RefundWritten',
      'Quote',
    ].map((name) => (document.components.schemas[name]?.['examples'] as Told[] | undefined)?.[0]);
    const available = (told?: Told) => Number(told?.balance?.available);
    expect(available(debited)).toBeCloseTo(100 - Number(debited?.credits), 6);
    expect(available(held)).toBeCloseTo(available(debited) - Number(held?.credits), 6);
    expect(held?.balance?.held).toBe(held?.credits);
    const released = Number(held?.credits) - Number(settled?.credits);
    expect(Number(settled?.released)).toBeCloseTo(released, 6);
    expect(available(settled)).toBeCloseTo(available(held) + released, 6);
    expect(balance).toMatchObject({ available: settled?.balance?.available, held: '0' });
    expect(gate).toMatchObject({ available: balance?.available, allowed: true });
    expect(available(refunded)).toBeCloseTo(available(settled) + Number(refunded?.credits), 6);
    expect(quoted?.price).toMatchObject({ sum: quoted?.credits, credits: quoted?.credits });
    for (const told of [debited, held, settled, refunded]) {
      expect(told?.lots).toMatchObject([{ credits: told?.credits }]);
    }
  });

  it('give every body and refusal an example, and all examples fit what they are examples of', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addFormat('idn-email', /@/);
    ajv.addSchema(JSON.parse(JSON.stringify(document)), 'doc');
    const wrong: object[] = [];
    const known = new Map<string, ReturnType<typeof ajv.compile>>();
    const check = (at: string, schema: Json, example: unknown) => {
      const key = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"doc#/');
      const validate = known.get(key) ?? ajv.compile(JSON.parse(key));
      known.set(key, validate);
      if (!validate(example)) wrong.push({ at, example, errors: validate.errors });
    };
    for (const { at, schema } of schemas.filter(({ schema: each }) => 'examples' in each)) {
      for (const example of schema['examples'] as unknown[]) check(at, schema, example);
    }
    let refusals = 0;
    for (const { where: at, operation } of operations) {
      const body = operation.requestBody?.content['application/json']?.schema;
      const named = document.components.schemas[String(body?.['$ref']).split('/').at(-1) ?? ''];
      if (body && !named?.['examples']) wrong.push({ at, body });
      for (const [status, { content = {} }] of Object.entries(operation.responses)) {
        const problem = content['application/problem+json'];
        if (!problem) continue;
        refusals += 1;
        if (!problem.example) wrong.push({ at, status });
        check(`${at} ${status}`, problem.schema, problem.example);
      }
    }
    expect(wrong).toEqual([]);
    expect(refusals).toBeGreaterThan(500);
  });
});
