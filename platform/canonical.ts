/**
 * RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no white space,
 * numbers and strings as ECMAScript writes them. Omits undefined members. Throws TypeError for
 * values outside JSON (NaN, bigint, lone surrogates).
 *
 * Replaces the npm package `canonicalize`, which gives the same text (a test compares them on
 * random values) at four times the cost; every event passes through here.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
      return String(value === 0 ? 0 : value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value);
    case 'bigint':
    case 'function':
    case 'symbol':
    case 'undefined':
      throw new TypeError(`${typeof value} has no canonical form`);
  }
}

/** Text that needs no escaping in JSON. */
const PLAIN = /^[ !#-[\]-~]*$/;

function canonicalString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form');
  return JSON.stringify(text);
}

function canonicalArray(values: readonly unknown[]): string {
  let text = '';
  for (const value of values) text += `${text === '' ? '' : ','}${canonicalJson(value ?? null)}`;
  return `[${text}]`;
}

function canonicalObject(object: object): string {
  const members = object as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of sorted(Object.keys(members))) {
    const value = members[key];
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}${canonicalString(key)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}

/** Sorts keys by UTF-16 code units. Scrip's events are built in order, so check first. */
function sorted(keys: string[]): string[] {
  let before = '';
  for (const key of keys) {
    if (key < before) return keys.sort();
    before = key;
  }
  return keys;
}
