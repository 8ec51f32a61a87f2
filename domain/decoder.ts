import { z } from 'zod';

/** Result of a decoder for a value that does not match its schema. */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/** Decodes stored JSON, or returns UNREADABLE: then `z.safeDecode` gives the reason. */
export type Decoder = (value: unknown) => unknown;

/**
 * Compiles a schema into a decoder equivalent to `z.decode` at a tenth of the cost, which every
 * reader of the log pays per event. Unsupported schemas, and error messages, are left to zod.
 */
export function compileDecoder(schema: z.core.$ZodType): Decoder {
  if (schema instanceof z.ZodCodec) return compileCodec(schema);
  if (schema instanceof z.ZodObject) return compileObject(schema);
  if (schema instanceof z.ZodArray) return compileArray(schema);
  if (schema instanceof z.ZodOptional) {
    const inner = compileDecoder(schema.unwrap());
    return (value) => (value === undefined ? undefined : inner(value));
  }
  if (schema instanceof z.ZodNullable) {
    const inner = compileDecoder(schema.unwrap());
    return (value) => (value === null ? null : inner(value));
  }
  if (schema instanceof z.ZodEnum) {
    const options: ReadonlySet<unknown> = new Set(schema.options);
    return (value) => (options.has(value) ? value : UNREADABLE);
  }
  if (schema instanceof z.ZodBoolean && !schema.def.checks?.length) return only('boolean');
  if (schema instanceof z.ZodBigInt && !schema.def.checks?.length) return only('bigint');
  return compileChecked(schema) ?? leaveToZod(schema);
}

const only =
  (type: 'boolean' | 'bigint'): Decoder =>
  (value) =>
    typeof value === type ? value : UNREADABLE;

function leaveToZod(schema: z.core.$ZodType): Decoder {
  return (value) => {
    const parsed = z.safeDecode(schema, value);
    return parsed.success ? parsed.data : UNREADABLE;
  };
}

type Test<Value> = (value: Value) => boolean;

/** Strings and numbers whose checks are all supported; otherwise undefined. */
function compileChecked(schema: z.core.$ZodType): Decoder | undefined {
  if (schema instanceof z.ZodString) {
    const tests = schema.def.checks?.map(textTest) ?? [];
    if (!allKnown(tests)) return undefined;
    return (value) =>
      typeof value === 'string' && tests.every((passes) => passes(value)) ? value : UNREADABLE;
  }
  if (schema instanceof z.ZodNumber) {
    const tests = schema.def.checks?.map(numberTest) ?? [];
    if (!allKnown(tests)) return undefined;
    return (value) =>
      typeof value === 'number' && Number.isFinite(value) && tests.every((passes) => passes(value))
        ? value
        : UNREADABLE;
  }
  return undefined;
}

const allKnown = <Value>(tests: (Test<Value> | undefined)[]): tests is Test<Value>[] =>
  tests.every((test) => test !== undefined);

/** Length as zod and JSON Schema count it: an emoji is one, but two in JavaScript. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function textTest(check: z.core.$ZodCheck<never>): Test<string> | undefined {
  if (check instanceof z.core.$ZodCheckMaxLength) {
    const { maximum } = check._zod.def;
    return (text) => text.length <= maximum || codePoints(text) <= maximum;
  }
  if (check instanceof z.core.$ZodCheckMinLength) {
    const { minimum } = check._zod.def;
    return (text) => text.length >= 2 * minimum || codePoints(text) >= minimum;
  }
  if (check instanceof z.core.$ZodCheckRegex) {
    const { pattern } = check._zod.def;
    // Sticky and global patterns are stateful.
    return pattern.global || pattern.sticky ? undefined : (text) => pattern.test(text);
  }
  return undefined;
}

function numberTest(check: z.core.$ZodCheck<never>): Test<number> | undefined {
  if (check instanceof z.core.$ZodCheckNumberFormat) {
    return check._zod.def.format === 'safeint' ? Number.isSafeInteger : undefined;
  }
  if (check instanceof z.core.$ZodCheckGreaterThan) {
    const { value: least, inclusive } = check._zod.def;
    return inclusive ? (n) => n >= Number(least) : (n) => n > Number(least);
  }
  if (check instanceof z.core.$ZodCheckLessThan) {
    const { value: most, inclusive } = check._zod.def;
    return inclusive ? (n) => n <= Number(most) : (n) => n < Number(most);
  }
  return undefined;
}

function compileCodec(schema: z.ZodCodec): Decoder {
  if (schema.def.checks?.length) return leaveToZod(schema);
  const read = compileDecoder(schema.def.in);
  const accept = compileDecoder(schema.def.out);
  const { transform } = schema.def;
  return (value) => {
    const stored = read(value);
    if (stored === UNREADABLE) return UNREADABLE;
    const issues: z.core.$ZodRawIssue[] = [];
    const decoded = transform(stored, { value: stored, issues });
    return issues.length > 0 ? UNREADABLE : accept(decoded);
  };
}

function compileArray(schema: z.ZodArray): Decoder {
  if (schema.def.checks?.length) return leaveToZod(schema);
  const decode = compileDecoder(schema.element);
  return (value) => {
    if (!Array.isArray(value)) return UNREADABLE;
    const decoded: unknown[] = [];
    for (const item of value) {
      const one = decode(item);
      if (one === UNREADABLE) return UNREADABLE;
      decoded.push(one);
    }
    return decoded;
  };
}

/** Unknown fields make a strict object unreadable; other objects drop them. */
function compileObject(schema: z.ZodObject): Decoder {
  const { catchall, checks } = schema.def;
  const isStrict = catchall instanceof z.core.$ZodNever;
  if ((catchall && !isStrict) || checks?.length) return leaveToZod(schema);
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const fields = Object.entries(shape).map(([key, field]) => ({
    key,
    isOptional: field instanceof z.ZodOptional,
    decode: compileDecoder(field),
  }));
  return (value) => {
    if (!isRecord(value)) return UNREADABLE;
    let unseen = Object.keys(value).length;
    const decoded: Record<string, unknown> = {};
    for (const { key, isOptional, decode } of fields) {
      const stored = value[key];
      if (stored === undefined && !Object.hasOwn(value, key)) {
        if (isOptional) continue;
        return UNREADABLE;
      }
      const field = decode(stored);
      if (field === UNREADABLE) return UNREADABLE;
      decoded[key] = field;
      unseen -= 1;
    }
    return isStrict && unseen > 0 ? UNREADABLE : decoded;
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
