import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { outdatedOf } from '../follow/checkpoints.js';
import { rebuild, RebuildUnderWay, type RebuildOptions } from './rebuild.js';

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;

/** Options of rebuilding outdated read models. */
export interface OutdatedOptions extends RebuildOptions {
  /** The leader's connection, used only to read. */
  readonly client: Pick<Client, 'query'>;
}

/**
 * Rebuilds read models with rows written by an earlier version of the code, beside the live tables,
 * until none is left or `signal` aborts. Runs on the leader: an earlier version that leads would
 * keep writing such rows.
 */
export async function rebuildOutdated(options: OutdatedOptions): Promise<void> {
  const { client, projections, log, signal } = options;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const outdated = await outdatedOf(client, projections);
      if (outdated.length === 0) return;
      const names = outdated.map(({ name }) => name);
      log.info({ projections: names }, 'rebuilding read models of an earlier version');
      const { events, rows, filledInMs } = await rebuild({ ...options, projections: outdated });
      const done = { projections: names, events, rows, filledInMs };
      log.info(done, 'the read models of an earlier version were rebuilt');
      return;
    } catch (error) {
      if (signal.aborted) return;
      const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** failures, MAX_RETRY_MS);
      const isBusy = error instanceof RebuildUnderWay;
      const said = { pauseMs, ...(!isBusy && { err: error }) };
      log.warn(said, 'read models of an earlier version are not rebuilt yet: trying again');
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
