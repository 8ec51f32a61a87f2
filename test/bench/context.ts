import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import {
  ensureDatabase,
  startPostgres,
  type RunningPostgres,
} from '../../sandbox/postgres/postgres.js';
import type { BenchOptions } from './options.js';
import type { Report } from './report.js';
import { Scrip } from './scrip.js';

const MAX_CONNECTIONS = 200;
const PEER_DATABASE = 'peer';
const SCRIP_DATABASE = 'scrip';

/**
 * Where a run of the bench takes place: one PostgreSQL, made for it and thrown away after it, in
 * which the peers and Scrip each have a database. Both have its settings; fsync stays on.
 */
export class BenchContext {
  private running: Promise<Scrip> | undefined;

  private constructor(
    readonly options: BenchOptions,
    readonly report: Report,
    /** Folder of this run, for data and logs; deleted after it. */
    readonly home: string,
    private readonly postgres: RunningPostgres,
  ) {}

  static async open(options: BenchOptions, report: Report): Promise<BenchContext> {
    const home = await mkdtemp(path.join(tmpdir(), 'scrip-bench-'));
    await chmod(home, 0o711); // the user that PostgreSQL runs as has to pass
    const folder = path.join(home, 'postgres');
    const postgres = await startPostgres({ folder, maxConnections: MAX_CONNECTIONS });
    for (const name of [PEER_DATABASE, SCRIP_DATABASE]) {
      await ensureDatabase(postgres.url('postgres'), name);
    }
    const bench = new BenchContext(options, report, home, postgres);
    report.runsOn(await bench.describeStore());
    return bench;
  }

  get peerUrl(): string {
    return this.postgres.url(PEER_DATABASE);
  }

  get scripUrl(): string {
    return this.postgres.url(SCRIP_DATABASE);
  }

  /** Process id of the postmaster. */
  get postgresPid(): number {
    const { pid } = this.postgres.process;
    if (pid === undefined) throw new Error('PostgreSQL does not run');
    return pid;
  }

  /** Another empty database on the same server; connection string. */
  async database(name: string): Promise<string> {
    await ensureDatabase(this.postgres.url('postgres'), name);
    return this.postgres.url(name);
  }

  /** The product, started when a row needs it first. */
  scrip(): Promise<Scrip> {
    this.running ??= Scrip.start({ databaseUrl: this.scripUrl, home: this.home });
    return this.running;
  }

  async close(): Promise<void> {
    const scrip = await this.running?.catch(() => undefined);
    await scrip?.stop();
    await this.postgres.stop();
    await rm(this.home, { recursive: true, force: true });
  }

  private async describeStore(): Promise<string> {
    const client = new pg.Client({ connectionString: this.postgres.url('postgres') });
    await client.connect();
    const { rows } = await client.query<{ version: string; fsync: string; commit: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS commit`,
    );
    await client.end();
    const settings = rows[0];
    const given = process.env['EVENTSTORE_URL'];
    const version = process.env['SANDBOX_EVENTSTORE_VERSION'] ?? '24.10';
    const node = given ? `EventStoreDB at ${new URL(given).host}` : `sandbox node as ${version}`;
    return (
      `${node}, PostgreSQL ${settings?.version} ` +
      `(fsync ${settings?.fsync}, synchronous_commit ${settings?.commit})`
    );
  }
}
