import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

/** A webhook as it came in. */
export interface Received {
  readonly path: string;
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  /** To the letter: signatures are over this. */
  readonly text: string;
  readonly body: { type: string; timestamp: string; data: Record<string, unknown> };
}

/** How a receiver answers. */
export type Answer = (received: Received, response: ServerResponse) => void | Promise<void>;

/** An answer with this status, and nothing else. */
export const answering =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, headers).end(`status ${status}`);
  };

/** Somebody who is sent webhooks: a real server. */
export interface Receiver {
  readonly url: string;
  /** In the order they came. */
  readonly received: readonly Received[];
  /** From now on it answers so. */
  answer: Answer;
  /** What has come of a type, once there are so many. */
  until(type: string, times?: number): Promise<Received[]>;
  close(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** What `look` finds once it finds something; after a while throws what it was waiting for. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined>,
  limitMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited for ${what}`);
    await sleep(10);
  }
}

/** Starts a receiver that answers 200 until told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { url: path = '', headers } = request;
      const id = String(headers['webhook-id']);
      const came = { path, id, headers, text, body: JSON.parse(text) };
      received.push(came);
      void receiver.answer(came, response);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    answer: answering(200),
    until: (type, times = 1) =>
      eventually(`${times} of ${type}`, () => {
        const found = received.filter(({ body }) => body.type === type);
        return Promise.resolve(found.length >= times ? found : undefined);
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Whether the `standardwebhooks` package finds the signature good. */
export function isSigned({ headers, text }: Received, secret: string): boolean {
  const given = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  try {
    new Webhook(secret).verify(text, given);
    return true;
  } catch {
    return false;
  }
}
