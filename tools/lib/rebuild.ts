import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { codeOf, expectBody } from './answer.js';
import type { Client } from './client.js';
import { failed, unusable } from './failure.js';

/** A rebuild as the API tells it. */
export const Rebuild = z.object({
  rebuild_id: z.string(),
  projections: z.array(z.string()),
  state: z.enum(['requested', 'running', 'done', 'failed']),
  /** Read so far. */
  events: z.number(),
  /** Written; null until it is done. */
  rows: z.number().nullable(),
  /** Rows of the old tables that were not as the log says; null until it is done. */
  differences: z.number().nullable(),
  not_compared: z.array(z.string()).nullable(),
  error: z.string().nullable(),
});
export type Rebuild = z.output<typeof Rebuild>;

const Projections = z.object({ rebuild: Rebuild.nullable() });

/** Read models are rebuilt together under this name. */
export const ALL_PROJECTIONS = 'all';
const POLL_MS = 200;

/** Begins a rebuild, or joins the one that is under way; throws Failure for an unknown name. */
export async function startRebuild(client: Client, name: string): Promise<Rebuild> {
  const path = `/v1/ops/projections/${encodeURIComponent(name)}/rebuild`;
  const answer = await client.call('POST', path);
  if (codeOf(answer) === 'rebuild_under_way') return newestRebuild(client);
  if (answer.status === 404 || answer.status === 422) {
    throw unusable(`there is no read model "${name}" that could be rebuilt`);
  }
  return expectBody(answer, Rebuild, `rebuild of ${name}`);
}

/** Resolves when it has ended; throws Failure when another has taken its place. */
export async function followRebuild(
  client: Client,
  begun: Rebuild,
  onProgress: (rebuild: Rebuild) => void,
  pollMs = POLL_MS,
): Promise<Rebuild> {
  for (let rebuild = begun; ; rebuild = await newestRebuild(client)) {
    if (rebuild.rebuild_id !== begun.rebuild_id)
      throw failed('another rebuild has begun meanwhile');
    if (rebuild.state === 'done' || rebuild.state === 'failed') return rebuild;
    onProgress(rebuild);
    await sleep(pollMs);
  }
}

async function newestRebuild(client: Client): Promise<Rebuild> {
  const answer = await client.call('GET', '/v1/ops/projections');
  const { rebuild } = expectBody(answer, Projections, 'projections');
  if (!rebuild) throw failed('no rebuild is known');
  return rebuild;
}
