import fc from 'fast-check';

/** A schema of the API document, as far as bounds go. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
}

/** Values at the bounds of a schema, which must be taken, and just beyond, which must not. */
export interface Tries {
  readonly taken: readonly unknown[];
  readonly refused: readonly unknown[];
}

const NOTHING: Tries = { taken: [], refused: [] };
const SAMPLES = 3;

/** What to try of a schema that refers to nothing any more. */
export function triesOf(schema: Schema, seed: number): Tries {
  const { type = [], anyOf } = schema;
  if (anyOf) return eitherOf(anyOf, seed);
  const types = typeof type === 'string' ? [type] : type;
  const tries = types.map((each) => (BY_TYPE[each] ?? (() => NOTHING))(schema, seed));
  const nothing = types.includes('null') ? NOTHING : { taken: [], refused: [null] };
  return together([...tries, nothing]);
}

/** One of several, of which null may be one: what the first refuses, the second may take. */
function eitherOf(branches: readonly Schema[], seed: number): Tries {
  const [first, second] = branches;
  if (branches.length !== 2 || second?.type !== 'null' || !first) return NOTHING;
  const { taken, refused } = triesOf(first, seed);
  return { taken: [...taken, null], refused: refused.filter((value) => value !== null) };
}

const together = (all: readonly Tries[]): Tries => ({
  taken: all.flatMap(({ taken }) => taken),
  refused: all.flatMap(({ refused }) => refused),
});

const BY_TYPE: Readonly<Record<string, (schema: Schema, seed: number) => Tries>> = {
  string: (schema, seed) => (schema.enum ? choice(schema.enum) : text(schema, seed)),
  integer: (schema) => together([number(schema), { taken: [], refused: [1.5] }]),
  number,
  boolean: (schema) =>
    schema.enum ? choice(schema.enum) : { taken: [true, false], refused: ['yes'] },
  array: list,
  object: () => ({ taken: [], refused: ['text', []] }),
};

const choice = (values: readonly unknown[]): Tries => ({
  taken: values,
  refused: ['no-such-choice', 7],
});

function number({ minimum, maximum }: Schema): Tries {
  const [least, most] = [minimum, maximum].map((bound) => (bound === undefined ? [] : [bound]));
  return {
    taken: [...(least ?? []), ...(most ?? [])],
    refused: [...(least ?? []).map((n) => n - 1), ...(most ?? []).map((n) => n + 1), 'many'],
  };
}

function text(schema: Schema, seed: number): Tries {
  const { minLength = 0, maxLength, pattern, format, examples = [] } = schema;
  const tooLong = maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)];
  const tooShort = minLength > 0 ? ['x'.repeat(minLength - 1)] : [];
  const always = { taken: examples, refused: [...tooLong, ...tooShort, 7] };
  if (pattern !== undefined) return together([always, patterned(pattern, schema, seed)]);
  if (format !== undefined) return { taken: [], refused: [...always.refused, 'no such thing'] };
  const longest = maxLength === undefined ? [] : ['x'.repeat(maxLength)];
  return { ...always, taken: [...examples, 'x'.repeat(Math.max(1, minLength)), ...longest] };
}

/** Texts that a pattern describes, and the same texts spoilt. */
function patterned(pattern: string, { maxLength = 1_000 }: Schema, seed: number): Tries {
  const form = new RegExp(pattern);
  const found = fc
    .sample(fc.stringMatching(form), { numRuns: SAMPLES, seed })
    .filter(({ length }) => length > 0 && length <= maxLength);
  const spoilt = found.flatMap((each) => [`${each}\u00e9`, ` ${each}`, `${each}${each}$`]);
  return { taken: found, refused: ['\u00e9', ...spoilt].filter((each) => !form.test(each)) };
}

/** Of lists that must not repeat themselves, only choices can be listed to the full. */
function list({ minItems = 0, maxItems, items = {} }: Schema): Tries {
  const [sample = items.enum?.[0]] = items.examples ?? [];
  const filled = (length: number) => Array.from({ length }, () => sample ?? {});
  return {
    taken: items.enum && items.enum.length === maxItems ? [items.enum] : [],
    refused: [
      'text',
      ...(minItems > 0 ? [filled(minItems - 1)] : []),
      ...(maxItems === undefined ? [] : [filled(maxItems + 1)]),
    ],
  };
}
