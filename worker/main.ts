import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Config } from '../platform/config/config.js';
import { keepHeapCompact } from '../platform/heap.js';
import { startHealthServer, type HealthServer } from '../platform/health/health-server.js';
import { countResumptions } from '../platform/event-store/connection/resumptions.js';
import { createLogger, type Logger } from '../platform/log.js';
import { endUnstarted } from '../platform/start-failure.js';
import { NestLog } from '../api/http/nest-log.js';
import { JobCounters } from './metrics/job-counters.js';
import { WorkerHealth } from './worker-health.js';
import { Worker } from './worker.js';
import { WorkerProcessModule } from './worker.module.js';
import { Lifecycle } from '../api/ops/lifecycle.js';
import { closeResources, openResources } from '../api/resources.js';

/** Time to close the stores after the last job. */
const CLOSE_LIMIT_MS = 1_000;

/**
 * Runs the worker (`node dist/worker/main.js`): scheduled jobs, reactions and webhooks, with no
 * HTTP but health checks. Any number of workers share the work.
 */
async function main(): Promise<void> {
  keepHeapCompact();
  const config = Config.load();
  const log = createLogger('worker', config.logLevel);
  const resources = await openResources(config, log, 'worker');
  const app = await NestFactory.createApplicationContext(WorkerProcessModule.of(resources), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  const worker = app.get(Worker);
  countResumptions(app.get(JobCounters).registry, resources.store.connection);
  const health = await answerHealth(app, config, log);
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= (async () => {
      app.get(Lifecycle).drain();
      await worker.stop(config.drainMs);
      setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
      await Promise.all([app.close(), health?.close()]);
      await closeResources(resources);
      log.info('the worker has ended');
      process.exit(0);
    })();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // It decides renewals, which need all plans.
  await app.get(Lifecycle).begin('worker');
  if (!ending) worker.start();
}

/** Serves health checks if configured. */
async function answerHealth(
  app: INestApplicationContext,
  { host, workerPort: port }: Config,
  log: Logger,
): Promise<HealthServer | undefined> {
  if (port === undefined) return undefined;
  const { check } = app.get(WorkerHealth);
  const { registry } = app.get(JobCounters);
  return startHealthServer({ host, port, variable: 'SCRIP_WORKER_PORT', check, registry, log });
}

await main().catch(endUnstarted);
