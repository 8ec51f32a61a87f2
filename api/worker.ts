import { NestFactory } from '@nestjs/core';
import { Config } from '../platform/config.js';
import { keepHeapCompact } from '../platform/heap.js';
import { createLogger } from '../platform/log.js';
import { endUnstarted } from '../platform/start-failure.js';
import { AppModule } from './app.module.js';
import { NestLog } from './http/nest-log.js';
import { Worker } from './jobs/worker.js';
import { Lifecycle } from './ops/lifecycle.js';
import { closeWorld, openWorld } from './world.js';

/** What closing the stores may take, once no job is under way any more. */
const CLOSE_LIMIT_MS = 1_000;

/**
 * `node dist/api/worker.js`: does what time and facts ask for, without HTTP, until it is told to
 * end. Any number of them share the work.
 */
async function main(): Promise<void> {
  keepHeapCompact();
  const config = Config.load();
  const log = createLogger('worker', config.logLevel);
  const world = await openWorld(config, log, 'scrip-worker');
  const app = await NestFactory.createApplicationContext(AppModule.of(world), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  const worker = app.get(Worker);
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= (async () => {
      await worker.stop(config.drainMs);
      setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
      await app.close();
      await closeWorld(world);
      log.info('the worker has ended');
      process.exit(0);
    })();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // It decides renewals, so it has to know all plans first.
  await app.get(Lifecycle).begin();
  if (!ending) worker.start();
}

await main().catch(endUnstarted);
