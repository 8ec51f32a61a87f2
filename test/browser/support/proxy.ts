import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between browsers and an API, and can behave badly. */
export interface Proxy {
  readonly origin: string;
  /** `streams`: refuses streams alone; `all`: nobody is there. Ends what is under way. */
  cut(what: 'streams' | 'all'): void;
  /** Answers 503 with `Retry-After` instead, as a busy API does. */
  refuse(seconds: number): void;
  /** Sends the first balance of a stream once more behind each that follows, as if it were late. */
  overtake(): void;
  /** Hands on what is answered about the test clock this much later. */
  delayClock(ms: number): void;
  mend(): void;
  close(): Promise<void>;
}

/** A proxy on a port of its own, in front of `target`. */
export async function startProxy(target: string): Promise<Proxy> {
  let gone: 'streams' | 'all' | undefined;
  let retryAfter = 0;
  let overtakes = false;
  let clockMs = 0;
  const { hostname, port } = new URL(target);
  const pass = (asked: IncomingMessage, answer: ServerResponse) => {
    const isStream = asked.url?.endsWith('/balance/stream') === true;
    if (gone === 'all') return void asked.socket.destroy();
    if (gone === 'streams' && isStream) return void asked.socket.destroy();
    if (retryAfter > 0 && asked.method === 'GET') return refuse(answer, retryAfter);
    const { method, url, headers } = asked;
    const isOfClock = url?.startsWith('/v1/test-clock/') === true;
    const passed = request({ hostname, port, method, path: url, headers }, async (got) => {
      if (isOfClock) await sleep(clockMs);
      answer.writeHead(got.statusCode ?? 502, got.headers);
      answer.flushHeaders();
      if (!isStream) return void got.pipe(answer);
      let first = '';
      got.on('data', (chunk: Buffer) => {
        const [balance = ''] = /^event: balance\n[^]*?\n\n/m.exec(String(chunk)) ?? [];
        // In one write: the page reads both before it draws.
        answer.write(chunk + (overtakes && balance !== '' ? first : ''));
        first ||= balance;
      });
      got.on('end', () => answer.end());
    });
    passed.on('error', () => asked.socket.destroy());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${own}`,
    cut(what) {
      gone = what;
      server.closeAllConnections();
    },
    refuse(seconds) {
      retryAfter = seconds;
      server.closeAllConnections();
    },
    overtake() {
      overtakes = true;
    },
    delayClock(ms) {
      clockMs = ms;
    },
    mend() {
      [gone, retryAfter, overtakes, clockMs] = [undefined, 0, false, 0];
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function refuse(answer: ServerResponse, seconds: number): void {
  answer.writeHead(503, {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'retry-after',
    'content-type': 'application/problem+json',
    'retry-after': String(seconds),
  });
  answer.end('{"detail": "busy"}');
}
