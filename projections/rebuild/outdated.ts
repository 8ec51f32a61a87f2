import type { Client } from 'pg';
import { retrying } from '../../platform/patience/back-off.js';
import { outdatedOf } from '../follow/checkpoints.js';
import { rebuild, RebuildUnderWay, type RebuildOptions } from './rebuild.js';

const PAUSES = { firstMs: 1_000, longestMs: 60_000 };

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
  const { log, signal } = options;
  await retrying(() => rebuildOnce(options), {
    pauses: PAUSES,
    signal,
    onFailure(error, pauseMs) {
      const isBusy = error instanceof RebuildUnderWay;
      const said = { pauseMs, ...(!isBusy && { err: error }) };
      log.warn(said, 'read models of an earlier version are not rebuilt yet: trying again');
    },
  });
}

async function rebuildOnce(options: OutdatedOptions): Promise<void> {
  const { client, projections, log } = options;
  const outdated = await outdatedOf(client, projections);
  if (outdated.length === 0) return;
  const names = outdated.map(({ name }) => name);
  log.info({ projections: names }, 'rebuilding read models of an earlier version');
  const { events, rows, filledInMs } = await rebuild({ ...options, projections: outdated });
  const done = { projections: names, events, rows, filledInMs };
  log.info(done, 'the read models of an earlier version were rebuilt');
}
