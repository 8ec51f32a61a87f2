import { z } from 'zod';
import { key, oneOf, proxies, readBy, together, url, whole } from './values.js';
import { readAddress } from './database-address.js';
import { readStoreAddress } from './event-store-address.js';
import { allOfMail, MAIL_VARIABLES, mailOf, type MailSettings } from './mail.js';
import { allOfOidc, OIDC_VARIABLES, oidcOf, type OidcSettings } from './oidc.js';
import { allOfStripe, STRIPE_VARIABLES, stripeOf, type StripeSettings } from './stripe.js';

/** A setting is missing or invalid; the message lists each one for the operator. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Configuration:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const databaseUrl = readBy(readAddress);

/** Every variable that Scrip reads; the table in docs/operations.md is generated from it. */
const Shape = z.object({
  SCRIP_MODE: oneOf('production', 'sandbox')
    .default('production')
    .describe('`sandbox` adds the test clock and lifts rate limits; `npm start` sets it'),
  PORT: whole(0, 65_535).default(3_000).describe('port of the API'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('address that the API and the ports below listen on'),
  SCRIP_METRICS_PORT: whole(0, 65_535)
    .optional()
    .describe('second port of the API, for `/metrics` and `/health/*`'),
  SCRIP_WORKER_PORT: whole(0, 65_535)
    .optional()
    .describe('port of a worker for `/metrics` and `/health/*`'),
  SCRIP_PROJECTIONS_PORT: whole(0, 65_535)
    .optional()
    .describe('port of a projections process for `/metrics` and `/health/*`'),
  SCRIP_DATA_DIR: z
    .string()
    .default('.scrip')
    .describe('folder in which `npm start` keeps databases and keys'),
  SCRIP_API_KEY: z
    .string()
    .regex(/^[!-~]{16,200}$/, 'expected 16 to 200 printable ASCII characters without spaces')
    .optional()
    .describe('API key with every scope; `npm start` creates one and keeps it in the data folder'),
  SCRIP_ADMIN_EMAIL: z
    .string()
    .regex(/^\S+@\S+$/, 'expected an e-mail address')
    .max(254)
    .optional()
    .describe(
      'e-mail address of the first administrator, who is created while there are no people',
    ),
  SCRIP_ADMIN_PASSWORD: z
    .string()
    .min(12, 'expected at least 12 characters')
    .max(200)
    .optional()
    .describe('password of the first administrator; `npm start` creates both if they are not set'),
  ...OIDC_VARIABLES,
  ...STRIPE_VARIABLES,
  ...MAIL_VARIABLES,
  DATABASE_URL: databaseUrl
    .optional()
    .describe('PostgreSQL 15 or later; without it `npm start` runs its own'),
  DATABASE_DIRECT_URL: databaseUrl
    .optional()
    .describe('address of the server itself if `DATABASE_URL` is a pooler in transaction mode'),
  EVENTSTORE_URL: readBy(readStoreAddress)
    .optional()
    .describe('EventStoreDB 23.10 or KurrentDB; without it `npm start` runs its sandbox node'),
  REDIS_URL: url('rediss?', 'redis://host:6379')
    .optional()
    .describe('Redis 6.2 or later for the job queues; without it they are kept in PostgreSQL'),
  SCRIP_SECRET_KEY: key
    .optional()
    .describe(
      'key that encrypts secrets in the database (API and worker); `npm start` creates one, ' +
        'production requires it',
    ),
  SCRIP_ANCHOR_KEY: key
    .optional()
    .describe('seed of the Ed25519 key that signs the log every hour; keep it outside both stores'),
  SCRIP_ANCHOR_PUBLIC_KEY: key
    .optional()
    .describe(
      'public half of `SCRIP_ANCHOR_KEY`, with which the API and workers check signatures; ' +
        'projections log it',
    ),
  SCRIP_ANCHOR_SECONDS: whole(1, 86_400)
    .optional()
    .describe('seconds between signatures of the log; 3600 unless set, 60 in sandbox mode'),
  SCRIP_CACHE_MB: whole(1, 65_536)
    .default(64)
    .describe('megabytes for folded accounts and their recent ids in each API process'),
  SCRIP_RATE_LIMIT: whole(1, 1_000_000)
    .default(200)
    .describe('requests a second for an API key without a limit of its own'),
  SCRIP_MAX_STREAMS: whole(1, 100_000)
    .default(5_000)
    .describe('limit of live balances that one API process streams; further callers poll'),
  SCRIP_TRUST_PROXY: proxies
    .optional()
    .describe(
      'reverse proxies whose `X-Forwarded-*` headers are trusted: their number (`1`) or their ' +
        'addresses (`10.0.0.0/8,192.168.1.7`); none by default',
    ),
  SCRIP_DEMO_URL: url('http', 'http://127.0.0.1:4000')
    .optional()
    .describe('address of the demo product, to which `/demo` is proxied; `npm start` sets it'),
  SCRIP_UNREADY_SECONDS: whole(0, 600)
    .default(5)
    .describe(
      'seconds between SIGTERM and the end of taking requests, so that load balancers notice that ' +
        'the API is not ready',
    ),
  SCRIP_DRAIN_SECONDS: whole(0, 600)
    .default(10)
    .describe('seconds that requests in flight then get to finish'),
  DATABASE_POOL_SIZE: whole(2, 200)
    .default(16)
    .describe(
      'limit of connections of one process to PostgreSQL, listeners and job queues included',
    ),
  DATABASE_STATEMENT_TIMEOUT_MS: whole(100, 600_000)
    .default(15_000)
    .describe('milliseconds after which the server ends a statement of the API'),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent')
    .default('info')
    .describe('lowest level of log lines that are written'),
});

const Variables = Shape.superRefine(together('SCRIP_ADMIN_EMAIL', 'SCRIP_ADMIN_PASSWORD'))
  .superRefine(allOfOidc)
  .superRefine(allOfStripe)
  .superRefine(allOfMail);

type Variables = z.output<typeof Variables>;

/** Minimum level of log lines. */
export type LogLevel = Variables['LOG_LEVEL'];

/** Settings that a process may require. */
export type Needed = 'databaseUrl' | 'directUrl' | 'eventStoreUrl' | 'anchorKey' | 'secretKey';

const VARIABLE_OF = {
  databaseUrl: 'DATABASE_URL',
  directUrl: 'DATABASE_URL',
  eventStoreUrl: 'EVENTSTORE_URL',
  anchorKey: 'SCRIP_ANCHOR_KEY',
  secretKey: 'SCRIP_SECRET_KEY',
} satisfies Record<Needed, keyof Variables>;

/** Sealing key of a sandbox without SCRIP_SECRET_KEY: a sandbox holds no real secrets. */
const SANDBOX_SECRET_KEY = Buffer.alloc(32, 'sandbox').toString('base64');

/** Settings from the environment, read once when a process starts. */
export class Config {
  readonly sandbox: boolean;
  readonly port: number;
  readonly host: string;
  /** Absent: the API serves no metrics. */
  readonly metricsPort: number | undefined;
  /** Absent: the worker serves no health checks. */
  readonly workerPort: number | undefined;
  /** Absent: the projections process serves no health checks. */
  readonly projectionsPort: number | undefined;
  readonly dataDir: string;
  /** The preset API key, which has every permission. */
  readonly apiKey: string | undefined;
  /** The first administrator; undefined: nobody is made. */
  readonly firstAdmin: { readonly email: string; readonly password: string } | undefined;
  /** Undefined: there is no single sign-on. */
  readonly oidc: OidcSettings | undefined;
  /** Undefined: payments are not set up. */
  readonly stripe: StripeSettings | undefined;
  /** Undefined: no mails are sent. */
  readonly mail: MailSettings | undefined;
  /** As it was given; without a slash at the end. */
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  /** For work that needs its own session: locks, LISTEN, projections, job queues. */
  readonly directUrl: string | undefined;
  readonly eventStoreUrl: string | undefined;
  /** Absent: job queues are kept in PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** 32 bytes in base64; undefined in production if not set. */
  readonly secretKey: string | undefined;
  /** The same without the sandbox's default. */
  readonly givenSecretKey: string | undefined;
  /** 32 bytes in base64. */
  readonly anchorKey: string | undefined;
  /** 32 bytes in base64; absent: derived from `anchorKey`, if set. */
  readonly anchorPublicKey: string | undefined;
  readonly anchorPeriodMs: number;
  readonly maxCacheBytes: number;
  readonly requestsPerSecond: number;
  readonly maxStreams: number;
  /** Number of trusted proxies, or their networks; undefined: none. */
  readonly trustProxy: number | readonly string[] | undefined;
  /** Absent: no demo. */
  readonly demoUrl: string | undefined;
  /** How long a process that is no longer ready still takes requests. */
  readonly unreadyMs: number;
  readonly drainMs: number;
  readonly databasePoolSize: number;
  readonly statementTimeoutMs: number;
  readonly logLevel: LogLevel;

  private constructor(read: Variables) {
    this.sandbox = read.SCRIP_MODE === 'sandbox';
    this.port = read.PORT;
    this.host = read.HOST;
    this.metricsPort = read.SCRIP_METRICS_PORT;
    this.workerPort = read.SCRIP_WORKER_PORT;
    this.projectionsPort = read.SCRIP_PROJECTIONS_PORT;
    this.dataDir = read.SCRIP_DATA_DIR;
    this.apiKey = read.SCRIP_API_KEY;
    const { SCRIP_ADMIN_EMAIL: email, SCRIP_ADMIN_PASSWORD: password } = read;
    this.firstAdmin = email && password ? { email, password } : undefined;
    this.oidc = oidcOf(read);
    this.stripe = stripeOf(read, read.PORT);
    this.mail = mailOf(read);
    this.publicUrl = read.SCRIP_PUBLIC_URL;
    this.databaseUrl = read.DATABASE_URL;
    this.directUrl = read.DATABASE_DIRECT_URL ?? read.DATABASE_URL;
    this.eventStoreUrl = read.EVENTSTORE_URL;
    this.redisUrl = read.REDIS_URL;
    this.givenSecretKey = read.SCRIP_SECRET_KEY;
    this.secretKey = this.givenSecretKey ?? (this.sandbox ? SANDBOX_SECRET_KEY : undefined);
    this.anchorKey = read.SCRIP_ANCHOR_KEY;
    this.anchorPublicKey = read.SCRIP_ANCHOR_PUBLIC_KEY;
    this.anchorPeriodMs = (read.SCRIP_ANCHOR_SECONDS ?? (this.sandbox ? 60 : 3_600)) * 1_000;
    this.maxCacheBytes = read.SCRIP_CACHE_MB * 1024 * 1024;
    this.requestsPerSecond = read.SCRIP_RATE_LIMIT;
    this.maxStreams = read.SCRIP_MAX_STREAMS;
    this.trustProxy = read.SCRIP_TRUST_PROXY;
    this.demoUrl = read.SCRIP_DEMO_URL;
    this.unreadyMs = read.SCRIP_UNREADY_SECONDS * 1_000;
    this.drainMs = read.SCRIP_DRAIN_SECONDS * 1_000;
    this.databasePoolSize = read.DATABASE_POOL_SIZE;
    this.statementTimeoutMs = read.DATABASE_STATEMENT_TIMEOUT_MS;
    this.logLevel = read.LOG_LEVEL;
  }

  /** Reads the environment; an empty variable counts as absent. Throws ConfigError. */
  static load(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
    return new Config(readVariables(Variables, environment));
  }

  /** A setting that this process requires. Throws ConfigError naming its variable. */
  need(name: Needed): string {
    const value = this[name];
    if (value === undefined) {
      throw new ConfigError([`${VARIABLE_OF[name]}: must be set for this process`]);
    }
    return value;
  }
}

/** Reads variables by a schema; an empty one counts as absent. Throws ConfigError. */
export function readVariables<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.entries(environment).filter(([, value]) => value?.trim());
  const read = schema.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  throw new ConfigError(
    read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  );
}

/** The environment of a child process: this process's, with overrides. */
export function childEnvironment(
  added: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  return { ...process.env, ...added };
}

/** One line of the configuration table. */
export interface Variable {
  readonly name: string;
  /** Undefined: no default. */
  readonly byDefault: string | undefined;
  readonly description: string;
}

/** Lists every variable with default and meaning, in the order of docs/operations.md. */
export function describeVariables(): Variable[] {
  const defaults: Partial<Record<string, unknown>> = Shape.parse({});
  return Object.entries(Shape.shape).map(([name, schema]) => ({
    name,
    byDefault: defaults[name] === undefined ? undefined : String(defaults[name]),
    description: schema.description ?? '',
  }));
}
