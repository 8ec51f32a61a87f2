import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A full API key: `scrip_<id>_<secret>`; shown once, never stored. */
export interface ApiKeySecret {
  /** `key_…`: public. */
  readonly id: string;
  readonly token: string;
  /** The stored part. */
  readonly hash: Buffer;
}

const ID_BYTES = 10;
/** 256 bits, so that a fast hash is enough. */
const SECRET_BYTES = 32;
const TOKEN = /^scrip_([0-9a-v]{16})_([A-Za-z0-9_-]{43})$/;
const BASE_32 = '0123456789abcdefghijklmnopqrstuv';

/** Generates a random key. */
export function newApiKey(): ApiKeySecret {
  const name = base32(randomBytes(ID_BYTES));
  const token = `scrip_${name}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { id: `key_${name}`, token, hash: hashOf(token) };
}

/** The key id in a token; undefined if malformed. */
export function claimedId(token: string): string | undefined {
  const match = TOKEN.exec(token);
  return match ? `key_${match[1]}` : undefined;
}

/** SHA-256 of a token. */
export const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');

/** Compares two SHA-256 hashes in constant time. */
export const sameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE_32[Number.parseInt(five, 2)]).join('');
}
