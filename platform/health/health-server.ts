import { createServer, type IncomingMessage, type Server } from 'node:http';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import { isReady, type Checks } from './health.js';
import { explainListening } from '../listening.js';
import type { Logger } from '../log.js';

/** Options of a health server. */
export interface HealthServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The variable that sets the port, for the message if it is taken. */
  readonly variable: string;
  /** Checks everything the process depends on; never throws. */
  readonly check: () => Promise<Checks>;
  /** Metrics of the process; Node's default metrics are added. */
  readonly registry: Registry;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

/** Serves health checks and metrics until it is closed. */
export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Enough for a probe and some scrapers; further connections are closed. */
const MAX_CONNECTIONS = 64;
const REQUEST_LIMIT_MS = 5_000;
const MAX_HEADER_BYTES = 8_192;

/**
 * Serves `/health/live`, `/health/ready` (503 with failing `checks`) and `/metrics` for processes
 * without an API. Throws ConfigError if it cannot listen.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const { host, log } = options;
  collectDefaultMetrics({ register: options.registry });
  const limits = {
    requestTimeout: REQUEST_LIMIT_MS,
    headersTimeout: REQUEST_LIMIT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  const server = createServer(limits, (request, response) => {
    // Discard any body.
    request.resume();
    void answer(options, request).then(({ status, type, text }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : text);
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, options);
  // A failed accept must not end the process.
  server.on('error', (error) => log.error({ err: error }, 'health cannot be answered'));
  log.info({ host, port }, 'health is answered');
  return {
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, { host, port, variable }: HealthServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListening(error, { host, port, variable })));
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function answer(options: HealthServerOptions, request: IncomingMessage): Promise<Answer> {
  const { method, url = '' } = request;
  const [path] = url.split('?', 1);
  if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'method_not_allowed' });
  try {
    if (path === '/health/live') return json(200, { status: 'live' });
    if (path === '/health/ready') return readiness(await options.check());
    if (path === '/metrics') return await metrics(options.registry);
    return json(404, { status: 'not_found' });
  } catch (error) {
    options.log.error({ err: error, path }, 'a question about health failed');
    return json(500, { status: 'internal_error' });
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json',
  text: JSON.stringify(body),
});

const readiness = (checks: Checks): Answer =>
  isReady(checks)
    ? json(200, { status: 'ready', checks })
    : json(503, { status: 'not_ready', checks });

const metrics = async (registry: Registry): Promise<Answer> => ({
  status: 200,
  type: registry.contentType,
  text: await registry.metrics(),
});
