import { fileURLToPath } from 'node:url';
import send from '@fastify/send';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The page loads only what this server serves. */
const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';" +
  "base-uri 'none';form-action 'none';frame-ancestors 'none'";

const FILES = new Set(['/index.html', '/demo.css', '/demo.js']);

/** Gives the page and what it loads, as built into `folder`. */
export function servePage(fastify: FastifyInstance, folder: URL): void {
  // RFC 9239; `mime` knows the older name only.
  send.mime.define({ 'text/javascript': ['js', 'mjs'] }, true);
  const root = fileURLToPath(folder);
  void fastify.register(fastifyStatic, {
    root,
    prefix: '/demo/assets/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    allowedPath: (path) => FILES.has(path),
    setHeaders: (reply) =>
      reply.headers({
        'cache-control': 'no-cache',
        'content-security-policy': POLICY,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      }),
  });
  for (const path of ['/demo', '/demo/']) {
    fastify.get(path, (_request, reply) => reply.sendFile('/index.html'));
  }
}
