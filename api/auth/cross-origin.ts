import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bearerOf, isWidgetToken } from './bearer.js';

const MAX_AGE_S = 7_200;
const TAKEN = 'authorization, content-type, idempotency-key, last-event-id';
const EXPOSED = 'x-request-id, idempotency-hit, retry-after';

/**
 * Answers CORS preflights of the widget's routes. A preflight carries no token, so every origin is
 * allowed; the token of the actual request restricts origins. Call before routes are added.
 */
export function answerPreflights(fastify: FastifyInstance): void {
  const methodsOf = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ url, method, config }) => {
    if (!config?.widget) return;
    const known = methodsOf.get(url);
    const methods = known ?? new Set<string>();
    for (const each of [method].flat()) methods.add(each);
    if (known) return;
    methodsOf.set(url, methods);
    fastify.options(url, { config: { access: 'public' } }, (_, reply) => {
      void reply
        .status(204)
        .header('access-control-allow-origin', '*')
        .header('access-control-allow-methods', [...methods].join(', '))
        .header('access-control-allow-headers', TAKEN)
        .header('access-control-max-age', MAX_AGE_S)
        .send();
    });
  });
}

/**
 * Adds CORS headers for requests with a widget token, so that the page can read errors too. Answers
 * to API keys get none: no page should hold one. No cookies are involved.
 */
export function addCorsHeaders(request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers;
  if (origin === undefined || !isWidgetToken(bearerOf(request) ?? '')) return;
  void reply
    .header('access-control-allow-origin', origin)
    .header('access-control-expose-headers', EXPOSED)
    .header('vary', 'origin');
}
