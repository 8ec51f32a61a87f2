import type { AddressInfo } from 'node:net';
import { createClient, type ClientOptions, type Scrip } from '@scrip/client';
import { TEST_KEY, type TestApi } from './app.js';

/** One try of a call, as it left the client. */
export interface Try {
  readonly method: string;
  readonly path: string;
  /** Its Idempotency-Key. */
  readonly key: string | null;
  readonly body: string | undefined;
}

/** What becomes of the n-th try (from 1): `pass` sends it to the API. */
export type Between = (pass: () => Promise<Response>, nth: number, what: Try) => Promise<Response>;

/** Where a test's API listens. */
export function urlOf({ app }: TestApi): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** A client of a test's API, and its tries; what is between them may lose requests or answers. */
export function clientOf(
  api: TestApi,
  between: Between = (pass) => pass(),
  options: Partial<ClientOptions> = {},
): { scrip: Scrip; tries: Try[] } {
  const tries: Try[] = [];
  const send: NonNullable<ClientOptions['fetch']> = (url, init) => {
    const { method = 'GET', body } = init;
    const key = new Headers(init.headers).get('idempotency-key');
    const what = {
      method,
      path: new URL(url).pathname,
      key,
      body: typeof body === 'string' ? body : undefined,
    };
    tries.push(what);
    return between(() => fetch(url, init), tries.length, what);
  };
  return {
    scrip: createClient({ url: urlOf(api), apiKey: TEST_KEY, fetch: send, ...options }),
    tries,
  };
}
