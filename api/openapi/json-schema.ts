import { z } from 'zod';

const shownAs = new WeakMap<z.ZodType, z.ZodType>();

/** A schema that accepts more than its documented one, because errors are reported elsewhere. */
export function documentedAs<Schema extends z.ZodType>(schema: Schema, shown: z.ZodType): Schema {
  shownAs.set(schema, shown);
  return schema;
}

/**
 * Converts zod schemas to OpenAPI 3.1 schemas (JSON Schema 2020-12), and collects those with an id
 * as components.
 */
export class ComponentSchemas {
  private readonly found = new Map<string, unknown>();
  private readonly taking = new Map<string, z.ZodType>();

  /** All components so far, by name. */
  get all(): Readonly<Record<string, object>> {
    return Object.fromEntries(
      [...this.found].map(([name, schema]) => [name, isPart(schema) ? schema : {}]),
    );
  }

  /**
   * Converts the wire side of a schema; undefined for other values. Throws if two different schemas
   * share an id.
   */
  convert(schema: unknown) {
    if (!(schema instanceof z.ZodType)) return undefined;
    const id = z.globalRegistry.get(schema)?.id;
    if (id !== undefined) this.taking.set(refTo(componentName(id)), schema);
    const { $defs = {}, ...converted } = z.toJSONSchema(shownAs.get(schema) ?? schema, {
      target: 'draft-2020-12',
      io: 'input',
      unrepresentable: 'any',
      override: (converted) => {
        restoreWireSide(converted);
        addDiscriminator(converted);
      },
    });
    const shaped = shaperWith($defs);
    for (const [id, part] of Object.entries($defs)) this.collect(componentName(id), shaped(part));
    return { schema: shaped(converted) };
  }

  /** Whether the referenced schema accepts an empty object. */
  takesEmpty(ref: string): boolean {
    return this.taking.get(ref)?.safeParse({}).success ?? false;
  }

  private collect(name: string, schema: unknown): void {
    const known = this.found.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two schemas of the API document have the id ${name}`);
    }
    this.found.set(name, schema);
  }
}

const componentName = (id: string): string => id.replaceAll(/[^A-Za-z0-9._-]/g, '');
const refTo = (name: string): string => `#/components/schemas/${name}`;

interface Converted {
  readonly zodSchema: z.core.$ZodTypes;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}

/** Restores examples and defaults, which zod drops for transforming schemas. */
function restoreWireSide({ zodSchema, jsonSchema }: Converted): void {
  const meta = z.globalRegistry.get(zodSchema);
  if (!meta || '$ref' in jsonSchema) return;
  const { default: usual, examples } = meta;
  Object.assign(jsonSchema, usual !== undefined && { default: usual }, examples && { examples });
}

/**
 * Adds the discriminator of a union and its mapping. The union stays `oneOf`: Kiota reads `anyOf`
 * as all branches at once, and loses the fields of the one that was sent.
 */
function addDiscriminator({ zodSchema, jsonSchema }: Converted): void {
  if (!(zodSchema instanceof z.ZodDiscriminatedUnion)) return;
  const { discriminator: propertyName, options } = zodSchema.def;
  const mapping = options.flatMap((branch) => {
    const id = z.globalRegistry.get(branch)?.id;
    const values = [...(branch._zod.propValues?.[propertyName] ?? [])];
    if (id === undefined) throw new Error(`a branch of a union by \`${propertyName}\` has no id`);
    return values.map((value) => [String(value), refTo(componentName(id))] as const);
  });
  jsonSchema['discriminator'] = { propertyName, mapping: Object.fromEntries(mapping) };
}

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members of a schema that are data, not schemas. */
const DATA = new Set(['const', 'default', 'discriminator', 'enum', 'examples', 'required']);

/** Rewrites schemas that refer to `definitions` into a form that client generators support. */
function shaperWith(definitions: Part) {
  return function shaped(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map(shaped);
    if (!isPart(schema)) return schema;
    const members = Object.entries(withNull(schema, definitions))
      .filter(([name, value]) => !isNoise(name, value))
      .map(([name, value]) => member(name, value, shaped));
    const whole: Part = Object.fromEntries(members);
    return isInteger(whole) && whole['format'] === undefined
      ? { ...whole, format: formatOf(whole) }
      : whole;
  };
}

type Shaper = (schema: unknown) => unknown;

function member(name: string, value: unknown, shaped: Shaper): [string, unknown] {
  if (name === 'const') return ['enum', [value]];
  if (name === '$ref') return [name, refTo(componentName(nameIn(value)))];
  if (DATA.has(name)) return [name, value];
  if (name === 'properties' && isPart(value)) return [name, mapValues(value, shaped)];
  return [name, shaped(value)];
}

/** The last segment of a reference, which names its target. */
const nameIn = (ref: unknown): string => String(ref).split('/').at(-1) ?? '';

const mapValues = (part: Part, map: Shaper): Part =>
  Object.fromEntries(Object.entries(part).map(([name, value]) => [name, map(value)]));

/**
 * `anyOf: [{type: X, …}, {type: null}]` becomes the equivalent `type: [X, null]`. Named strings are
 * inlined, since generators create an empty class for a nullable name. Enumerations stay separate:
 * otherwise null would have to be one of their values.
 */
function withNull(schema: Part, definitions: Part): Part {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const [first, none]: unknown[] = anyOf;
  if (!isPart(first) || !isPart(none) || none['type'] !== 'null') return schema;
  const target = '$ref' in first ? definitions[nameIn(first['$ref'])] : first;
  if (!isPart(target) || (target !== first && target['type'] !== 'string')) return schema;
  const { type } = target;
  if (typeof type !== 'string' || 'enum' in target || 'const' in target) return schema;
  return { ...target, ...rest, type: [type, 'null'] };
}

/** Redundant members: a component's own id, and JavaScript's safe integer bounds. */
const isNoise = (name: string, value: unknown): boolean =>
  name === '$schema' ||
  (name === 'id' && typeof value === 'string') ||
  (name === 'maximum' && value === Number.MAX_SAFE_INTEGER) ||
  (name === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
  (name === 'propertyNames' && JSON.stringify(value) === '{"type":"string"}');

const isInteger = ({ type }: Part): boolean =>
  type === 'integer' || (Array.isArray(type) && type.includes('integer'));

const MAX_INT32 = 2_147_483_647;

/** Clients take an integer without format for 32 bits; most counts may be larger. */
function formatOf({ minimum, maximum }: Part): 'int32' | 'int64' {
  const isSmall = typeof maximum === 'number' && maximum <= MAX_INT32;
  return isSmall && !(typeof minimum === 'number' && minimum < -MAX_INT32 - 1) ? 'int32' : 'int64';
}
