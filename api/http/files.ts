/** Sends static files: compressed if the client accepts it, revalidated by ETag. */
import { fileURLToPath } from 'node:url';
import send from '@fastify/send';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Values of `Cache-Control`. */
export const CACHE_CONTROL = {
  /** Changes under its name with a release; embedded in foreign pages. */
  tenMinutes: 'public, max-age=600, stale-while-revalidate=86400',
  /** Changes with a release. */
  anHour: 'public, max-age=3600',
  /** Has a content hash in its name. */
  forEver: 'public, max-age=31536000, immutable',
} as const;

/**
 * Enables `sendFile` in routes. Not awaited: that would load the plugins registered so far, before
 * Nest has set the error handler that they inherit.
 */
export function registerFiles(fastify: FastifyInstance): void {
  // RFC 9239; `mime` only knows the older name.
  send.mime.define({ 'text/javascript': ['js', 'mjs'] }, true);
  void fastify.register(fastifyStatic, {
    serve: false,
    preCompressed: true,
    cacheControl: false,
    // Files are small, and there is no problem code for an invalid range.
    acceptRanges: false,
  });
}

/**
 * Sends the file `name` of `folder`, or its `.br` or `.gz` if the client accepts that; 404 if there
 * is none. `name` must not be unchecked input.
 */
export function sendFile(
  reply: FastifyReply,
  folder: string,
  name: string,
  kept: (typeof CACHE_CONTROL)[keyof typeof CACHE_CONTROL],
): void {
  const keep = () => void reply.header('cache-control', kept);
  void reply.sendFile(name, folder, { onFile: keep });
}

const ROOT = new URL('../../', import.meta.url);

/** A folder built by `npm run build`: `dist/widget`. */
export function builtFolder(name: string): string {
  const fromSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(fromSource ? `dist/${name}/` : `${name}/`, ROOT));
}
