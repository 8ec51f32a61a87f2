import { afterAll, beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../../support/product/person.js';
import { eventually, startReceiver, type Receiver } from '../../../support/product/receiver.js';
import { startWebhookWorker, type WebhookWorker } from '../../../support/product/webhook-worker.js';
import type { consolePages } from '../../support/console.js';

/** The pages of the console, with a worker that sends webhooks, and receivers of them. */
export type WebhookPages = ReturnType<typeof webhookPages>;

/** Starts a worker, which ends with the stories around this call. */
export function webhookPages(pages: ReturnType<typeof consolePages>) {
  const { member, theProduct, post } = pages;
  const receivers: Receiver[] = [];
  let worker: WebhookWorker;
  let operator: Person;
  beforeAll(async () => {
    const { harness, databaseUrl } = theProduct();
    worker = await startWebhookWorker(harness, databaseUrl);
    operator = (await member('operator')).person;
  });
  afterAll(async () => {
    await worker?.close();
    for (const receiver of receivers) await receiver.close();
  });

  const listen = async (): Promise<Receiver> => {
    const receiver = await startReceiver();
    receivers.push(receiver);
    return receiver;
  };
  /** Registers a receiver, which is told of these. */
  const register = async (events: string[]) => {
    const receiver = await listen();
    const { id } = await post('/v1/webhook-endpoints', { url: receiver.url, events });
    const path = `/v1/webhook-endpoints/${id}`;
    const until = (delivery: string, state: string) =>
      eventually(state, async () => {
        const { body } = await theProduct().get(`${path}/deliveries/${delivery}`);
        return body.state === state ? true : undefined;
      });
    /** Sends a test, and waits for what becomes of it; gives the id of its delivery. */
    const ping = async (state: string): Promise<string> => {
      const { id: delivery } = await post(`${path}/test`, {}, 202);
      await until(delivery, state);
      return delivery;
    };
    return { id, receiver, until, ping };
  };
  return { ...pages, listen, register, worker: () => worker, operator: () => operator };
}

/** The body of the delivery that a page shows. */
export const sent = (page: Page) => page.getByRole('region', { name: 'What is sent' });
