import { get } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../../platform/config/config.js';
import {
  ensureDatabase,
  preparePostgres,
  untilReady,
  type PostgresOptions,
} from '../postgres/postgres.js';
import type { ChildSpec, Command } from './child.js';
import {
  keysOf,
  LOOPBACK,
  mailsOf,
  paymentsOf,
  reachable,
  toldToStripe,
  urlOf,
  type MailDouble,
  type Settings,
  type StripeDouble,
} from './settings.js';
import { explainFolder } from './unusable.js';

/** The database of the product in a PostgreSQL of ours. */
export const DATABASE = 'scrip';
/** Together less than 5 s, though every one of them should have to be ended by force. */
const PATIENCE_MS = { demo: 300, api: 2_200, node: 900, stripe: 900, mail: 900, postgres: 1_200 };
/** Requests under way get this long; the rest of the patience is for closing. */
const DRAIN_SECONDS = '1';
const ANSWER_LIMIT_MS = 2_000;

/** The processes of the product, as data: what each runs, needs, and is up by. */
export function childrenOf(settings: Settings): ChildSpec[] {
  const { postgres, eventStorePort, stripe, mail } = settings;
  const store = [
    ...(postgres ? [postgresChild(postgres)] : []),
    ...(eventStorePort === undefined ? [] : [eventStoreChild(settings, eventStorePort)]),
  ];
  const stores = store.map(({ name }) => name);
  const database = postgres ? ['postgres'] : [];
  const payments = stripe ? [STRIPE] : [];
  return [
    ...store,
    ...(stripe ? [stripeChild(settings, stripe)] : []),
    ...(mail ? [mailChild(settings, mail)] : []),
    {
      ...program('migrations', 'tools/migrate.js', settings),
      kind: 'task',
      needs: database,
      isUp: () => Promise.resolve(true),
    },
    {
      ...program('projections', 'projections/main.js', settings),
      kind: 'server',
      needs: [...stores, 'migrations'],
      isUp: () => Promise.resolve(true),
    },
    {
      ...program('api', 'api/main.js', settings),
      kind: 'server',
      needs: [...stores, 'migrations', ...payments],
      isUp: () => isReady(settings.host, settings.port),
    },
    workerChild(settings, [...stores, 'migrations', ...payments]),
    ...(settings.demoPort === undefined ? [] : [demoChild(settings, settings.demoPort)]),
  ];
}

/**
 * The worker is up once its health port answers. Like the demo it starts together with the API, so
 * that no program is still starting when Scrip is announced as ready.
 */
function workerChild(settings: Settings, needs: readonly string[]): ChildSpec {
  const { host, port } = settings.worker;
  const told = { HOST: host, SCRIP_WORKER_PORT: String(port) };
  return {
    ...program('worker', 'worker/main.js', settings, told),
    kind: 'server',
    needs,
    isUp: () => accepts(port, reachable(host)),
  };
}

/** The demo product: it needs Scrip only once somebody opens it. */
function demoChild(settings: Settings, port: number): ChildSpec {
  return {
    name: 'demo',
    kind: 'server',
    needs: [],
    endSignal: 'SIGTERM',
    patienceMs: PATIENCE_MS.demo,
    prepare: () => {
      const command = nodeCommand('sandbox/demo/main.js', settings, port);
      return Promise.resolve({ ...command, env: { ...command.env, SCRIP_URL: urlOf(settings) } });
    },
    isUp: () => accepts(port),
  };
}

const STRIPE = 'stripe';

/** The double of Stripe: its webhooks go to the API, which shows its pages. */
function stripeChild(settings: Settings, stripe: StripeDouble): ChildSpec {
  const { port } = stripe;
  return {
    name: STRIPE,
    kind: 'server',
    needs: settings.postgres ? ['postgres'] : [],
    endSignal: 'SIGTERM',
    patienceMs: PATIENCE_MS.stripe,
    prepare: () => {
      const command = nodeCommand('sandbox/stripe/main.js', settings, port);
      const env = { ...command.env, ...toldToStripe(settings, stripe) };
      return Promise.resolve({ ...command, env });
    },
    isUp: () => accepts(port),
  };
}

