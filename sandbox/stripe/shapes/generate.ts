import type ts from 'typescript';
import type { Answers, JsonSchema, Requests } from './json-schema.js';
import type { Accepted, Declared } from './accepted.js';
import { DELETED, OBJECTS, PAYMENT_METHODS, ROUTES } from './surface.js';
import { isReference, scalarOf, StripeTypes } from './types.js';

/** What schemas are made of. */
export interface Surface {
  readonly objects: Readonly<Record<string, Declared>>;
  readonly deleted: Readonly<Record<string, Declared>>;
  readonly routes: Readonly<Record<string, Accepted>>;
}
/** What the double has. */
export const SURFACE: Surface = { objects: OBJECTS, deleted: DELETED, routes: ROUTES };

/** Reads the types that a surface names. Takes some seconds. */
export function readTypes(surface = SURFACE): StripeTypes {
  const routes = Object.values(surface.routes).map(({ type }) => type);
  return new StripeTypes([...Object.values(surface.objects), ...routes].map(([file]) => file));
}

/** Makes the schemas of this folder from the installed `stripe` package. */
export function generate(
  surface = SURFACE,
  types = readTypes(surface),
): { answers: Answers; requests: Requests } {
  const answers = new AnswerShapes(types, surface.objects);
  const objects = answers.named(surface.objects);
  const deleted = answers.named(surface.deleted);
  const expandable = Object.entries(objects).map(([object, name]) => [
    object,
    expandableIn(answers.definitions, name).sort(),
  ]);
  return {
    answers: {
      definitions: sorted(answers.definitions),
      objects,
      deleted,
      events: eventsOf(types, surface.objects),
    },
    requests: {
      routes: mapValues(surface.routes, ({ type, takes }) =>
        parameters(types, types.declared(type), pickOf(takes)),
      ),
      expandable: Object.fromEntries(expandable),
    },
  };
}

