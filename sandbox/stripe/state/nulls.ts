import answers from '../shapes/answers.json' with { type: 'json' };
import type { Answers, JsonSchema } from '../shapes/json-schema.js';
import type { Kind, Kinds } from './kinds.js';

/** The fields of an object that are always there and may be null, as null. */
type Nulls<T> = {
  [K in keyof T as undefined extends T[K] ? never : null extends T[K] ? K : never]: null;
};

const { definitions, objects } = readAnswers();

/** What a new object of a kind has of which nothing was said. */
export const nulls = <K extends Kind>(kind: K): Nulls<Kinds[K]> =>
  nullsOf<Nulls<Kinds[K]>>(definitions[objects[kind] ?? '']);

/** The same of the hash in one of its fields. */
export const nullsIn = <K extends Kind, F extends keyof Kinds[K] & string>(
  kind: K,
  field: F,
): Nulls<NonNullable<Kinds[K][F]>> =>
  nullsOf<Nulls<NonNullable<Kinds[K][F]>>>(
    definitionOf(definitions[objects[kind] ?? '']?.properties?.[field]),
  );

/** The definition that a schema refers to, which may be null beside it. */
function definitionOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  const { $ref, anyOf = [] } = schema ?? {};
  if ($ref !== undefined) return definitions[$ref.replace('#/definitions/', '')];
  const referring = anyOf.find((each) => each.$ref !== undefined);
  return referring && definitionOf(referring);
}

function nullsOf<T>({ properties = {}, required = [] }: JsonSchema = {}): T & object {
  const names = required.filter((name) => mayBeNull(properties[name]));
  const made = Object.fromEntries(names.map((name) => [name, null]));
  if (!isOf<T>(made))
    throw new Error('answers.json has no such object, or none of its fields may be null');
  return made;
}

const mayBeNull = (schema: JsonSchema | undefined): boolean =>
  schema?.type === 'null' || (schema?.anyOf?.some(mayBeNull) ?? false);

/** The schemas were generated from the very types. */
const isOf = <T>(made: object): made is T & object => Object.keys(made).length > 0;

function readAnswers(): Answers {
  const known: unknown = answers;
  if (!isAnswers(known)) throw new Error('answers.json is not what generate.ts writes');
  return known;
}

function isAnswers(read: unknown): read is Answers {
  return typeof read === 'object' && read !== null && 'objects' in read && 'definitions' in read;
}
