import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Sender } from '../../../worker/deliveries/sender.js';
import { Targets } from '../../../api/webhook-sending/targets.js';
import {
  answering,
  eventually,
  startReceiver,
  type Receiver,
} from '../../support/product/receiver.js';

let receiver: Receiver;
let sender: Sender;
beforeAll(async () => {
  receiver = await startReceiver();
  sender = new Sender(new Targets({ anywhere: true }));
});
afterAll(async () => {
  sender.close();
  await receiver.close();
});

describe('sending webhooks', () => {
  it('to one endpoint does not wait for slow ones on the same host', async () => {
    const held: (() => void)[] = [];
    receiver.answer = async (received, response) => {
      if (received.path !== '/hooks') await new Promise<void>((resolve) => held.push(resolve));
      await answering(200)(received, response);
    };
    const post = (path: string) =>
      sender.send({ url: `${receiver.url}${path}`, headers: { 'webhook-id': path }, body: '{}' });
    const slow = Array.from({ length: 40 }, (_, n) => post(`/slow-${n}`));
    await eventually('attempts that hang', async () => (held.length === 40 ? true : undefined));
    expect(await post('')).toMatchObject({ status: 200, error: null });
    for (const answer of held) answer();
    await Promise.all(slow);
  });
});
