import answers from '../shapes/answers.json' with { type: 'json' };
import type { Answers, JsonSchema } from '../shapes/json-schema.js';
import type { Kind, Kinds } from './kinds.js';

/** The fields of an object that are always there and may be null, as null. */
type Nulls<T> = {
  [K in keyof T as undefined extends T[K] ? never : null extends T[K] ? K : never]: null;
};

/** What a new object of a kind has of which nothing was said. */
export function nulls<K extends Kind>(kind: K): Nulls<Kinds[K]> {
  const { objects, definitions } = readAnswers();
  const { properties = {}, required = [] } = definitions[objects[kind] ?? ''] ?? {};
  const names = required.filter((name) => mayBeNull(properties[name]));
  const made = Object.fromEntries(names.map((name) => [name, null]));
  if (!isOf<Nulls<Kinds[K]>>(made)) throw new Error(`answers.json knows no ${kind}`);
  return made;
}

const mayBeNull = (schema: JsonSchema | undefined): boolean =>
  schema?.type === 'null' || (schema?.anyOf?.some(mayBeNull) ?? false);

/** The schemas were generated from the very types. */
const isOf = <T>(made: object): made is T & object => Object.keys(made).length >= 0;

function readAnswers(): Answers {
  const known: unknown = answers;
  if (!isAnswers(known)) throw new Error('answers.json is not what generate.ts writes');
  return known;
}

const isAnswers = (read: unknown): read is Answers =>
  typeof read === 'object' && read !== null && 'objects' in read && 'definitions' in read;