/** The sandbox of mails: nothing waits for it, as mails are sent again. */
function mailChild(settings: Settings, { smtpPort, pagePort }: MailDouble): ChildSpec {
  return {
    name: 'mail',
    kind: 'server',
    needs: [],
    endSignal: 'SIGTERM',
    patienceMs: PATIENCE_MS.mail,
    prepare: () => {
      const command = nodeCommand('sandbox/mail/main.js', settings, pagePort);
      const env = { ...command.env, SMTP_PORT: String(smtpPort) };
      return Promise.resolve({ ...command, env });
    },
    isUp: () => accepts(pagePort),
  };
}

function program(
  name: string,
  file: string,
  settings: Settings,
  told: Readonly<Record<string, string>> = {},
) {
  return {
    name,
    endSignal: 'SIGTERM' as const,
    patienceMs: PATIENCE_MS.api,
    prepare: () => {
      const command = nodeCommand(file, settings, settings.port);
      return Promise.resolve({ ...command, env: { ...command.env, ...told } });
    },
  };
}

/** A Node process of Scrip with the common settings; `port` is the one it listens on. */
function nodeCommand(file: string, settings: Settings, port: number): Command {
  const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const leash = new URL('../processes/leash.js', import.meta.url).href;
  return {
    file: process.execPath,
    args: ['--import', leash, '--enable-source-maps', path(file)],
    leashed: true,
    env: childEnvironment({
      SCRIP_MODE: settings.mode,
      HOST: settings.host,
      PORT: String(port),
      DATABASE_URL: settings.databaseUrl,
      DATABASE_DIRECT_URL: settings.directUrl,
      EVENTSTORE_URL: settings.eventStoreUrl,
      ...keysOf(file, settings),
      ...paymentsOf(file, settings),
      ...mailsOf(file, settings),
      // There is no load balancer here, and Ctrl-C should be quick.
      SCRIP_UNREADY_SECONDS: '0',
      SCRIP_DRAIN_SECONDS: DRAIN_SECONDS,
      ...(settings.demoPort !== undefined && {
        SCRIP_DEMO_URL: `http://${LOOPBACK}:${settings.demoPort}`,
      }),
    }),
  };
}

/** A PostgreSQL of our own, with the database of the product in it. */
export function postgresChild(options: PostgresOptions): ChildSpec {
  let ready: () => Promise<void> = () => Promise.reject(new Error('not started'));
  return {
    name: 'postgres',
    kind: 'server',
    needs: [],
    // SIGINT is its fast stop: it disconnects everybody and writes a checkpoint.
    endSignal: 'SIGINT',
    patienceMs: PATIENCE_MS.postgres,
    prepare: async () => {
      const command = await preparePostgres(options).catch((error: unknown) => {
        throw explainFolder(error, options.folder);
      });
      ready = async () => {
        await untilReady(command, () => false);
        await ensureDatabase(command.url('postgres'), DATABASE);
      };
      const { uid, gid } = command.identity;
      const { args, env } = command;
      return { file: command.command, args, env, leashed: false, uid, gid };
    },
    isUp: () => ready().then(() => true),
  };
}

function eventStoreChild(settings: Settings, port: number): ChildSpec {
  return {
    name: 'event-store',
    kind: 'server',
    needs: settings.postgres ? ['postgres'] : [],
    endSignal: 'SIGTERM',
    patienceMs: PATIENCE_MS.node,
    prepare: () => {
      const command = nodeCommand('sandbox/eventstore/main.js', settings, port);
      return Promise.resolve({
        ...command,
        env: { ...command.env, DATABASE_URL: settings.directUrl },
      });
    },
    isUp: () => accepts(port),
  };
}

/** Whether a server listens on this port, on loopback by default. */
export function accepts(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const answer = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(ANSWER_LIMIT_MS, () => answer(false));
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}

/** Whether the API says that it, its stores and the projections are ready. */
export function isReady(host: string, port: number): Promise<boolean> {
  const reached = reachable(host);
  return new Promise((resolve) => {
    const options = { host: reached, port, path: '/health/ready', timeout: ANSWER_LIMIT_MS };
    const request = get({ ...options, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
