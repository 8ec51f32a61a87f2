import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config } from '../platform/config/config.js';
import { keepHeapCompact } from '../platform/heap.js';
import { explainListening } from '../platform/listening.js';
import { createLogger } from '../platform/log.js';
import { startHealthServer, type HealthServer } from '../platform/health/health-server.js';
import { endUnstarted } from '../platform/start-failure.js';
import { createApp } from './create-app.js';
import { Lifecycle } from './ops/lifecycle.js';
import { Metrics } from './ops/metrics.js';
import { Readiness } from './ops/readiness.js';
import { closeResources, openResources, type Resources } from './resources.js';

/** Time to close the stores after the last request. */
const CLOSE_LIMIT_MS = 2_000;

/**
 * Shuts down: reports not ready while a load balancer reacts, lets active requests finish within
 * the configured time, then closes everything.
 */
async function shutDown(
  app: NestFastifyApplication,
  resources: Resources,
  health: HealthServer | undefined,
): Promise<void> {
  const { config, log } = resources;
  app.get(Lifecycle).leave();
  log.info({ seconds: config.unreadyMs / 1_000 }, 'the API is not ready any more');
  await sleep(config.unreadyMs);
  const server = app.getHttpServer();
  const cut = setTimeout(() => server.closeAllConnections(), config.drainMs);
  await app.close().catch((error: unknown) => log.warn({ err: error }, 'closing was not clean'));
  clearTimeout(cut);
  const giveUp = setTimeout(() => process.exit(1), CLOSE_LIMIT_MS);
  giveUp.unref();
  await health?.close();
  await closeResources(resources);
  log.info('the API has ended');
}

/** Runs the API process (`node dist/api/main.js`). */
async function main(): Promise<void> {
  keepHeapCompact();
  const config = Config.load();
  const log = createLogger('api', config.logLevel);
  const resources = await openResources(config, log, 'api');
  const app = await createApp(resources);
  const health = await showMetrics(app, resources);
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= shutDown(app, resources, health).then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  const { host, port } = config;
  // Nest's own `listen` would log failures a second time.
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.listen({ port, host }).catch((error: unknown) => {
    throw explainListening(error, { host, port, variable: 'PORT' });
  });
  log.info({ host, port }, 'the API listens');
  await app.get(Lifecycle).begin('api');
  log.info('the API is open');
}

/** Serves metrics on a separate port, if configured. */
async function showMetrics(
  app: NestFastifyApplication,
  { config: { host, metricsPort: port }, log }: Resources,
): Promise<HealthServer | undefined> {
  if (port === undefined) return undefined;
  const readiness = app.get(Readiness);
  const { registry } = app.get(Metrics);
  const check = async () => (await readiness.check()).checks;
  return startHealthServer({ host, port, variable: 'SCRIP_METRICS_PORT', check, registry, log });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main().catch(endUnstarted);
}
