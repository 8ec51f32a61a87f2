import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { WIDGET_SCOPES } from '../auth/permissions.js';
import type { WidgetGrant } from '../auth/caller.js';

const PREFIX = 'wgt2_';
const TOKEN = /^wgt2_([A-Za-z0-9_-]{1,1000})\.([0-9a-f]{8})\.([A-Za-z0-9_-]{43})$/;

/** Fits into a header with its scheme; longer tokens are not minted. */
export const MAX_TOKEN_CHARS = 1_000;

/** The signed payload, compact and without personal data. */
const Payload = z.tuple([
  z.string(),
  z.string().nullable(),
  z.array(z.enum(WIDGET_SCOPES)),
  z.array(z.string()),
  z.number().int(),
  z.number().int(),
]);

/** A signing key and its name. */
export interface TokenKey {
  readonly kid: string;
  readonly secret: Buffer;
}

/** The name of the key in a token; undefined if malformed. */
export const claimedKid = (token: string): string | undefined => TOKEN.exec(token)?.[2];

/** Signs a grant as `wgt2_<payload>.<kid>.<HMAC-SHA-256>`. */
export function signToken({ kid, secret }: TokenKey, grant: WidgetGrant): string {
  const { accountId, memberId = null, scopes, origins, expiresAt, revocation } = grant;
  const said = [accountId, memberId, [...scopes], origins, expiresAt, revocation];
  const payload = Buffer.from(JSON.stringify(said)).toString('base64url');
  const signed = `${PREFIX}${payload}.${kid}`;
  return `${signed}.${signatureOf(secret, signed)}`;
}

/**
 * Verifies a token's signature and returns its grant, which may have expired; undefined if invalid.
 */
export function readToken({ kid, secret }: TokenKey, token: string): WidgetGrant | undefined {
  const match = TOKEN.exec(token);
  if (match?.[2] !== kid) return undefined;
  const [, payload = '', , signature = ''] = match;
  // Compared as text: base64 has spare bits, and a token must have one spelling.
  const given = Buffer.from(signature);
  const expected = Buffer.from(signatureOf(secret, `${PREFIX}${payload}.${kid}`));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  // The signature is valid, so this is our JSON.
  const said = Payload.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (!said.success) return undefined;
  const [accountId, memberId, scopes, origins, expiresAt, revocation] = said.data;
  return {
    accountId,
    memberId: memberId ?? undefined,
    scopes: new Set(scopes),
    origins,
    expiresAt,
    revocation,
  };
}

const signatureOf = (secret: Buffer, signed: string): string =>
  createHmac('sha256', secret).update(signed).digest('base64url');
