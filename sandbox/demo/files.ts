import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The page may load what this server gives, and nothing from anywhere else. */
const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';" +
  "base-uri 'none';form-action 'none';frame-ancestors 'none'";

const FILES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'demo.css': 'text/css; charset=utf-8',
  'demo.js': 'text/javascript; charset=utf-8',
};

/** Gives the page and what it loads, as built into `folder`. */
export function servePage(fastify: FastifyInstance, folder: URL): void {
  const send = async (reply: FastifyReply, name: string) => {
    const type = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    const content = type && (await readFile(new URL(name, folder)).catch(() => undefined));
    if (!type || !content) return reply.code(404).send({ message: `there is no ${name}` });
    return reply
      .header('content-type', type)
      .header('cache-control', 'no-cache')
      .header('content-security-policy', POLICY)
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .send(content);
  };
  for (const path of ['/demo', '/demo/']) {
    fastify.get(path, (_request, reply) => send(reply, 'index.html'));
  }
  fastify.get<{ Params: { name: string } }>('/demo/assets/:name', ({ params }, reply) =>
    send(reply, params.name),
  );
}
