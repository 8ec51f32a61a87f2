import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openClient } from '../../platform/database/client.js';
import { withTimeout } from '../../platform/patience/timeout.js';
import { freePort } from '../processes/ports.js';
import {
  type Identity,
  canReach,
  ensureCluster,
  postgresBinaries,
  postgresIdentity,
} from './postgres-files.js';
import { Watchdog } from '../processes/watchdog.js';

const USER = 'scrip';
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 4_000;
const POLL_MS = 10;

/** Where the embedded PostgreSQL keeps its data, and how it is reached. */
export interface PostgresOptions {
  /** Absolute path of the cluster's folder; created if missing. Only one process may use it. */
  readonly folder: string;
  /** Loopback port; without one, a free one. */
  readonly port?: number;
  /** 100 by default. */
  readonly maxConnections?: number;
  /** Never waits for the disk: what is committed survives a kill, not a loss of power. */
  readonly isDisposable?: boolean;
}

/** Everything needed to run `postgres` in the foreground, after its folder has been made ready. */
export interface PostgresCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly identity: Identity;
  /** The cluster's folder without symbolic links. */
  readonly folder: string;
  readonly port: number;
  /** Connection string of a database of this cluster. */
  url(database: string): string;
}

/** A running cluster. */
export interface RunningPostgres {
  readonly port: number;
  readonly process: ChildProcess;
  url(database: string): string;
  /** Disconnects everybody, writes a checkpoint and ends; by force after 4 s. */
  stop(): Promise<void>;
}

/**
 * Makes the folder ready: the cluster is created if missing, and whatever a killed server left in
 * it (a postmaster, backends that still work, its pid file) is ended first.
 */
export async function preparePostgres(options: PostgresOptions): Promise<PostgresCommand> {
  const identity = await postgresIdentity();
  const binaries = await postgresBinaries(identity);
  if (!(await canReach(identity, dirname(options.folder)))) {
    throw new Error(
      `the user that PostgreSQL runs as (uid ${identity.uid}) cannot reach ${options.folder}; ` +
        'choose another data folder with SCRIP_DATA_DIR, for example /var/lib/scrip/data',
    );
  }
  const password = await ensureCluster(options.folder, USER, binaries, identity);
  const folder = await realpath(options.folder);
  await endLeftovers(folder);
  const port = options.port ?? (await freePort());
  return {
    command: binaries.postgres,
    args: ['-D', folder, '-p', String(port), ...settings(options)],
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    identity,
    folder,
    port,
    url: (database) => clusterUrl(password, port, database),
  };
}

/** Connection string of a database of a cluster on loopback. */
export const clusterUrl = (password: string, port: number, database: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

/** What an operator would set for a small machine with an SSD. Durability is on, as shipped. */
function settings({ maxConnections = 100, isDisposable = false }: PostgresOptions): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    wal_buffers: '16MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    // No replica reads this log: less to write, and a table filled in its own transaction skips it.
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    random_page_cost: 1.1,
    effective_io_concurrency: 64,
    // The statements are short; compiling them costs more than it saves.
    jit: 'off',
    io_method: 'sync',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_line_prefix: '',
    // A refused statement is for the one who sent it to report, and may hold personal data.
    log_min_messages: 'log',
    // A client that vanished is noticed also in the middle of a long statement.
    client_connection_check_interval: '5s',
    ...(isDisposable && { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Starts a cluster that ends with this process, however this process ends. */
export async function startPostgres(
  options: PostgresOptions,
  watchdog = new Watchdog(),
): Promise<RunningPostgres> {
  const command = await preparePostgres(options);
  const server = spawn(command.command, [...command.args], {
    ...command.identity,
    env: { ...command.env },
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  if (server.pid !== undefined) watchdog.guard(server.pid, 'INT');
  watchdog.guardFolder(command.folder);
  await untilReady(command, () => server.exitCode !== null || server.signalCode !== null).catch(
    (error: Error) => {
      server.kill('SIGKILL');
      watchdog.close();
      throw new Error(`${error.message}\n${output}`);
    },
  );
  return {
    port: command.port,
    process: server,
    url: command.url,
    stop: async () => {
      server.kill('SIGINT');
      await withTimeout(ended, STOP_LIMIT_MS, () => endLeftovers(command.folder));
      watchdog.close();
    },
  };
}

/** Waits until the server says in its pid file that it takes connections. */
export async function untilReady(command: PostgresCommand, hasEnded: () => boolean): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS;
  const pidFile = join(command.folder, 'postmaster.pid');
  while (performance.now() < deadline) {
    if (hasEnded()) throw new Error('PostgreSQL ended while starting');
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
    if (lines[3] === String(command.port) && lines[7]?.trim() === 'ready') return;
    await sleep(POLL_MS);
  }
  throw new Error(`PostgreSQL was not ready after ${START_LIMIT_MS} ms`);
}

/** Creates the database unless it exists. `adminUrl` names another database of the same server. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = await openClient({ url: adminUrl, application: 'scrip-start' });
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/**
 * Ends every PostgreSQL process that works in this folder. A postmaster killed with -9 can leave
 * backends behind that finish their statement; a new server refuses to start beside them.
 */
export async function endLeftovers(folder: string): Promise<void> {
  const pidFile = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const postmaster = Number(pidFile.split('\n')[0]);
  const deadline = performance.now() + STOP_LIMIT_MS;
  for (let round = 0; ; round += 1) {
    const left = await processesIn(folder);
    if (left.length === 0) break;
    if (round === 0 && left.includes(postmaster)) signal(postmaster, 'SIGINT');
    else if (!left.includes(postmaster) || performance.now() > deadline)
      left.forEach((pid) => signal(pid, 'SIGKILL'));
    if (performance.now() > deadline + STOP_LIMIT_MS)
      throw new Error(`cannot end ${left} in ${folder}`);
    await sleep(2 * POLL_MS);
  }
  // Its process number may by now belong to somebody else, which would make the server refuse.
  await rm(join(folder, 'postmaster.pid'), { force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}

/** PostgreSQL's processes have their data folder as working directory. Linux alone tells. */
async function processesIn(folder: string): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const inside = await Promise.all(pids.map((pid) => isServerIn(pid, folder)));
  return pids.filter((_, index) => inside[index]);
}

async function isServerIn(pid: number, folder: string): Promise<boolean> {
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) !== folder) return false;
    return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'postgres';
  } catch {
    return false;
  }
}
