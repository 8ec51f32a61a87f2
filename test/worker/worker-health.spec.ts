import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../sandbox/processes/ports.js';
import { ensureBuilt } from '../../tools/build.mjs';
import { startProduct, type TestProduct } from '../support/product/app.js';
import { until } from '../support/product/projections.js';
import { backends, type QueueServer } from '../support/stores/queues.js';
import { startWorker, type Process } from '../support/product/processes.js';

const START_LIMIT_MS = 60_000;
const ALL_WELL = {
  process: 'ok',
  database: 'ok',
  event_store: 'ok',
  queues: 'ok',
  jobs: 'ok',
};

describe.each(backends())('the health of a worker, its jobs on $name', (backend) => {
  let product: TestProduct;
  let server: QueueServer;
  let worker: Process;
  let port: number;
  beforeAll(async () => {
    await ensureBuilt();
    server = await backend.start();
    product = await startProduct(server.environment);
    port = await freePort();
    worker = startWorker(product, { ...server.environment, SCRIP_WORKER_PORT: `${port}` });
    await untilChecks(ALL_WELL);
  });
  afterAll(async () => {
    worker.send('SIGKILL');
    await worker.ended();
    await product.close();
    await server.stop();
  });

  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const untilChecks = (expected: object) => {
    let said: unknown;
    const isSo = async () => {
      said = await ask('/health/ready').then(
        async (answer) => ({ ok: answer.ok, ...checksIn(await answer.json()) }),
        (error: unknown) => String(error),
      );
      return JSON.stringify(said) === JSON.stringify(expectedOf(expected));
    };
    return until(
      isSo,
      JSON.stringify(expected),
      () => [said, worker.said.slice(-1_000)],
      START_LIMIT_MS,
    );
  };
  const figure = async (sample: string) => {
    const lines = (await (await ask('/metrics')).text()).split('\n');
    return Number(
      lines
        .find((line) => line.startsWith(`${sample} `))
        ?.split(' ')
        .at(-1),
    );
  };

  it('comes with what it has done, by queue', async () => {
    const due = 'scrip_jobs_done_total{queue="sweeps"}';
    await until(async () => (await figure(due)) > 0, 'a sweep that is done');
    expect(await figure('scrip_job_attempts_failed_total{queue="deliveries"}')).toBe(0);
    expect(await figure('process_start_time_seconds')).toBeGreaterThan(0);
    const unknown = { queue: 'deliveries', name: 'nobody-knows', data: {}, jobId: 'x' } as const;
    await product.harness.queues.add(unknown);
    const failed = 'scrip_job_attempts_failed_total{queue="deliveries"}';
    await until(async () => (await figure(failed)) === 1, 'a job that failed');
    expect(await figure('scrip_webhook_attempts_total{outcome="succeeded"}')).toBe(0);
  });

  it('names the store that is away, and is well again with it', async () => {
    await product.stopNode();
    await untilChecks({ ...ALL_WELL, event_store: 'no server answers (EVENTSTORE_URL)' });
    expect((await ask('/health/live')).status).toBe(200);
    await product.startNode();
    await untilChecks(ALL_WELL);
    const resumptions = async () => figure('scrip_subscription_resumptions_total');
    await until(async () => (await resumptions()) > 0, 'a subscription that is taken up again');
  });

  it('is of one process: another has to be given another port', async () => {
    const environment = { ...server.environment, SCRIP_WORKER_PORT: `${port}` };
    expect(await startWorker(product, environment).ended()).toBe(78);
  });

  it('names the queues that are away', async () => {
    if (backend.name === 'Redis') await server.stop();
    else await product.harness.pool.query('ALTER SCHEMA bullmq RENAME TO bullmq_gone');
    await untilChecks({ ...ALL_WELL, queues: 'does not answer' });
  });
});

const checksIn = (body: unknown) => ({ checks: (body as { checks: object }).checks });
const expectedOf = (checks: object) => ({
  ok: Object.values(checks).every((state) => state === 'ok'),
  checks,
});
