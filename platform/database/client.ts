/** PostgreSQL connections with fixed session settings. */
import pg from 'pg';
import { readAddress, type Address } from '../config/database-address.js';
import { explainConnecting } from './explain.js';

/** Connection options besides those in the URL. */
export interface ClientOptions {
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly application: string;
  /** `statement_timeout`; 0, the default: none. */
  readonly statementTimeoutMs?: number;
  /** `idle_in_transaction_session_timeout`; 60 s by default. */
  readonly idleInTransactionMs?: number;
  /** Sends statements without waiting for earlier results. */
  readonly pipeline?: boolean;
  /** `search_path`; `public` by default. */
  readonly searchPath?: string;
  /** `SET ROLE`; absent: the connecting user. */
  readonly role?: string;
  /** The URL leads to a transaction pooler: no session settings, no prepared statements. */
  readonly isPooled?: boolean;
  /** Bounds connecting, and waiting for a connection of a pool that lends all; 3 s by default. */
  readonly connectTimeoutMs?: number;
}

/** Options for `pg`, and those that DatabaseClient reads. */
export type ClientConfig = Address &
  Omit<pg.ClientConfig, keyof Address> & {
    /** Session settings by name; undefined behind a transaction pooler. */
    readonly session: Readonly<Record<string, string>> | undefined;
  };

/** Callback of `pg`'s pool. */
type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

const CONNECT_TIMEOUT_MS = 3_000;
/** Bounds how long a client that died between BEGIN and COMMIT holds its locks. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** Detects a vanished peer in seconds; the system default is two hours. */
const KEEP_ALIVE_AFTER_MS = 10_000;
/** The server's statement timeout fires first; this one is for a server that does not answer. */
const ANSWER_MARGIN_MS = 2_000;

/** Builds the `pg` configuration of a connection. Throws AddressError. */
export function clientConfig(options: ClientOptions): ClientConfig {
  const { statementTimeoutMs = 0, idleInTransactionMs = IDLE_IN_TRANSACTION_MS } = options;
  return {
    ...readAddress(options.url),
    application_name: options.application,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    ...(statementTimeoutMs > 0 && { query_timeout: statementTimeoutMs + ANSWER_MARGIN_MS }),
    ...(options.pipeline && { pipeline: true }),
    session: options.isPooled
      ? undefined
      : {
          ...SESSION,
          search_path: options.searchPath ?? 'public',
          statement_timeout: String(statementTimeoutMs),
          idle_in_transaction_session_timeout: String(idleInTransactionMs),
          ...(options.role !== undefined && { role: options.role }),
        },
  };
}

/**
 * Settings of every session, whatever server, database, role or URL set: results depend on them.
 */
export const SESSION: Readonly<Record<string, string>> = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  xmloption: 'content',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  lock_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
};

/**
 * A PostgreSQL client that applies SESSION before use, and explains a refused connection by a
 * Refusal.
 */
export class DatabaseClient extends pg.Client {
  private readonly config: ClientConfig;

  constructor(config: ClientConfig) {
    super(config);
    this.config = config;
    if (config.session === undefined) this.prepareNothing();
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.Client> | void {
    const opened = this.open();
    if (!callback) return opened;
    const told = callback as (error: unknown, client?: pg.Client) => void;
    opened.then(
      () => told(null, this),
      (error: unknown) => told(error),
    );
  }

  /** Removes statement names: behind a pooler, the next connection lacks what this one prepared. */
  private prepareNothing(): void {
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    const unnamed = (asked: unknown) =>
      typeof asked === 'object' && asked !== null && 'name' in asked && 'text' in asked
        ? { ...asked, name: undefined }
        : asked;
    this.query = ((asked: unknown, ...rest: unknown[]) =>
      query(unnamed(asked), ...rest)) as typeof this.query;
  }

  private async open(): Promise<pg.Client> {
    // Without a listener, a connection that breaks while its session is set or while it closes
    // would end the process. The owner listens once it is open.
    const unheard = () => undefined;
    this.on('error', unheard);
    try {
      await super.connect();
      const { session } = this.config;
      if (session) await this.query(sessionStatement(session));
      this.off('error', unheard);
      return this;
    } catch (error) {
      void this.end().catch(() => undefined);
      throw explainConnecting(error, this.config);
    }
  }
}

/** Settings that this server does not know are left out; an asynchronous commit is made durable. */
function sessionStatement(session: Readonly<Record<string, string>>): string {
  const rows = Object.entries(session).map(
    ([name, value]) => `(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)})`,
  );
  const commit = "pg_catalog.current_setting('synchronous_commit')";
  return `SELECT pg_catalog.set_config(name, value, false)
    FROM (VALUES ${rows.join(', ')},
      ('synchronous_commit', CASE ${commit} WHEN 'off' THEN 'on' ELSE ${commit} END)
    ) AS wanted(name, value)
    WHERE pg_catalog.current_setting(name, true) IS NOT NULL`;
}

/** The configuration of a pool of our clients, for whoever makes pools of `pg`. */
export function poolConfig(options: ClientOptions): pg.PoolConfig {
  // The pool gives this configuration to each of its clients.
  return { ...clientConfig(options), Client: DatabaseClient as unknown as new () => pg.Client };
}

/** Connects; the caller ends it. Throws a Refusal. */
export async function openClient(options: ClientOptions): Promise<pg.Client> {
  const client = new DatabaseClient(clientConfig(options));
  await client.connect();
  return client;
}
