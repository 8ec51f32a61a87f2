import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { lingerAfter } from '../http/linger.js';
import { formatProblem } from '../http/problem.js';
import { requestIdOf } from '../http/request-id.js';
import { bearerOf, isWidgetToken } from './bearer.js';
import type { AuthenticationOptions, Keys } from './authentication-hook.js';

/** Options of `rejectUnknownKeysEarly`; `onRejected` is called for each request refused. */
export type EarlyRejectionOptions = Pick<
  AuthenticationOptions,
  'keys' | 'widgetTokens' | 'unknownKeys' | 'isEnding'
> & { readonly onRejected: () => void };

/**
 * Answers 429 to unknown keys that come too often before Fastify sees the request, so that a flood
 * of them leaves the CPU to authenticated callers. The authentication hook applies the same limits,
 * and alone when clients are behind a proxy or a page has to read the error. Call before the server
 * listens.
 */
export function rejectUnknownKeysEarly(server: Server, options: EarlyRejectionOptions): void {
  if (!options.unknownKeys) return;
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isRejected(request, response, options)) return;
    for (const handle of handlers) handle.call(server, request, response);
  });
}

function isRejected(
  request: IncomingMessage,
  response: ServerResponse,
  { keys, widgetTokens, unknownKeys, isEnding, onRejected }: EarlyRejectionOptions,
): boolean {
  const refusal = unknownKeys?.refusalOf(request.socket.remoteAddress ?? '');
  const { url = '', headers } = request;
  // Every route under /v1 needs a key; no other route does.
  if (!refusal || !url.startsWith('/v1/') || headers.origin !== undefined) return false;
  const token = bearerOf(request);
  if (token === undefined || isKnown(isWidgetToken(token) ? widgetTokens : keys, token)) {
    return false;
  }
  lingerAfter(request);
  const id = requestIdOf(request);
  const body = formatProblem(refusal, url, id);
  // Spreading these into the literal below makes V8 retain every refused request for seconds.
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  response.writeHead(refusal.status, {
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
    'content-type': 'application/problem+json',
    'x-request-id': id,
    ...(isEnding() && { connection: 'close' }),
  });
  response.end(body);
  onRejected();
  return true;
}

/** Whether the authentication hook would accept the token, look it up, or answer otherwise. */
function isKnown(keys: Keys, token: string): boolean {
  try {
    return keys.known(token) !== undefined || keys.isLikelyValid(token);
  } catch {
    return true;
  }
}
