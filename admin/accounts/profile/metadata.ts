import type { Schemas } from '../../lib/api.js';

type Metadata = NonNullable<Schemas['Account']['metadata']>;

/** A key of the metadata as it is filled in. */
export interface Row {
  readonly key: string;
  readonly value: string;
}

/** The rows of a form, one a key. */
export const rowsOf = (metadata: Metadata | null): Row[] =>
  Object.entries(metadata ?? {}).map(([key, value]) => ({ key, value: String(value) }));

/** Metadata out of a form. A value that was a number, true, false or null stays one if it can. */
export function metadataOf(rows: readonly Row[], before: Metadata | null): Metadata {
  const had = new Map(Object.entries(before ?? {}));
  return Object.fromEntries(
    rows
      .filter(isFilled)
      .map(({ key, value }) => [key.trim(), typedAs(had.get(key.trim()), value)]),
  );
}

/** Whether a row is meant: one that is all empty is not. */
export const isFilled = ({ key, value }: Row): boolean => key.trim() !== '' || value !== '';

/** Whether the same key stands in a row above. */
export const isRepeated = (rows: readonly Row[], index: number): boolean => {
  const key = rows[index]?.key.trim() ?? '';
  return key !== '' && rows.slice(0, index).some((other) => other.key.trim() === key);
};

/** Whether two metadata say the same, in whatever order. */
export function isSame(a: Metadata, b: Metadata): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function typedAs(before: Metadata[string] | undefined, text: string): Metadata[string] {
  if (before !== undefined && String(before) === text) return before;
  if (typeof before === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const number = Number(text);
  // What a number does not write as it was typed, such as 007, is a text.
  return typeof before === 'number' && String(number) === text && Number.isFinite(number)
    ? number
    : text;
}
