import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../sandbox/postgres/postgres.js';
import { Watchdog } from '../../../sandbox/processes/watchdog.js';

// The process that owns the PostgreSQL of a test run. It tells its parent the address and ends the
// server, folder and all, when the parent disconnects or is gone.

const home = await mkdtemp(join(tmpdir(), 'scrip-test-'));
await chmod(home, 0o711); // the user that PostgreSQL runs as has to pass
const watchdog = new Watchdog();
watchdog.guardScratch(home);
const options = { folder: join(home, 'postgres'), maxConnections: 200 };
const server = await startPostgres(options, watchdog);

process.on('disconnect', () => {
  void server
    .stop()
    .then(() => rm(home, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
// Ctrl-C reaches us too; the tests still need their server while they end.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.send?.({ adminUrl: server.url('postgres') });
