import { Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import supertest from 'supertest';
import type { Resources } from '../../../api/resources.js';
import { AppModule } from '../../../api/app.module.js';
import { createApp } from '../../../api/create-app.js';
import { Lifecycle } from '../../../api/ops/lifecycle.js';
import { Metrics } from '../../../api/ops/metrics.js';
import { closeResources, openResources } from '../../../api/resources.js';
import { STREAM_PREFIXES } from '../../../domain/log/all-events.js';
import { migrate } from '../../../migrations/run.js';
import { Config } from '../../../platform/config/config.js';
import type { EventStore } from '../../../platform/event-store/event-store.js';
import { createLogger } from '../../../platform/log.js';
import type { Source } from '../../../projections/follow/decoded-event.js';
import { serveRebuilds } from '../../../projections/rebuild/rebuild-requests.js';
import { run } from '../../../projections/run.js';
import { WorkerModule } from '../../../worker/worker.module.js';
import { startTestNode } from '../stores/node.js';
import { createMigratedDatabase, type TestDatabase } from '../stores/postgres.js';

/** The preset key of test applications: every scope, no rate limit. */
export const TEST_KEY = 'test-key-with-every-scope';

/** One API process, asked over its real routes. */
export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly harness: Resources;
  /** A request with the preset key, unless another key (or null for none) is given. */
  get(path: string, key?: string | null): supertest.Test;
  post(path: string, key?: string | null): supertest.Test;
  put(path: string, key?: string | null): supertest.Test;
  patch(path: string, key?: string | null): supertest.Test;
  delete(path: string, key?: string | null): supertest.Test;
  /** What it shows Prometheus, on another port in production. */
  metrics(): Promise<string>;
  /** Ends this process; the stores stay. */
  close(): Promise<void>;
}

/** The whole product, but for the launcher: stores, migrations, projections and one API process. */
export interface TestProduct extends TestApi {
  readonly databaseUrl: string;
  readonly eventStoreUrl: string;
  /** Another process on the same stores; a worker has the connections that its queues need. */
  another(
    environment?: Readonly<Record<string, string>>,
    process?: 'api' | 'worker',
  ): Promise<TestApi>;
  stopNode(): Promise<void>;
  startNode(): Promise<void>;
}

/** Seals what test applications keep in the database. */
export const TEST_SECRET_KEY = Buffer.alloc(32, 'test').toString('base64');

/** A key that no other request has. */
export const newKey = (): string => randomUUID();

/**
 * Starts a product of its own for a test file; `close` ends all of it. What its API processes log
 * goes to `logged`, where a test wants to read it; `given` is a database for it, else it makes one.
 */
export async function startProduct(
  environment: Readonly<Record<string, string>> = {},
  logged?: DestinationStream,
  given?: TestDatabase,
): Promise<TestProduct> {
  const database = given ?? (await createMigratedDatabase());
  if (given) await migrate(given.url);
  let node = await startTestNode(database.url);
  const { url: eventStoreUrl, port } = node;
  const apis: TestApi[] = [];
  const another = async (
    more: Readonly<Record<string, string>> = {},
    as: 'api' | 'worker' = 'api',
  ): Promise<TestApi> => {
    const told = {
      SCRIP_MODE: 'sandbox',
      SCRIP_API_KEY: TEST_KEY,
      SCRIP_SECRET_KEY: TEST_SECRET_KEY,
      DATABASE_URL: database.url,
      EVENTSTORE_URL: eventStoreUrl,
      DATABASE_POOL_SIZE: as === 'api' ? '9' : '14',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      ...environment,
      ...more,
    };
    const api = await startApi(told, as, logged);
    apis.push(api);
    return api;
  };
  const first = await another();
  const projecting = project(first.harness, database.url);
  return {
    ...first,
    databaseUrl: database.url,
    eventStoreUrl,
    another,
    stopNode: () => node.stop(),
    async startNode() {
      node = await startTestNode(database.url, port);
    },
    async close() {
      await projecting.stop();
      await Promise.all(apis.map((api) => api.close()));
      await node.stop();
      await database.drop();
    },
  };
}

const sourceOf =
  ({ connection }: EventStore): Source =>
  (after, signal) =>
    connection.subscribe({ after, prefixes: STREAM_PREFIXES, signal });

/** Keeps the read models up, over this process's one connection to the event store. */
function project({ store, pool, log }: Resources, databaseUrl: string): { stop(): Promise<void> } {
  const ending = new AbortController();
  const { signal } = ending;
  const given = { databaseUrl, source: sourceOf(store), log, signal };
  const running = Promise.all([run(given), serveRebuilds({ ...given, pool })]);
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** The API and the jobs of a worker in one application, so that a test can run either. */
@Module({})
class TestModule {}

async function startApi(
  environment: Readonly<Record<string, string>>,
  as: 'api' | 'worker',
  logged: DestinationStream | undefined,
): Promise<TestApi> {
  const config = Config.load(environment);
  const harness = await openResources(config, createLogger(as, config.logLevel, logged), as);
  const app = await createApp(harness, {
    module: TestModule,
    imports: [AppModule.of(harness), WorkerModule],
  });
  await app.listen({ port: Number(environment['PORT'] ?? 0), host: '127.0.0.1' });
  await app.get(Lifecycle).begin(as);
  const server = app.getHttpServer();
  const ask =
    (method: 'get' | 'post' | 'put' | 'patch' | 'delete') =>
    (path: string, key: string | null = TEST_KEY) => {
      const asked = supertest(server)[method](path);
      return key === null ? asked : asked.set('authorization', `Bearer ${key}`);
    };
  let closed: Promise<void> | undefined;
  return {
    app,
    harness,
    get: ask('get'),
    post: ask('post'),
    put: ask('put'),
    patch: ask('patch'),
    delete: ask('delete'),
    metrics: () => app.get(Metrics).registry.metrics(),
    close: () => (closed ??= app.close().then(() => closeResources(harness))),
  };
}
