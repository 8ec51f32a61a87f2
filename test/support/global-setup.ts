import { type ChildProcess, execFile, fork } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

declare global {
  var scripTestCluster: ChildProcess | undefined;
}

interface Databases {
  readonly adminUrl: string;
  readonly template: string;
}

/**
 * One PostgreSQL for the whole run; workers find it in SCRIP_TEST_ADMIN_URL, and in
 * SCRIP_TEST_TEMPLATE the name of a migrated database. TEST_DATABASE_URL names another server to
 * use instead: its user must be allowed to create databases. The browser is unpacked too: workers
 * that unpack it at the same time find it half written.
 */
export default async function globalSetup(): Promise<void> {
  const [{ adminUrl, template }] = await Promise.all([startCluster(), unpackBrowser()]);
  process.env['SCRIP_TEST_ADMIN_URL'] = adminUrl;
  process.env['SCRIP_TEST_TEMPLATE'] = template;
}

const unpackBrowser = () =>
  promisify(execFile)(process.execPath, [resolve('test/support/unpack-browser.mjs')]);

// Jest loads this file as CommonJS without our module mapping, hence a process of its own.
function startCluster(): Promise<Databases> {
  const cluster = fork(resolve('test/support/stores/cluster.ts'), [], {
    execArgv: ['--import', './test/support/ts.mjs', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  globalThis.scripTestCluster = cluster;
  return new Promise((settle, reject) => {
    cluster.once('message', (message: Databases) => settle(message));
    cluster.once('exit', (code) => reject(new Error(`the test PostgreSQL ended with ${code}`)));
  });
}
