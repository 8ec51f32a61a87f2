import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { WIDGET_SCOPES } from '../http/allow.js';
import type { WidgetGrant } from '../http/caller.js';

/** How tokens of widgets begin, whatever their version. */
const ANY_VERSION = /^wgt\d+_/;
const PREFIX = 'wgt1_';
const TOKEN = /^wgt1_([A-Za-z0-9_-]{1,1000})\.([A-Za-z0-9_-]{43})$/;

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

/** Whether a bearer token claims to be of a widget. */
export const isWidgetToken = (token: string): boolean => ANY_VERSION.test(token);

/** A grant as the text that a widget sends: `wgt1_<payload>.<HMAC-SHA-256>`. */
export function signToken(secret: Buffer, grant: WidgetGrant): string {
  const { accountId, memberId = null, scopes, origins, expiresAt, revocation } = grant;
  const said = [accountId, memberId, [...scopes], origins, expiresAt, revocation];
  const signed = `${PREFIX}${Buffer.from(JSON.stringify(said)).toString('base64url')}`;
  return `${signed}.${signatureOf(secret, signed)}`;
}

/** The grant behind a token; undefined when we have not signed it. It may have ended meanwhile. */
export function readToken(secret: Buffer, token: string): WidgetGrant | undefined {
  const match = TOKEN.exec(token);
  if (!match) return undefined;
  const [, payload = '', signature = ''] = match;
  // As texts: the last letter has two bits to spare, and one token has one spelling.
  const given = Buffer.from(signature);
  const expected = Buffer.from(signatureOf(secret, `${PREFIX}${payload}`));
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
