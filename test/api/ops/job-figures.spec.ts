import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PermanentFailure } from '../../../platform/queues/queues.js';
import { startProduct, type TestProduct } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';
import { backends, type QueueServer } from '../../support/stores/queues.js';

const HOUR_MS = 3_600_000;

describe.each(backends())('metrics of jobs on $name', (backend) => {
  let product: TestProduct;
  let server: QueueServer;
  beforeAll(async () => {
    server = await backend.start();
    product = await startProduct(server.environment);
  });
  afterAll(async () => {
    await product?.close();
    await server.stop();
  });

  const scrape = () => product.metrics();
  const states = async () => (await product.get('/v1/ops/jobs').expect(200)).body.queues;
  /** The samples of a metric, by labels. */
  const samples = (text: string, name: string) =>
    Object.fromEntries(
      [...text.matchAll(new RegExp(`^${name}(\\{.*\\})? (\\S+)$`, 'gm'))].map(
        ([, labels = '', value]) => [labels, Number(value)],
      ),
    );
  /** Jobs of one queue: one fails, one is being done, three wait, two more for their time. */
  const fillQueue = async () => {
    const { queues } = product.harness;
    const job = (jobId: string, delayMs = 0) =>
      ({ queue: 'deliveries', name: 'react', data: {}, jobId, delayMs }) as const;
    await queues.add(job('fails'));
    await queues.work('deliveries', { concurrency: 1 }, async ({ id, signal }) => {
      if (id === 'fails') throw new PermanentFailure('of no use');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    await until(async () => (await queues.counts('deliveries')).failed === 1, 'a failed job');
    await queues.add(job('is-done'));
    await until(async () => (await queues.counts('deliveries')).active === 1, 'an active job');
    await queues.addAll(['a', 'b', 'c'].map((id) => job(id)));
    await queues.addAll(['d', 'e'].map((id) => job(id, HOUR_MS)));
  };

  it('are what operators see of the queues', async () => {
    await fillQueue();
    const text = await scrape();
    const expected = (await states()).flatMap(
      ({ queue, ...counts }: { queue: string } & Record<string, number>) =>
        Object.entries(counts).map(([state, n]) => [`{queue="${queue}",state="${state}"}`, n]),
    );
    expect(samples(text, 'scrip_jobs')).toEqual(Object.fromEntries(expected));
    expect(samples(text, 'scrip_jobs')).toMatchObject({
      '{queue="deliveries",state="waiting"}': 3,
      '{queue="deliveries",state="active"}': 1,
      '{queue="deliveries",state="delayed"}': 2,
      '{queue="deliveries",state="failed"}': 1,
    });
    expect(samples(text, 'scrip_job_queues_up')).toEqual({ '': 1 });
    expect(samples(text, 'scrip_unbookable_accounts')).toEqual({ '': 0 });
    expect(samples(text, 'scrip_webhook_endpoints_disabled')).toEqual({ '': 0 });
  });

  it('are told without the queues where those are away', async () => {
    const { pool } = product.harness;
    if (backend.name === 'Redis') await server.stop();
    else await pool.query('ALTER SCHEMA bullmq RENAME TO bullmq_gone');
    let text = '';
    const isDown = async () => {
      text = await scrape();
      return samples(text, 'scrip_job_queues_up')[''] === 0;
    };
    await until(isDown, 'queues that are away');
    expect(samples(text, 'scrip_jobs')).toEqual({});
    // What the database knows is told all the same.
    expect(samples(text, 'scrip_unbookable_accounts')).toEqual({ '': 0 });
    expect(samples(text, 'scrip_projection_up')).not.toEqual({});
    if (backend.name === 'PostgreSQL') {
      await pool.query('ALTER SCHEMA bullmq_gone RENAME TO bullmq');
    }
  });
});
