import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';

/** An endpoint that takes webhooks, and answers them as told. */
export class WebhookReceiver {
  readonly secret = 'whsec_test_receiver_0123456789abcdef';
  /** Events whose signature held, in the order they came. */
  readonly events: Stripe.Event[] = [];
  /** Statuses of the next answers; 200 once there are none. */
  readonly answers: number[] = [];
  private readonly stripe = new Stripe('sk_test_unused');

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const status = receiver.answers.shift() ?? 200;
        const signature = String(request.headers['stripe-signature']);
        const event = receiver.stripe.webhooks.constructEvent(
          Buffer.concat(chunks),
          signature,
          receiver.secret,
        );
        if (status < 300) receiver.events.push(event);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks/stripe`;
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
