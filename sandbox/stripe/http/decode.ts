import { parse } from 'qs';
import type { JsonSchema } from '../shapes/json-schema.js';
import { invalid, outside } from '../state/errors.js';

const PARSING = {
  depth: 12,
  arrayLimit: 200,
  parameterLimit: 2_000,
  plainObjects: true,
  strictDepth: true,
  throwOnLimitExceeded: true,
} as const;

/** A field as it came: text, or fields below it. */
type Raw = unknown;

/** Reads a form body or a query into nested fields. Throws a StripeFailure. */
export function parseForm(text: string): Record<string, unknown> {
  try {
    return { ...parse(text, PARSING) };
  } catch {
    throw invalid('The request has more parameters, or deeper ones, than are taken.');
  }
}

/**
 * Makes the parameters of a route from the fields of a form. A form has only texts, so the schema
 * says what each one is; it was generated from `P`, so what comes out is one. An empty text unsets
 * a field that may be unset (`null`). Throws a StripeFailure that names the parameter.
 */
export function decode<P>(schema: JsonSchema, fields: Record<string, unknown>): P {
  const decoded = hash(schema, fields, '');
  if (!isOf<P>(decoded)) throw new Error('parameters are a hash');
  return decoded;
}

const isOf = <P>(decoded: object): decoded is P & object => Object.keys(decoded).length >= 0;

const isHash = (raw: Raw): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
const below = (path: string, name: string): string => (path === '' ? name : `${path}[${name}]`);

function hash(schema: JsonSchema, raw: Record<string, unknown>, path: string): object {
  const { properties = {}, required = [], additionalProperties } = schema;
  const entries = Object.entries(raw).map(([name, value]) => {
    const here = below(path, name);
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property) return [name, field(property, value, here)] as const;
    if (typeof additionalProperties === 'object') {
      return [name, field(additionalProperties, value, here)] as const;
    }
    throw invalid(`Received unknown parameter: ${here}`, {
      code: 'parameter_unknown',
      param: here,
    });
  });
  for (const name of required) {
    if (Object.hasOwn(raw, name)) continue;
    const param = below(path, name);
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  return Object.fromEntries(entries);
}

function field(schema: JsonSchema, raw: Raw, path: string): unknown {
  if (schema.outside) throw outside(`parameter ${path}`, path);
  const shapes = schema.anyOf ?? [schema];
  if (raw === '') {
    if (shapes.some(({ type }) => type === 'null')) return null;
    throw invalid(
      `You passed an empty string for '${path}'. We assume empty values are an attempt to unset ` +
        `a parameter; however '${path}' cannot be unset. You should remove '${path}' from your ` +
        'request or supply a non-empty value.',
      { code: 'parameter_invalid_empty', param: path },
    );
  }
  if (typeof raw === 'string') return scalar(shapes, raw, path);
  const array = shapes.find(({ type }) => type === 'array');
  if (Array.isArray(raw) && array) return items(array, raw, path);
  const object = shapes.find(({ type }) => type === 'object');
  // A hash with the keys 0, 1, … looks like an array.
  if (object && (isHash(raw) || Array.isArray(raw))) return hash(object, { ...raw }, path);
  throw wrongType(shapes, path);
}

const items = ({ items: item = {} }: JsonSchema, raw: readonly Raw[], path: string): unknown[] =>
  raw.map((value, i) => field(item, value, below(path, String(i))));

function scalar(shapes: readonly JsonSchema[], raw: string, path: string): unknown {
  if (raw.includes('\0')) throw invalid(`Invalid string: ${path} has a null byte`, { param: path });
  const values = shapes.flatMap((shape) => shape.enum ?? []);
  if (values.includes(raw)) return raw;
  const types = new Set(shapes.map(({ type }) => type));
  if (types.has('boolean') && (raw === 'true' || raw === 'false')) return raw === 'true';
  if (types.has('integer') && /^-?\d{1,15}$/.test(raw) && !types.has('string')) return Number(raw);
  if (types.has('string')) return raw;
  if (values.length > 0) {
    throw invalid(`Invalid ${path}: must be one of ${listed(values.map(String))}`, { param: path });
  }
  if (types.has('integer')) {
    throw invalid(`Invalid integer: ${raw}`, { code: 'parameter_invalid_integer', param: path });
  }
  if (types.has('boolean')) throw invalid(`Invalid boolean: ${raw}`, { param: path });
  throw wrongType(shapes, path);
}

const listed = (values: readonly string[]): string =>
  values.length < 2
    ? values.join('')
    : `${values.slice(0, -1).join(', ')}, or ${values[values.length - 1]}`;

const wrongType = (shapes: readonly JsonSchema[], path: string) => {
  const type = shapes.find((shape) => shape.type !== 'null')?.type ?? 'string';
  return invalid(`Invalid ${type === 'object' ? 'object' : type}: ${path}`, { param: path });
};
