/** Crockford's base 32 in lower case, whose order sorts like the numbers. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const REVISION_CHARS = 10;
const ACCOUNT_CHARS = 8;

const FORM =
  /^(?:dbt|hld|rfd|lot|adj)_([0-9a-hjkmnp-tv-z]{10})([0-9a-hjkmnp-tv-z]{8})[0-9a-hjkmnp-tv-z]?$/;

/** What an id identifies. */
export type IdPrefix = 'dbt' | 'hld' | 'rfd' | 'lot' | 'adj';

/**
 * Derives the id of what an event created: `dbt_` + revision + a hash of the account. It sorts by
 * age within the account, differs between accounts, and leads back to its event. `index`
 * distinguishes several lots of one event.
 */
export function idAt(prefix: IdPrefix, accountId: string, revision: number, index = 0): string {
  const suffix = index === 0 ? '' : base32(index, 1);
  return `${prefix}_${base32(revision, REVISION_CHARS)}${accountHash(accountId)}${suffix}`;
}

/** The stream revision in an id; undefined if the text is no such id. */
export function accountHashOf(id: string): string | undefined {
  return FORM.exec(id)?.[2];
}

/**
 * 40 bits of the account id (two rounds of 32-bit FNV-1a with different bases). Not for secrecy: it
 * only keeps ids of different accounts apart.
 */
export function revisionOf(id: string): number | undefined {
  const match = FORM.exec(id);
  if (!match) return undefined;
  let revision = 0;
  for (const char of match[1] ?? '') revision = revision * 32 + ALPHABET.indexOf(char);
  return revision;
}

function base32(value: number, chars: number): string {
  let text = '';
  for (let rest = value; text.length < chars; rest = Math.floor(rest / 32)) {
    text = (ALPHABET[rest % 32] ?? '') + text;
  }
  return text;
}

/**
 * 40 bits of the account id (two rounds of 32-bit FNV-1a, the second from another basis). Not for
 * secrecy: it only keeps one account's ids from being taken for another's.
 */
export function accountHash(accountId: string): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let index = 0; index < accountId.length; index += 1) {
    const char = accountId.charCodeAt(index);
    low = Math.imul(low ^ char, 0x01000193);
    high = Math.imul(high ^ char, 0x01000193);
  }
  return base32((high >>> 24) * 0x1_0000_0000 + (low >>> 0), ACCOUNT_CHARS);
}
