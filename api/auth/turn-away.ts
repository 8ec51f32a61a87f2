import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { lingerAfter } from '../http/linger.js';
import { formatProblem } from '../http/problem.js';
import { requestIdOf } from '../http/request-id.js';
import { bearerOf, isWidgetToken } from './bearer.js';
import type { FrontDoor, Keys } from './front-door.js';

/** What is asked before Fastify, and who is told of a request that was refused. */
export type TurnAwayOptions = Pick<
  FrontDoor,
  'keys' | 'widgetTokens' | 'strangers' | 'isEnding'
> & { readonly onTurnedAway: () => void };

/**
 * Refuses unknown keys that come too often before Fastify sees the request: a flood of them leaves
 * the processor to the callers. The front door decides the same, and decides alone where clients
 * are behind a proxy, or a page has to read the refusal. Before the server listens.
 */
export function turnAwayEarly(server: Server, options: TurnAwayOptions): void {
  if (!options.strangers) return;
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (turnsAway(request, response, options)) return;
    for (const handle of handlers) handle.call(server, request, response);
  });
}

function turnsAway(
  request: IncomingMessage,
  response: ServerResponse,
  { keys, widgetTokens, strangers, isEnding, onTurnedAway }: TurnAwayOptions,
): boolean {
  const refusal = strangers?.refusalOf(request.socket.remoteAddress ?? '');
  const { url = '', headers } = request;
  // Under /v1 every route needs a key, and no address beside it does.
  if (!refusal || !url.startsWith('/v1/') || headers.origin !== undefined) return false;
  const token = bearerOf(request);
  if (token === undefined || isKnown(isWidgetToken(token) ? widgetTokens : keys, token)) {
    return false;
  }
  lingerAfter(request);
  const id = requestIdOf(request);
  const body = formatProblem(refusal, url, id);
  // Spread into the literal below, these would have V8 keep every refused request for seconds.
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  response.writeHead(refusal.status, {
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
    'content-type': 'application/problem+json',
    'x-request-id': id,
    ...(isEnding() && { connection: 'close' }),
  });
  response.end(body);
  onTurnedAway();
  return true;
}

/** Whether the front door would let a token in, look it up, or has another answer for it. */
function isKnown(keys: Keys, token: string): boolean {
  try {
    return keys.known(token) !== undefined || keys.isFamiliar(token);
  } catch {
    return true;
  }
}
