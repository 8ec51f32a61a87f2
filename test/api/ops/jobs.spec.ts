import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProduct, type TestProduct } from '../../support/product/app.js';

describe('what the worker has to do', () => {
  let product: TestProduct;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product?.close());

  it('is counted by queue, also where no worker has ever run', async () => {
    const job = { queue: 'deliveries' as const, name: 'tell', data: {}, jobId: 'a-fact' };
    await product.harness.queues.add(job);
    await product.harness.queues.add(job);
    const { body } = await product.get('/v1/ops/jobs').expect(200);
    expect(body).toEqual({
      queues: [
        { queue: 'sweeps', waiting: 0, active: 0, delayed: 0, failed: 0 },
        { queue: 'deliveries', waiting: 1, active: 0, delayed: 0, failed: 0 },
      ],
      reactions: null,
      sweep_failures: [],
    });
  });
});
