import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { createPool } from '../../platform/database/database.js';
import { Faults } from './http/faults.js';
import { Control } from './control/control.js';
import { Deliverer } from './events/deliverer.js';
import { StripeApi } from './http/api.js';
import { CheckoutPages } from './pages/checkout.js';
import { InvoicePages } from './pages/invoice.js';
import { PortalPages } from './pages/portal.js';
import { ACTIONS, LOADERS, routesOf } from './routes.js';
import { keepEndpoint } from './objects/webhook-endpoints.js';
import { SandboxClock } from './state/clock.js';
import { StripeFailure } from './state/errors.js';
import { DueWork } from './state/due.js';
import { createTables, SCHEMA } from './state/tables.js';
import { BY_ITSELF } from './state/turn.js';
import { Turns } from './state/turns.js';

/** How the double is run. */
export interface StripeSandboxOptions {
  readonly databaseUrl: string;
  /** Loopback port; a free one by default. */
  readonly port?: number;
  /** The secret key that callers must show, such as `sk_test_…`. */
  readonly apiKey: string;
  /** Shown by whoever controls the double, at `/_sandbox`; without one nobody does. */
  readonly controlToken?: string;
  /** `acct_…` of the one account. */
  readonly accountId?: string;
  /** Where people reach the pages, without a slash at the end; the double itself by default. */
  readonly publicUrl?: string;
  /** An endpoint that is there from the start, for all events. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** Sees each event, and each answer with the paths expanded; what it throws is a 500. */
  readonly inspect?: (body: object, expanded: readonly string[]) => void;
  readonly log?: (message: string) => void;
}

/** A double that runs. */
export interface StripeSandbox {
  /** `http://127.0.0.1:port`: the API, and the pages that people pay on. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const MAX_CONNECTIONS = 8;
const STATEMENT_TIMEOUT_MS = 20_000;
const BODY_LIMIT_BYTES = 1_048_576;

/** Starts the double of Stripe: the API over HTTP on loopback, its state in PostgreSQL. */
export async function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  const { log = () => undefined } = options;
  const pool = createPool({
    url: options.databaseUrl,
    application: 'stripe-sandbox',
    maxConnections: MAX_CONNECTIONS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    searchPath: SCHEMA,
  });
  await createTables(pool);
  const clock = await SandboxClock.load(pool);
  const { inspect } = options;
  const settings = {
    publicUrl: '',
    ...(inspect && { inspect: (event: object) => inspect(event, []) }),
  };
  const turns = new Turns(pool, clock, settings);
  const deliverer = new Deliverer(pool, log);
  const due = new DueWork(pool, clock, turns, () => deliverer.idle(), ACTIONS, log);
  const faults = new Faults();
  const fastify = Fastify({ logger: false, bodyLimit: BODY_LIMIT_BYTES });
  const api = new StripeApi({
    apiKey: options.apiKey,
    turns,
    faults,
    routes: routesOf(options.accountId ?? 'acct_sandbox'),
    loaders: LOADERS,
    log,
    ...(inspect && { inspect }),
  });
  api.add(fastify);
  const { controlToken: token } = options;
  if (token) new Control({ token, turns, faults, deliverer, clock, due }).add(fastify);
  new CheckoutPages(turns).add(fastify);
  new InvoicePages(turns).add(fastify);
  new PortalPages(turns).add(fastify);
  fastify.removeContentTypeParser('text/plain');
  fastify.setErrorHandler((error, _request, reply) => api.fail(reply, failureOf(error)));
  await fastify.listen({ host: HOST, port: options.port ?? 0 });
  const { port } = addressOf(fastify.server.address());
  const url = `http://${HOST}:${port}`;
  settings.publicUrl = options.publicUrl ?? url;
  const { webhook } = options;
  if (webhook) await turns.write(BY_ITSELF, (turn) => keepEndpoint(turn, webhook));
  turns.onCommit(() => {
    deliverer.wake();
    due.arm();
  });
  deliverer.wake();
  due.arm();
  return {
    url,
    port,
    stop: async () => {
      await due.stop();
      await fastify.close();
      await turns.end();
      await deliverer.stop();
      await pool.end();
    },
  };
}

/** What Fastify refuses by itself, such as a body that is too long, in Stripe's shape. */
const failureOf = (error: unknown): unknown =>
  error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500
    ? new StripeFailure(Number(error.statusCode), {
        type: 'invalid_request_error',
        message: error.message,
      })
    : error;

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address;
}
