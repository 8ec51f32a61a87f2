import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { WIDGET_SCOPES } from '../auth/permissions.js';
import type { WidgetGrant } from '../auth/caller.js';

const PREFIX = 'wgt2_';
const TOKEN = /^wgt2_([A-Za-z0-9_-]{1,1000})\.([0-9a-f]{8})\.([A-Za-z0-9_-]{43})$/;

/** What a header takes besides its scheme: longer tokens are not made. */
export const MAX_TOKEN_CHARS = 1_000;

/** What is signed, as short as it can be said: no name and no address of anybody is in it. */
const Payload = z.tuple([
  z.string(),
  z.string().nullable(),
  z.array(z.enum(WIDGET_SCOPES)),
  z.array(z.string()),
  z.number().int(),
  z.number().int(),
]);

/** What signs tokens: a secret and its name. */
export interface TokenKey {
  readonly kid: string;
  readonly secret: Buffer;
}

/** The name of the key that a token claims to be signed with; undefined for what is no token. */
export const claimedKid = (token: string): string | undefined => TOKEN.exec(token)?.[2];

/** A grant as the text that a widget sends: `wgt2_<payload>.<kid>.<HMAC-SHA-256>`. */
export function signToken({ kid, secret }: TokenKey, grant: WidgetGrant): string {
  const { accountId, memberId = null, scopes, origins, expiresAt, revocation } = grant;
  const said = [accountId, memberId, [...scopes], origins, expiresAt, revocation];
  const payload = Buffer.from(JSON.stringify(said)).toString('base64url');
  const signed = `${PREFIX}${payload}.${kid}`;
  return `${signed}.${signatureOf(secret, signed)}`;
}

/** The grant behind a token; undefined when this key has not signed it. It may have ended since. */
export function readToken({ kid, secret }: TokenKey, token: string): WidgetGrant | undefined {
  const match = TOKEN.exec(token);
  if (match?.[2] !== kid) return undefined;
  const [, payload = '', , signature = ''] = match;
  // As texts: the last letter has two bits to spare, and one token has one spelling.
  const given = Buffer.from(signature);
  const expected = Buffer.from(signatureOf(secret, `${PREFIX}${payload}.${kid}`));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  // Only what we have signed comes so far: it is JSON.
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
