import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../migrations/run.js';
import { startPostgres } from '../../../sandbox/postgres/postgres.js';
import { Watchdog } from '../../../sandbox/processes/watchdog.js';
import { administerOn } from './postgres.js';

// The process that owns the databases of a test run: a PostgreSQL, unless TEST_DATABASE_URL names
// one, and a migrated database on it that others are copied from. It tells its parent where they
// are, and ends them, folder and all, when the parent disconnects or is gone.

interface Server {
  readonly adminUrl: string;
  stop(): Promise<void>;
}

async function startServer(): Promise<Server> {
  const home = await mkdtemp(join(tmpdir(), 'scrip-test-'));
  await chmod(home, 0o711); // the user that PostgreSQL runs as has to pass
  const watchdog = new Watchdog();
  watchdog.guardScratch(home);
  const options = { folder: join(home, 'postgres'), maxConnections: 200, isDisposable: true };
  const server = await startPostgres(options, watchdog);
  return {
    adminUrl: server.url('postgres'),
    stop: () => server.stop().then(() => rm(home, { recursive: true, force: true })),
  };
}

const given = process.env['TEST_DATABASE_URL'];
const server = given ? { adminUrl: given, stop: async () => {} } : await startServer();
const template = `template_${randomBytes(6).toString('hex')}`;
await administerOn(server.adminUrl, `CREATE DATABASE ${template}`);
const url = new URL(server.adminUrl);
url.pathname = `/${template}`;
await migrate(url.href);

process.on('disconnect', () => {
  void administerOn(server.adminUrl, `DROP DATABASE ${template}`)
    .then(() => server.stop())
    .finally(() => process.exit(0));
});
// Ctrl-C reaches us too; the tests still need their server while they end.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.send?.({ adminUrl: server.adminUrl, template });
