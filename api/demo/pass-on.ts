import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';

const AWAY = 'The demo is starting: this page comes back by itself in a moment.\n';
/** For programs as `Retry-After`, for browsers as `Refresh`. */
const RETRY_AFTER_S = '1';
/** A message is streamed for seconds, and nothing else of the demo is silent for as long. */
const SILENCE_LIMIT_MS = 30_000;

/**
 * Passes `/demo` and all below it on to the demo product at `url`, a process of its own, so that
 * one address is enough for whoever tries Scrip. Streams go through as they come; where nobody
 * answers there, it is a 503. To the rest of the API the demo is a product like any other.
 */
export function passDemoOn(fastify: FastifyInstance, url: string): void {
  void fastify.register(async (scope) => {
    // Its bodies are none of our business.
    scope.removeAllContentTypeParsers();
    await scope.register(httpProxy, {
      upstream: url,
      prefix: '/demo',
      rewritePrefix: '/demo',
      httpMethods: ['GET', 'HEAD', 'POST'],
      config: { access: 'public' },
      disableRequestLogging: true,
      undici: { bodyTimeout: SILENCE_LIMIT_MS, headersTimeout: SILENCE_LIMIT_MS },
      replyOptions: {
        onError: (reply) => {
          void reply
            .code(503)
            .headers({ 'retry-after': RETRY_AFTER_S, refresh: RETRY_AFTER_S })
            .type('text/plain')
            .send(AWAY);
        },
      },
    });
  });
}
