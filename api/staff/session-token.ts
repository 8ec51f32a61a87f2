import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { idSchema } from '../shapes/ids.js';

const ID_BYTES = 10;
/** 256 bits: guessing is hopeless, and a fast hash is enough. */
const SECRET_BYTES = 32;
const TOKEN = /^([0-9a-f]{20})\.[A-Za-z0-9_-]{43}$/;

/** The secret of a session: the cookie's value, of which only the hash is stored. */
export interface SessionToken {
  /** `ses_…`, names the session. */
  readonly id: string;
  readonly token: string;
  /** SHA-256 of the token. */
  readonly hash: Buffer;
}

/** A new session token. */
export function newSessionToken(): SessionToken {
  const name = randomBytes(ID_BYTES).toString('hex');
  const token = `${name}.${newSecret()}`;
  return { id: `ses_${name}`, token, hash: hashOf(token) };
}

/** 256 random bits in base64url. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** The id of the session that a token claims to be of; undefined if it is no session token. */
export function claimedSession(token: string): string | undefined {
  const name = TOKEN.exec(token)?.[1];
  return name === undefined ? undefined : `ses_${name}`;
}

/** SHA-256 of a secret. */
export const hashOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** Compares two SHA-256 hashes in constant time. */
export const sameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);

/** The id of a session. */
export const SessionId = idSchema(/^ses_[0-9a-f]{20}$/, 'a session', {
  id: 'SessionId',
  description: 'Names one session of the console.',
  examples: ['ses_4f1c0a7be29d53186acd'],
});
