import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../../tools/build.mjs';
import { startProduct, type TestProduct } from '../../support/product/app.js';
import { startWorker, type Process } from '../../support/product/processes.js';
import {
  answering,
  eventually,
  startReceiver,
  type Receiver,
} from '../../support/product/receiver.js';

let product: TestProduct;
let receiver: Receiver;
const workers: Process[] = [];
beforeAll(async () => {
  await ensureBuilt();
  product = await startProduct();
  receiver = await startReceiver();
});
afterAll(async () => {
  for (const worker of workers) worker.send('SIGKILL');
  await product?.close();
  await receiver?.close();
});

function startAnother(): Process {
  const worker = startWorker(product, {});
  workers.push(worker);
  return worker;
}

describe('a worker that is killed', () => {
  it('between sending and writing that down has another send it again, under the same id', async () => {
    const first = startAnother();
    receiver.answer = () => undefined;
    const { id } = (await product.post('/v1/webhook-endpoints').send({ url: receiver.url })).body;
    const ping = (await product.post(`/v1/webhook-endpoints/${id}/test`).expect(202)).body;
    await receiver.until('test.ping');
    first.send('SIGKILL');
    await first.ended();
    receiver.answer = answering(200);
    startAnother();
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
  });
});
