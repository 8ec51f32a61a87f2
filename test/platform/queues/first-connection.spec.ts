import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../../platform/log.js';
import { Queues, QueuesUnavailable } from '../../../platform/queues/queues.js';
import { until } from '../../support/product/projections.js';
import { startFarAway, type FarAway } from '../../support/product/far-away.js';
import { createDatabase, type TestDatabase } from '../../support/stores/postgres.js';

describe('queues in PostgreSQL', () => {
  let database: TestDatabase;
  let way: FarAway;
  let queues: Queues;
  beforeAll(async () => {
    database = await createDatabase();
    const url = new URL(database.url);
    way = await startFarAway(Number(url.port), 0);
    url.port = String(way.port);
    const log = createLogger('test', 'silent');
    queues = new Queues({ databaseUrl: url.href, redisUrl: undefined, maxConnections: 8, log });
  });
  afterAll(async () => {
    await queues.close(1_000);
    await way.close();
    await database.drop();
  });

  it('are opened again where the first connection failed', async () => {
    const none = { waiting: 0, active: 0, delayed: 0, failed: 0 };
    const done: string[] = [];
    const work = () =>
      queues.work('deliveries', { concurrency: 1 }, async ({ id }) => void done.push(id));
    // The library is loaded and its schema there: only queues and workers connect from now on.
    expect(await queues.counts('payments')).toEqual(none);
    await way.close();
    await expect(queues.counts('deliveries')).rejects.toThrow(QueuesUnavailable);
    await expect(work()).rejects.toThrow(QueuesUnavailable);
    way = await startFarAway(Number(new URL(database.url).port), 0, way.port);
    expect(await queues.counts('deliveries')).toEqual(none);
    await work();
    await queues.add({ queue: 'deliveries', name: 'deliver', data: {}, jobId: 'first' });
    await until(() => done.includes('first'), 'the job to be done');
  });
});
