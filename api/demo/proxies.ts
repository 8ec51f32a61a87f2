import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';
import { STRIPE_PAGES } from '../../platform/config/stripe.js';
import { Problem } from '../http/problem.js';

/** Shown until the other process answers; loads nothing. */
const startingPage = (what: string): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${what} is starting</title>
  <link rel="icon" href="data:,">
  <style>
    body { display: grid; place-content: center; min-height: 90vh; margin: 1.5rem; text-align: center;
      font: 1rem/1.5 system-ui, sans-serif; }
    h1 { margin: 0 0 0.5rem; font-size: 1.375rem; }
    p { margin: 0; }
  </style>
  <main><h1>${what} is starting</h1><p>This page comes back by itself in a moment.</p></main>
</html>
`;
const STARTING_PAGE_POLICY = "default-src 'none';style-src 'unsafe-inline';img-src data:";
/** As `Retry-After` for programs, as `Refresh` for browsers. */
const RETRY_AFTER_S = '1';
/** Longer than any silence while a message is streamed. */
const SILENCE_LIMIT_MS = 30_000;
/** The demo answers once the sandbox's clock has gone on, which may take it two minutes a step. */
const ANSWER_LIMIT_MS = 150_000;

/** What is proxied, and where to. */
interface Proxied {
  readonly prefix: string;
  /** The same at the other process. */
  readonly path: string;
  readonly upstream: string;
  /** Its name, for people who come too early. */
  readonly what: string;
  /** Paths without the prefix; the others are not found. */
  readonly open: RegExp;
}

/**
 * Proxies `/demo` to the demo product at `url`, a separate process, so that one address serves
 * both. Streams pass through; if the demo does not answer, responds 503. To the rest of the API the
 * demo is a product like any other.
 */
export function proxyDemo(fastify: FastifyInstance, url: string): void {
  proxy(fastify, { prefix: '/demo', path: '/demo', upstream: url, what: 'The demo', open: /^/ });
}

/**
 * Proxies the pages of the double of Stripe at `url`, on which people pay in the sandbox, and
 * nothing else of it.
 */
export function proxyStripePages(fastify: FastifyInstance, url: string): void {
  proxy(fastify, {
    prefix: STRIPE_PAGES,
    path: '/',
    upstream: url,
    what: 'The checkout',
    open: /^\/(c|i|p|receipts)\//,
  });
}

function proxy(fastify: FastifyInstance, { prefix, path, upstream, what, open }: Proxied): void {
  void fastify.register(async (scope) => {
    // Pass bodies through unparsed.
    scope.removeAllContentTypeParsers();
    scope.addHook('onRequest', ({ url: asked }, _reply, done) => {
      // The proxy would answer paths that leave the prefix with a 500.
      const isOutside = /%2e|%2f|%5c|\.\./i.test(asked) || !open.test(asked.slice(prefix.length));
      done(isOutside ? new Problem('not_found') : undefined);
    });
    await scope.register(httpProxy, {
      upstream,
      prefix,
      rewritePrefix: path,
      httpMethods: ['GET', 'HEAD', 'POST'],
      config: { access: 'public' },
      disableRequestLogging: true,
      undici: { bodyTimeout: SILENCE_LIMIT_MS, headersTimeout: ANSWER_LIMIT_MS },
      replyOptions: {
        onError: (reply) => {
          void reply
            .code(503)
            .headers({ 'retry-after': RETRY_AFTER_S, refresh: RETRY_AFTER_S })
            .header('content-security-policy', STARTING_PAGE_POLICY)
            .type('text/html; charset=utf-8')
            .send(startingPage(what));
        },
      },
    });
  });
}
