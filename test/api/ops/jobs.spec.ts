import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { CarryOutVerification } from '../../../api/audit/carry-out-verification.js';
import { startProduct, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

describe('what the worker has to do', () => {
  it('is counted by queue, also where no worker has ever run', async () => {
    const job = { queue: 'deliveries' as const, name: 'tell', data: {}, jobId: 'a-fact' };
    await product.harness.queues.add(job);
    await product.harness.queues.add(job);
    const { body } = await product.get('/v1/ops/jobs').expect(200);
    expect(body).toEqual({
      queues: [
        { queue: 'sweeps', waiting: 0, active: 0, delayed: 0, failed: 0 },
        { queue: 'payments', waiting: 0, active: 0, delayed: 0, failed: 0 },
        { queue: 'deliveries', waiting: 1, active: 0, delayed: 0, failed: 0 },
      ],
      reactions: null,
      sweep_failures: [],
    });
  });
});

describe('a job that was given up', () => {
  const failed = async () =>
    (await product.get('/v1/ops/jobs/sweeps/failed').expect(200)).body.data;

  it('is listed with why, and tried again at once when somebody says so', async () => {
    const { queues } = product.harness;
    let isBroken = true;
    let done = 0;
    await queues.work('sweeps', { concurrency: 1 }, () => {
      if (isBroken) return Promise.reject(new Error('the shelf is empty'));
      done += 1;
      return Promise.resolve();
    });
    await queues.add({ queue: 'sweeps', name: 'due', data: {}, jobId: 'broken-1' });
    while ((await failed()).length === 0) await sleep(20);
    expect(await failed()).toEqual([
      {
        job_id: 'broken-1',
        name: 'due',
        attempts: 1,
        error: 'the shelf is empty',
        failed_at: expect.stringMatching(/Z$/),
      },
    ]);
    isBroken = false;
    await product.post('/v1/ops/jobs/sweeps/broken-1/retry').expect(204);
    while (done === 0) await sleep(20);
    expect(await failed()).toEqual([]);
    await product.post('/v1/ops/jobs/sweeps/broken-1/retry').expect(404);
    await product.post('/v1/ops/jobs/nothing/broken-1/retry').expect(422);
  });
});

describe('a verification of the log', () => {
  const path = '/v1/audit/verifications';
  const carryOut = (signal = new AbortController().signal) =>
    product.app.get(CarryOutVerification).run(signal);
  const die = (id: string) =>
    product.harness.pool.query(
      `UPDATE app.verifications SET state = 'running',
         alive_at = clock_timestamp() - interval '31 s' WHERE id = $1`,
      [id],
    );
  const newest = async () => (await product.get(path).expect(200)).body.data[0];

  it('is one at a time, over all processes, and says what became of it', async () => {
    const other = await product.another();
    const asked = await Promise.all(
      [product, other, product, other].map((api) => api.post(path).send({ account: null })),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
    await other.close();
    const refused = asked.find(({ status }) => status === 409);
    expect(refused?.body.code).toBe('verification_under_way');
    expect(await newest()).toMatchObject({ state: 'requested', ok: null, progress: null });
    await carryOut();
    const done = await newest();
    expect(done).toMatchObject({
      state: 'done',
      ok: true,
      findings: 0,
      data: [],
      requested_by: 'key:preset',
      progress: { phase: 'log' },
    });
    expect((await product.get(`${path}/${done.verification_id}`)).body).toEqual(done);
    await product.get(`${path}/4711`).expect(404);
  });

  it('begins again when its process ends or dies, three times in all', async () => {
    const { body } = await product.post(path).send({ account: null }).expect(202);
    const ending = AbortSignal.abort();
    await carryOut(ending);
    expect((await newest()).state).toBe('requested');
    await die(body.verification_id);
    await carryOut();
    expect(await newest()).toMatchObject({ state: 'done', ok: true });
    await die(body.verification_id);
    await carryOut();
    await die(body.verification_id);
    await carryOut();
    const error = 'it was interrupted several times';
    expect(await newest()).toMatchObject({ state: 'failed', error });
  });

  it('of an account that nobody opened says so', async () => {
    await product.post(path).send({ account: 'nobody' }).expect(202);
    await carryOut();
    expect(await newest()).toMatchObject({ state: 'failed', ok: null, account_id: 'nobody' });
  });
});
