/** The cookie of console sessions. */
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The session of the console. `__Host-` binds it to this host, HTTPS (or localhost) and path /. */
export const SESSION_COOKIE = '__Host-scrip';
const MAX_COOKIE_HEADER_CHARS = 8_192;

/** The value of a cookie of a request. */
export function cookieOf(
  { headers: { cookie } }: Pick<FastifyRequest, 'headers'>,
  name: string,
): string | undefined {
  if (cookie === undefined || cookie.length > MAX_COOKIE_HEADER_CHARS) return undefined;
  return parseCookie(cookie)[name];
}

/** The token of a console session; undefined if the request has none. */
export const sessionTokenOf = (request: Pick<FastifyRequest, 'headers'>): string | undefined =>
  cookieOf(request, SESSION_COOKIE);

/**
 * Sets a cookie that scripts cannot read and other sites do not send with their requests. Without
 * `maxAgeS` it ends with the browser; with 0 it is deleted.
 */
export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  maxAgeS?: number,
): void {
  const cookie = stringifySetCookie({
    name,
    value,
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
    ...(maxAgeS !== undefined && { maxAge: maxAgeS }),
  });
  void reply.header('set-cookie', cookie);
}

/** Makes the browser forget the session. */
export const clearSession = (reply: FastifyReply): void => setCookie(reply, SESSION_COOKIE, '', 0);
