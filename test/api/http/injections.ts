import { expect, it } from '@jest/globals';
import type supertest from 'supertest';
import type { DescribedRoute } from '../../support/product/described-routes.js';

/** What would be everything, or the end of a table, were it put into a statement as it is. */
const INJECTIONS = [
  `x' OR '1'='1`,
  `x'); DROP TABLE app.staff; --`,
  `x" OR ""="`,
  '%',
  '_____',
  String.raw`\%`,
  '$1',
  `known'||'`,
];

/** What a key of a cursor may be made of, each of a type that some list has. */
const PARTS = ['\u0000', '', '2026-11-29T21:19:24.000Z', -1, 0.5, 2 ** 53 - 1, 1e308, true];
const KEYS: readonly unknown[][] = [
  ...PARTS.map((part) => [part]),
  ...PARTS.flatMap((one) => ['\u0000', 2 ** 53 - 1, 'x'].map((other) => [one, other])),
  ...PARTS.map((part) => ['2026-11-29T21:19:24.000Z', 'x', part]),
  ...PARTS.map((part) => ['infinity', 0, '2026-11-29T21:19:24.000Z', part]),
];

interface World {
  readonly routes: () => readonly DescribedRoute[];
  /** A request of somebody who may ask it. */
  readonly ask: (route: DescribedRoute, path?: string) => supertest.Test;
  readonly pathOf: (route: DescribedRoute) => string;
  readonly document: () => Promise<Document>;
}

/** Stories of input that would be more than a value, on the product of hostile input. */
export function injectionStories({ routes, ask, pathOf, document }: World): void {
  it('begins no page after a cursor that nobody was given', async () => {
    const lists = routes().filter(({ queries }) => queries.includes('page[after]'));
    expect(lists.length).toBeGreaterThan(20);
    for (const route of lists) {
      for (const key of KEYS) {
        const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
        const { status } = await ask(route, `${pathOf(route)}?page[after]=${cursor}`);
        const where = { path: route.path, key: JSON.stringify(key) };
        expect({ ...where, isOurs: status >= 500 }).toEqual({ ...where, isOurs: false });
      }
    }
  });

  it.each(INJECTIONS)('finds nothing as a filter or a search: %s', async (value) => {
    const filtered = routes().filter(({ queries }) => queries.some(isFilter));
    expect(filtered.length).toBeGreaterThan(8);
    for (const route of filtered) {
      for (const name of route.queries.filter(isFilter)) {
        const query = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
        const { status, body } = await ask(route, `${pathOf(route)}?${query}`);
        const where = `${route.path} ${name}`;
        expect({ where, status }).toEqual({ where, status: status === 422 ? 422 : 200 });
        if (status === 200) expect({ where, data: body.data }).toEqual({ where, data: [] });
      }
    }
  });

  it('sets no field that is not named: every object in every body is closed', async () => {
    const { paths, components } = await document();
    const open: string[] = [];
    const walk = (schema: Schema, where: string): void => {
      const named = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '')?.[1];
      if (named !== undefined) {
        if (seen.has(named)) return;
        seen.add(named);
        walk(components.schemas[named] ?? {}, named);
      }
      if (schema.properties && schema.additionalProperties !== false) open.push(where);
      for (const [name, each] of Object.entries(schema.properties ?? {})) {
        walk(each, `${where}.${name}`);
      }
      if (typeof schema.additionalProperties === 'object') {
        walk(schema.additionalProperties, `${where}.*`);
      }
      for (const each of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
        if (each) walk(each, where);
      }
    };
    const seen = new Set<string>();
    let bodies = 0;
    for (const [path, item] of Object.entries(paths)) {
      for (const [method, { requestBody }] of Object.entries(item)) {
        const schema = requestBody?.content['application/json']?.schema;
        if (!schema) continue;
        bodies += 1;
        walk(schema, `${method} ${path}`);
      }
    }
    expect(bodies).toBeGreaterThan(30);
    expect(open).toEqual([]);
  });
}

const isFilter = (name: string): boolean => name === 'q' || name.startsWith('filter[');

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Body {
  readonly content: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** What is read here of an OpenAPI document. */
export interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly requestBody?: Body }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
