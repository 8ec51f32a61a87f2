import { startProduct, type TestProduct } from './app.js';
import { eventually, startReceiver, type Receiver } from './receiver.js';
import { startWebhookWorker, type WebhookWorker } from './webhook-worker.js';

/** An endpoint with somebody behind it. */
export interface Endpoint {
  readonly id: string;
  readonly secret: string;
  readonly path: string;
  readonly receiver: Receiver;
}

/** A product whose webhooks are sent by an impatient worker, and what tests ask of it. */
export class WebhookHarness {
  private readonly endpoints: Endpoint[] = [];

  private constructor(
    readonly product: TestProduct,
    readonly worker: WebhookWorker,
  ) {}

  static async start(): Promise<WebhookHarness> {
    const product = await startProduct();
    return new WebhookHarness(
      product,
      await startWebhookWorker(product.harness, product.databaseUrl),
    );
  }

  /** Registers a separate receiver for these types; all by default. */
  async register(events: string[] | null = null): Promise<Endpoint> {
    const receiver = await startReceiver();
    const asked = { url: receiver.url, events };
    const { body } = await this.product.post('/v1/webhook-endpoints').send(asked).expect(201);
    const { id, secret } = body;
    const endpoint = { id, secret, path: `/v1/webhook-endpoints/${id}`, receiver };
    this.endpoints.push(endpoint);
    return endpoint;
  }

  /** Ends all endpoints and their receivers. */
  async clear(): Promise<void> {
    for (const { path, receiver } of this.endpoints.splice(0)) {
      await this.product.delete(path);
      await receiver.close();
    }
  }

  /** Sends a ping; gives the id of its delivery. */
  async ping({ path }: Endpoint): Promise<string> {
    return (await this.product.post(`${path}/test`).expect(202)).body.id;
  }

  async deliveryOf({ path }: Endpoint, id: string) {
    return (await this.product.get(`${path}/deliveries/${id}`).expect(200)).body;
  }

  /** The delivery, once it is in this state. */
  until(endpoint: Endpoint, id: string, state: string) {
    return eventually(`delivery ${state}`, async () => {
      const delivery = await this.deliveryOf(endpoint, id);
      return delivery.state === state ? delivery : undefined;
    });
  }

  /** The endpoint as it is listed. */
  async listed({ id }: Endpoint) {
    const { body } = await this.product.get('/v1/webhook-endpoints').expect(200);
    return body.data.find((each: Endpoint) => each.id === id);
  }

  async advance(hours: number): Promise<void> {
    await this.product
      .post('/v1/test-clock/advance')
      .send({ by: hours * 3_600 })
      .expect(200);
  }

  async close(): Promise<void> {
    await this.clear();
    await this.worker.close();
    await this.product.close();
  }
}
