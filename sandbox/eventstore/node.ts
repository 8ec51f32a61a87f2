import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type pg from 'pg';
import { createPool } from '../../platform/database/database.js';
import { explainListening } from '../../platform/listening.js';
import { inTime } from '../../platform/patience/timeout.js';
import { tryToListen } from '../processes/ports.js';
import { BEHAVIOURS } from './behaviour.js';
import type { Version } from './behaviour.js';
import { RecentEvents } from './storage/recent.js';
import type { EventLog } from './reads.js';
import { OpenCalls, addGossip, addServices } from './services.js';
import { openSession } from './storage/session.js';
import { EventTable } from './storage/table.js';
import { Writer } from './storage/writer.js';

/** How to start a node. */
export interface NodeOptions {
  /** Connection string of a PostgreSQL database; the node keeps to its schema `eventstore`. */
  readonly databaseUrl: string;
  /** Loopback by default: the node has neither TLS nor users. */
  readonly host?: string;
  /** 0 for a free one. */
  readonly port: number;
  /** The version of EventStoreDB to behave as; 24.10 by default. */
  readonly version?: Version;
  /** Bytes of the last events kept in memory; 32 MiB by default. */
  readonly recentBytes?: number;
  /** Takes a line about what happens to the node. */
  readonly log?: (message: string) => void;
}

/** A node at work. */
export interface EventStoreNode {
  readonly port: number;
  /** Connection string for `@eventstore/db-client`. */
  readonly url: string;
  /** Finishes the write under way, ends open calls with CANCELLED, and closes. */
  stop(): Promise<void>;
  /** Resolves when the node cannot go on: another one writes, or the database stays away. */
  readonly lost: Promise<Error>;
}

/** Connections for reading. */
const READERS = 4;
/** A store that is busy is late; its callers bound how long they wait. */
const READER_WAIT_MS = 30_000;
/** The real server takes as much; the limit on appends is what answers a caller properly. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;
/** How long a stopping node waits: for the database, for callers to leave, for both to close. */
const PATIENCE_MS = 250;

/**
 * Starts a node that speaks EventStoreDB's protocol and keeps its events in PostgreSQL. It is for
 * development and tests on one machine. Throws `LockHeld` when another node has the database, and
 * ConfigError where it cannot listen.
 */
export async function startNode(options: NodeOptions): Promise<EventStoreNode> {
  const { databaseUrl, host = '127.0.0.1', version = '24.10', log = () => undefined } = options;
  const session = await openSession(databaseUrl);
  const pool = readers(databaseUrl, log);
  const recent = new RecentEvents(session.last, options.recentBytes);
  const calls = new OpenCalls();
  let lose: (error: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => (lose = resolve));
  const events = { committed: () => calls.nudge(), log, lost: (error: Error) => lose(error) };
  const writer = new Writer(databaseUrl, pool, recent, session, events);
  const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES });
  const eventLog: EventLog = {
    recent,
    table: new EventTable(pool),
    get heads() {
      return writer.heads;
    },
  };
  addServices(server, { log: eventLog, writer, calls, behaviour: BEHAVIOURS[version] });
  addGossip(server, host, () => port);
  const close = async (): Promise<void> => {
    await inTime(writer.quiesce(), PATIENCE_MS);
    calls.fail(status.CANCELLED, 'the event store is shutting down');
    await inTime(shutDown(server), PATIENCE_MS);
    server.forceShutdown();
    await inTime(Promise.all([writer.close(), pool.end()]), PATIENCE_MS);
  };
  const port = await bind(server, host, options.port).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  let stopped: Promise<void> | undefined;
  void lost.then((error) => {
    log(`stopping: ${error.message}`);
    stopped ??= close();
  });
  const stop = (): Promise<void> => (stopped ??= close());
  return { port, url: `esdb://${host}:${port}?tls=false`, stop, lost };
}

function readers(databaseUrl: string, log: (message: string) => void): pg.Pool {
  return createPool({
    url: databaseUrl,
    application: 'event store sandbox: readers',
    maxConnections: READERS,
    statementTimeoutMs: 0,
    connectTimeoutMs: READER_WAIT_MS,
    log: { warn: ({ reason }: { reason: string }) => log(`lost a reading connection: ${reason}`) },
  });
}

async function bind(server: Server, host: string, port: number): Promise<number> {
  // gRPC would log its failure, and not say in a code what the system said.
  await tryToListen(port, host).catch((error: unknown) => {
    throw explainListening(error, { host, port, variable: 'PORT' });
  });
  return new Promise((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
}

function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => server.tryShutdown(() => resolve()));
}
