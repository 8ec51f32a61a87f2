import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** How often each server is asked whether it is ready. */
const CHECK_MS = 100;
const CHECK_LIMIT_MS = 10_000;

interface Backend {
  readonly port: number;
  isReady: boolean;
}

/** What a load balancer does for the API: each request to the next server that is ready. */
export interface RoundRobin {
  readonly url: string;
  /** Ports of the servers that get requests now. */
  ready(): number[];
  close(): Promise<void>;
}

/**
 * A load balancer on loopback over servers that listen there. It keeps connections, asks each
 * server every 100 ms whether it is ready, and repeats nothing: a connection that breaks is a 502.
 */
export async function startRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true });
  const backends: Backend[] = ports.map((port) => ({ port, isReady: false }));
  const ending = new AbortController();
  const checks = Promise.all(backends.map((backend) => keepChecking(backend, ending.signal)));
  let turn = 0;
  const server = createServer((asked, answer) => {
    const ready = backends.filter((backend) => backend.isReady);
    const backend = ready[(turn += 1) % ready.length];
    if (!backend) return void answer.writeHead(503).end('nobody is ready');
    forward(agent, backend.port, asked, answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    ready: () => backends.flatMap((backend) => (backend.isReady ? [backend.port] : [])),
    async close() {
      ending.abort();
      await checks;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}

function forward(agent: Agent, port: number, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, url: path, headers } = asked;
  const passed = request({ agent, host: '127.0.0.1', port, method, path, headers });
  passed.on('response', (response) => {
    const { connection: _, ...rest } = response.headers;
    answer.writeHead(response.statusCode ?? 502, rest);
    response.pipe(answer);
  });
  passed.on('error', (error) => {
    if (answer.headersSent) return void answer.destroy();
    answer.writeHead(502).end(error.message);
  });
  asked.pipe(passed);
}

/** One question after another: an answer that comes late must not hide a later one. */
async function keepChecking(backend: Backend, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    backend.isReady = await isReady(backend.port);
    await sleep(CHECK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(CHECK_LIMIT_MS);
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