const mapValues = <T, U>(from: Readonly<Record<string, T>>, to: (value: T) => U) =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value)]));
const sorted = <T>(from: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(from).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Schemas of objects: every interface is a definition, so that objects may hold one another. */
class AnswerShapes {
  readonly definitions: Record<string, JsonSchema> = {};
  /** Ways to pay that the double does not have. */
  private readonly otherWays: ReadonlySet<string>;

  constructor(
    private readonly types: StripeTypes,
    private readonly known: Surface['objects'],
  ) {
    const type = types.declared(['PaymentMethods', 'PaymentMethod.Type']);
    const ways = types.partsOf(type).flatMap((way) => (way.isStringLiteral() ? [way.value] : []));
    const ours = new Set<string>(PAYMENT_METHODS);
    this.otherWays = new Set(ways.filter((way) => !ours.has(way)));
  }

  named(declared: Readonly<Record<string, Declared>>): Record<string, string> {
    return mapValues(declared, (type) => this.define(this.types.declared(type)));
  }

  private define(type: ts.Type): string {
    const base = this.types.nameOf(type) ?? this.types.checker.typeToString(type);
    const [item] = isReference(type) ? this.types.checker.getTypeArguments(type) : [];
    const name = item ? `${base}<${this.types.nameOf(item) ?? ''}>` : base;
    if (this.definitions[name]) return name;
    this.definitions[name] = {}; // it may hold itself
    const all = this.types.propertiesOf(type);
    if (all.length === 0) {
      this.definitions[name] = { type: 'object' };
      return name;
    }
    const properties = all.filter(({ name: key, optional }) => {
      return !(optional && this.otherWays.has(key));
    });
    this.definitions[name] = {
      type: 'object',
      properties: Object.fromEntries(properties.map((p) => [p.name, this.schemaOf(p.type)])),
      required: properties.filter(({ optional }) => !optional).map((p) => p.name),
      additionalProperties: false,
    };
    return name;
  }

  private schemaOf(type: ts.Type): JsonSchema {
    const parts = this.types.partsOf(type);
    const shapes = literalsOf(parts);
    for (const part of parts) {
      if (isLiteral(part)) continue;
      const shape = this.partOf(part);
      if (shape) shapes.push(shape);
    }
    const unique = [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
    const [only] = unique;
    if (!only) return { not: {} };
    return unique.length === 1 ? only : { anyOf: unique };
  }

  private partOf(type: ts.Type): JsonSchema | undefined {
    const scalar = scalarOf(type);
    if (scalar) return { type: scalar };
    const items = this.types.itemsOf(type);
    if (items) return { type: 'array', items: this.schemaOf(items) };
    const values = this.types.valuesOf(type);
    if (values) return { type: 'object', additionalProperties: this.schemaOf(values) };
    const object = this.types.objectOf(type);
    // Objects that the double does not have are only ever named by their id, or null.
    if (object !== undefined && object !== 'list' && !(object in this.known)) return undefined;
    return { $ref: `#/definitions/${this.define(type)}` };
  }
}

const isLiteral = (type: ts.Type): boolean => type.isStringLiteral() || type.isNumberLiteral();

/** Literals of a union as one enum. */
function literalsOf(parts: readonly ts.Type[]): JsonSchema[] {
  const values = parts
    .flatMap((part) => (part.isStringLiteral() || part.isNumberLiteral() ? [part.value] : []))
    .filter((value) => value !== ''); // how `null` is written, which is a type of its own
  // A union with plain `string` is open by itself.
  const isOpen = parts.some((part) => scalarOf(part) === 'string' && !isLiteral(part));
  return values.length > 0 && !isOpen ? [{ enum: values }] : [];
}

/** Parameters that are honoured, by name; `true`: with all that is below. */
interface Pick {
  readonly [name: string]: Pick | true;
}

function pickOf(paths: readonly string[]): Pick {
  const first = [...new Set(paths.map((path) => path.split('.', 1)[0] ?? ''))];
  return Object.fromEntries(
    first.map((name) => {
      const below = paths.flatMap((path) =>
        path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : [],
      );
      return [name, paths.includes(name) ? true : pickOf(below)];
    }),
  );
}

/** The schema of a hash of parameters, of which some are outside of the double. */
function parameters(types: StripeTypes, type: ts.Type, pick: Pick | true): JsonSchema {
  const properties = types.propertiesOf(type);
  const names = new Set(properties.map(({ name }) => name));
  const unknown = pick === true ? [] : Object.keys(pick).filter((name) => !names.has(name));
  if (unknown.length > 0) throw new Error(`stripe has no parameter ${unknown.join(', ')}`);
  return {
    type: 'object',
    properties: Object.fromEntries(
      properties.map((property) => {
        const below = pick === true ? true : pick[property.name];
        const taken = below && parameter(types, property.type, below);
        return [property.name, taken ?? { outside: true }];
      }),
    ),
    required: properties.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
  };
}

function parameter(types: StripeTypes, type: ts.Type, pick: Pick | true): JsonSchema {
  const parts = types.partsOf(type);
  const shapes = literalsOf(parts).concat(
    parts.flatMap((part): JsonSchema[] => {
      if (isLiteral(part)) return [];
      const scalar = scalarOf(part);
      // Amounts, counts and times: the double takes no parameter with a fraction.
      if (scalar) return [{ type: scalar === 'number' ? 'integer' : scalar }];
      const items = types.itemsOf(part);
      if (items) return [{ type: 'array', items: parameter(types, items, pick) }];
      const values = types.valuesOf(part);
      if (values) {
        return [{ type: 'object', additionalProperties: parameter(types, values, true) }];
      }
      return [parameters(types, part, pick)];
    }),
  );
  const unique = [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
  const [only] = unique;
  return unique.length === 1 && only ? only : { anyOf: unique };
}

/** Dotted paths of the fields that hold an id or, expanded, an object. */
function expandableIn(
  definitions: Readonly<Record<string, JsonSchema>>,
  name: string,
  seen: readonly string[] = [],
): string[] {
  const fields = Object.entries(definitions[name]?.properties ?? {});
  return fields.flatMap(([field, schema]) => {
    const shapes = schema.anyOf ?? [schema];
    const refs = shapes.flatMap(({ $ref }) => ($ref ? [$ref.replace('#/definitions/', '')] : []));
    if (shapes.some(({ type }) => type === 'string')) return refs.length > 0 ? [field] : [];
    const hashes = refs.filter(
      (ref) => !seen.includes(ref) && definitions[ref]?.properties?.['object'] === undefined,
    );
    return hashes.flatMap((ref) =>
      expandableIn(definitions, ref, [...seen, ref]).map((below) => `${field}.${below}`),
    );
  });
}

/** What each event carries. */
function eventsOf(types: StripeTypes, known: Surface['objects']): Record<string, string> {
  const events = types.partsOf(types.declared(['Events', 'Event']));
  const entries = events.flatMap((event) => {
    const of = new Map(types.propertiesOf(event).map(({ name, type }) => [name, type]));
    const type = of.get('type');
    const data = of.get('data');
    const carried = data && types.propertiesOf(data).find(({ name }) => name === 'object');
    const object = carried && types.objectOf(carried.type);
    if (!type?.isStringLiteral() || object === undefined || !(object in known)) return [];
    return [[type.value, object] as const];
  });
  return sorted(Object.fromEntries(entries));
}
