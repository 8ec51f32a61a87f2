import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../../platform/config/loopback.js';
import { Problem } from '../http/problem.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const HEADER = 'x-scrip-csrf';

/** Whether a method changes nothing. */
export const isSafe = (method: string): boolean => SAFE_METHODS.has(method);

/**
 * 403 unless an unsafe request comes from a page of this origin. Browsers say so in
 * `Sec-Fetch-Site`, or in `Origin` where they reach us without TLS; the header `x-scrip-csrf` is
 * one that no form of another site can send.
 */
export function demandSameOrigin({ method, headers, host }: FastifyRequest): void {
  if (isSafe(method)) return;
  const site = headers['sec-fetch-site'];
  const isOurs =
    site === undefined ? hostOf(headers.origin) === host.toLowerCase() : site === 'same-origin';
  if (isOurs && headers[HEADER] !== undefined) return;
  throw new Problem('cross_site_request', undefined, {
    members: { invalid_parameters: [{ name: isOurs ? HEADER : 'Origin', reason: REASON }] },
  });
}

const REASON = 'expected a request of the console itself';

function hostOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Where the client reached us, such as `https://scrip.example`. */
export const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`;

/** Whether browsers keep our cookie: they do over TLS, and on their own machine. */
export const isSecure = ({ protocol, hostname }: FastifyRequest): boolean =>
  protocol === 'https' || isLoopback(hostname);
