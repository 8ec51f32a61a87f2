/** Files that are sent as they are: compressed where the client takes it, revalidated by ETag. */
import { fileURLToPath } from 'node:url';
import send from '@fastify/send';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** How long whoever has a file may keep it without asking: values of `Cache-Control`. */
export const CACHE_CONTROL = {
  /** Changes under its name with a release, on pages that we do not own. */
  tenMinutes: 'public, max-age=600, stale-while-revalidate=86400',
  /** Changes with a release. */
  anHour: 'public, max-age=3600',
  /** Has a hash of its content in its name. */
  forEver: 'public, max-age=31536000, immutable',
} as const;

/** Lets routes answer with `sendFile`. */
export async function registerFiles(fastify: FastifyInstance): Promise<void> {
  // RFC 9239; `mime` knows the older name only.
  send.mime.define({ 'text/javascript': ['js', 'mjs'] }, true);
  await fastify.register(fastifyStatic, {
    serve: false,
    preCompressed: true,
    cacheControl: false,
    // Our files are small, and there is no problem code for a part that is not there.
    acceptRanges: false,
  });
}

/**
 * Answers with the file `name` of `folder`, or with `name.br` or `name.gz` beside it where the
 * client takes that; 404 where there is none. `name` must not come from the client unchecked.
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

/** A folder that `npm run build` has made: `dist/widget`. */
export function builtFolder(name: string): string {
  const fromSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(fromSource ? `dist/${name}/` : `${name}/`, ROOT));
}
