import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { eventsByCategory } from '../../domain/all-events.js';
import { Config } from '../../platform/config.js';
import { Connection } from '../../platform/event-store/connection.js';
import { createLogger } from '../../platform/log.js';
import { readProjections } from '../../projections/all.js';
import { rebuild } from '../../projections/rebuild.js';

// A thread of its own: a rebuild reads the whole log, and its process has requests to answer. A
// thread has its own modules, and so may have its own client of the event store.

const Names = z.array(z.string());
const PREFIXES = Object.keys(eventsByCategory).map((category) => `${category}-`);

/** Rebuilds the read models named in `workerData`, telling the parent how it goes. */
async function main(): Promise<void> {
  const config = Config.load();
  const names = Names.parse(workerData);
  const connection = new Connection(config.need('eventStoreUrl'));
  const ending = new AbortController();
  parentPort?.once('message', () => ending.abort());
  try {
    const rebuilt = await rebuild({
      databaseUrl: config.need('databaseUrl'),
      source: (after, signal) => connection.subscribe({ after, prefixes: PREFIXES, signal }),
      log: createLogger('rebuild', config.logLevel),
      signal: ending.signal,
      projections: readProjections.filter(({ name }) => names.includes(name)),
      onProgress: (events) => parentPort?.postMessage({ events }),
    });
    parentPort?.postMessage({ rebuilt });
  } finally {
    await connection.close();
    parentPort?.removeAllListeners();
    parentPort?.unref();
  }
}

if (!isMainThread) await main();
