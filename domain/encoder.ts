import { z } from 'zod';

/** Encodes data in memory (bigint, instants) as the JSON of its schema. */
export type Encoder = (value: unknown) => unknown;

/**
 * Compiles a schema into an encoder. `z.encode` walks the schema and validates on every call, at
 * five times the cost, for each debit and for data the domain has just created. Unsupported schemas
 * are left to `z.encode`.
 */
export function compileEncoder(schema: z.core.$ZodType): Encoder {
  if (schema instanceof z.ZodCodec) return compileCodec(schema);
  if (schema instanceof z.ZodObject) return compileObject(schema.shape);
  if (schema instanceof z.ZodArray) {
    const element = compileEncoder(schema.element);
    return (value) => (Array.isArray(value) ? value.map(element) : value);
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    const inner = compileEncoder(schema.unwrap());
    return (value) => (value === undefined || value === null ? value : inner(value));
  }
  if (isPlain(schema)) return (value) => value;
  return (value) => z.encode(schema, value);
}

function isPlain(schema: z.core.$ZodType): boolean {
  return [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral].some(
    (kind) => schema instanceof kind,
  );
}

function compileCodec(schema: z.ZodCodec): Encoder {
  const { reverseTransform } = schema.def;
  return (value) => reverseTransform(value, { value, issues: [] });
}

function compileObject(shape: Readonly<Record<string, z.core.$ZodType>>): Encoder {
  // In the order of canonical JSON, which is hashed and stored.
  const fields = Object.entries(shape)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, schema]) => ({ key, encode: compileEncoder(schema) }));
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const encoded: Record<string, unknown> = {};
    for (const { key, encode } of fields) {
      const field: unknown = Reflect.get(value, key);
      if (field !== undefined) encoded[key] = encode(field);
    }
    return encoded;
  };
}
