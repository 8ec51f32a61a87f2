import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../sandbox/processes/ports.js';
import { postgresIdentity } from '../../../sandbox/postgres/postgres-files.js';

/** A PgBouncer before a database, started for one file. */
export interface Bouncer {
  /** Address of the database by which each client keeps its connection. */
  readonly sessionUrl: string;
  /** Address of the same by which connections are lent for a transaction. */
  readonly transactionUrl: string;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;

/**
 * Whether PgBouncer can be tested here. Where it is not installed, that is said, and with
 * SCRIP_TEST_PGBOUNCER=required (as .ci/run sets it) it is an error.
 */
export function hasBouncer(): boolean {
  if (spawnSync('pgbouncer', ['--version']).status === 0) return true;
  const said = 'there is no pgbouncer on this machine';
  if (process.env['SCRIP_TEST_PGBOUNCER'] === 'required') throw new Error(said);
  process.stderr.write(`\n  NOT TESTED BEHIND PGBOUNCER: ${said}\n\n`);
  return false;
}

/** Starts one before the database at `url`. */
export async function startBouncer(url: string): Promise<Bouncer> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'scrip-pgbouncer-'));
  const listenPort = await freePort();
  const target = `host=${hostname} port=${port} dbname=${pathname.slice(1)}`;
  await writeFile(join(folder, 'users'), `"${username}" "${decodeURIComponent(password)}"\n`);
  const configuration = `[databases]
session = ${target} pool_mode=session
transaction = ${target} pool_mode=transaction
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users')}
`;
  await writeFile(join(folder, 'pgbouncer.ini'), configuration);
  // It does not run as root; the user it runs as must be able to read these files.
  await chmod(folder, 0o755);
  const server = spawn('pgbouncer', ['-q', join(folder, 'pgbouncer.ini')], {
    ...(await postgresIdentity()),
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  for (const began = Date.now(); !(await accepts(listenPort)); await sleep(20)) {
    if (server.exitCode !== null) throw new Error(`pgbouncer ended with ${server.exitCode}`);
    if (Date.now() - began > START_LIMIT_MS) throw new Error('pgbouncer does not answer');
  }
  const urlOf = (database: string) => {
    const own = new URL(url);
    own.port = String(listenPort);
    own.pathname = `/${database}`;
    return own.href;
  };
  return {
    sessionUrl: urlOf('session'),
    transactionUrl: urlOf('transaction'),
    async stop() {
      server.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}
