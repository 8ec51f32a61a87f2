import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProduct, TEST_KEY, TEST_SECRET_KEY, type TestProduct } from '../../support/app.js';
import { answering, eventually, startReceiver, type Receiver } from '../../support/receiver.js';

let product: TestProduct;
let receiver: Receiver;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  product = await startProduct();
  receiver = await startReceiver();
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await product?.close();
  await receiver?.close();
});

/** A worker as it is started in production. */
function startWorker(): ChildProcess {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const worker = spawn(process.execPath, ['--import', './test/support/ts.mjs', 'api/worker.ts'], {
    env: {
      ...inherited,
      SCRIP_MODE: 'sandbox',
      SCRIP_API_KEY: TEST_KEY,
      SCRIP_SECRET_KEY: TEST_SECRET_KEY,
      DATABASE_URL: product.databaseUrl,
      EVENTSTORE_URL: product.eventStoreUrl,
    },
    stdio: ['ignore', process.env['TEST_LOG_LEVEL'] ? 'inherit' : 'ignore', 'inherit'],
  });
  workers.push(worker);
  return worker;
}

describe('a worker that is killed', () => {
  it('between sending and writing that down has another send it again, under the same id', async () => {
    const first = startWorker();
    receiver.answer = () => undefined;
    const { id } = (await product.post('/v1/webhook-endpoints').send({ url: receiver.url })).body;
    const ping = (await product.post(`/v1/webhook-endpoints/${id}/test`).expect(202)).body;
    await receiver.until('test.ping');
    first.kill('SIGKILL');
    await once(first, 'exit');
    receiver.answer = answering(200);
    startWorker();
    const path = `/v1/webhook-endpoints/${id}/deliveries/${ping.id}`;
    const look = async () => {
      const { body } = await product.get(path);
      return body.state === 'succeeded' ? body : undefined;
    };
    const limitMs = 100_000;
    const delivery = await eventually('the delivery', look, limitMs);
    expect(delivery).toMatchObject({ webhook_id: receiver.received[0]?.id, attempts: 1 });
    const sent = receiver.received.map((each) => each.id);
    expect(sent).toEqual([ping.webhook_id, ping.webhook_id]);
  }, 120_000);
});
