import { STREAM_PREFIXES as prefixes } from '../../../domain/log/all-events.js';
import { Connection } from '../../../platform/event-store/connection/connection.js';
import { createLogger } from '../../../platform/log.js';
import { run } from '../../../projections/run.js';

/** The projections process of a test product. */
export interface ReadSide {
  stop(): Promise<void>;
}

/** Runs the projections of a product in this process until `stop`. */
export function startReadSide(urls: { databaseUrl: string; eventStoreUrl: string }): ReadSide {
  const connection = new Connection(urls.eventStoreUrl);
  const ending = new AbortController();
  const running = run({
    databaseUrl: urls.databaseUrl,
    source: (after, signal) => connection.subscribe({ after, prefixes, signal }),
    log: createLogger('projections', 'silent'),
    signal: ending.signal,
  });
  return {
    async stop() {
      ending.abort();
      await running;
      await connection.close();
    },
  };
}
