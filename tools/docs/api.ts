import { StripeAccess } from '../../api/payments/stripe/access.js';
import { RouteTable, type GuardedRoute } from '../../api/auth/route-table.js';
import { createApp } from '../../api/create-app.js';
import { describeApi } from '../../api/docs/openapi.js';
import { entities } from '../../api/entities.js';
import { closeResources } from '../../api/resources.js';
import { SystemClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { createDataSource } from '../../platform/database/data-source.js';
import { createPool } from '../../platform/database/database.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { OperationsIndex } from '../../platform/event-store/operations.js';
import { createLogger } from '../../platform/log.js';
import { SecretBox } from '../../platform/secret-box.js';
import { Queues } from '../../platform/queues/queues.js';

/** Addresses that are never connected to: routes are registered, and no connection is opened. */
const DATABASE_URL = 'postgres://localhost/none';
const EVENTSTORE_URL = 'esdb://localhost:2113?tls=false';

/** What `/openapi.json` answers, and which routes there are, without any store. */
export async function describedApi(): Promise<{
  readonly document: object;
  readonly routes: readonly GuardedRoute[];
}> {
  const log = createLogger('docs', 'silent');
  const config = Config.load({ SCRIP_MODE: 'sandbox', DATABASE_URL, EVENTSTORE_URL });
  const pool = createPool({
    url: DATABASE_URL,
    application: 'scrip-docs',
    maxConnections: 1,
    statementTimeoutMs: config.statementTimeoutMs,
  });
  const dataSource = createDataSource(pool, entities);
  const clock = new SystemClock();
  const store = new EventStore({
    url: EVENTSTORE_URL,
    operations: new OperationsIndex(pool),
    now: () => clock.now(),
    maxCacheBytes: config.maxCacheBytes,
  });
  const queues = new Queues({
    databaseUrl: DATABASE_URL,
    redisUrl: undefined,
    maxConnections: 1,
    log,
  });
  const secrets = new SecretBox(config.need('secretKey'));
  const stripe = new StripeAccess(undefined, dataSource, log);
  const resources = { config, pool, dataSource, store, clock, queues, secrets, stripe, log };
  const app = await createApp(resources);
  try {
    return { document: describeApi(app), routes: app.get(RouteTable).routes };
  } finally {
    await app.close();
    await closeResources(resources);
  }
}
