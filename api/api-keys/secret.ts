import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as its owner holds it: `scrip_<id>_<secret>`; shown once, kept nowhere. */
export interface ApiKeySecret {
  /** `key_…`: public, names the key. */
  readonly id: string;
  readonly token: string;
  /** What is stored of it. */
  readonly hash: Buffer;
}

const ID_BYTES = 10;
/** 256 bits: no dictionary and no slow hash is needed. */
const SECRET_BYTES = 32;
const TOKEN = /^scrip_([0-9a-v]{16})_([A-Za-z0-9_-]{43})$/;
const BASE_32 = '0123456789abcdefghijklmnopqrstuv';

/** Makes a new key of random bytes. */
export function newApiKey(): ApiKeySecret {
  const name = base32(randomBytes(ID_BYTES));
  const token = `scrip_${name}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { id: `key_${name}`, token, hash: hashOf(token) };
}

/** The id a token claims to be of; undefined when it has not the shape of a key. */
export function claimedId(token: string): string | undefined {
  const match = TOKEN.exec(token);
  return match ? `key_${match[1]}` : undefined;
}

/** SHA-256 of a token. */
export const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');

/** Compares in constant time; both are SHA-256. */
export const sameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE_32[Number.parseInt(five, 2)]).join('');
}
