import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { migrations } from '../../migrations/all.js';
import { isMigrated, migrate } from '../../migrations/run.js';
import { openClient } from '../../platform/database/database.js';
import { createLogger } from '../../platform/log.js';
import { Queues } from '../../platform/queues/queues.js';
import { clearShadow } from '../../projections/rebuild/shadow.js';
import { createDatabase, type TestDatabase } from '../support/stores/postgres.js';

describe('migrating', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('runs each migration once, also when three processes start at once', async () => {
    expect(await isMigrated(client)).toBe(false);
    const results = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    const ran = results.flatMap((result) => result.ran);
    expect(ran).toHaveLength(migrations.length);
    expect(new Set(ran).size).toBe(migrations.length);
    expect(await isMigrated(client)).toBe(true);
  });

  it('does nothing when nothing is new', async () => {
    expect(await migrate(database.url)).toEqual({ ran: [] });
  });

  it('can be taken back step by step to an empty database', async () => {
    const { DataSource } = await import('typeorm');
    const source = new DataSource({
      type: 'postgres',
      url: database.url,
      schema: 'app',
      migrations: [...migrations],
      migrationsTableName: 'migrations',
      migrationsTransactionMode: 'each',
    });
    await source.initialize();
    for (const _ of migrations) await source.undoLastMigration();
    await source.destroy();
    const left = await client.query(
      "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('app', 'read')",
    );
    expect(left.rows).toEqual([{ schemaname: 'app', tablename: 'migrations' }]);
  });

  describe('from the command line', () => {
    const run = async (args: readonly string[], url: string) => {
      const { NODE_OPTIONS: _jest, ...inherited } = process.env;
      const program = ['--import', './test/support/ts.mjs', 'tools/migrate.ts', ...args];
      const env = { ...inherited, DATABASE_URL: url };
      const child = spawn(process.execPath, program, { env });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
      child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
      const [code] = await once(child, 'close');
      return { code, stdout, stderr };
    };

    it('says what it does and how it ends', async () => {
      const { code, stdout, stderr } = await run(['--help'], '');
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^npm run migrate \[-- --owner ROLE\]\n[^]*Exit codes:/);
    });

    it.each([[['--ownr', 'x']], [['--owner']], [['now']]])('knows no %j', async (args) => {
      const { code, stdout, stderr } = await run(args, '');
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/See --help\.\n$/);
      expect(stderr).not.toMatch(/^ +at /m);
    });

    it('migrates, or says in a sentence why it cannot', async () => {
      const words = ['the schema was migrated', 'the schema is up to date'];
      for (const said of words) {
        const done = await run([], database.url);
        expect([done.code, done.stderr]).toEqual([0, '']);
        expect(done.stdout).toContain(said);
      }
      const away = await run([], 'postgres://scrip@127.0.0.1:1/scrip');
      expect([away.code, away.stdout]).toEqual([75, '']);
      expect(away.stderr).toMatch(/^no database server answers at 127\.0\.0\.1:1 [^\n]*\n$/);
      expect((await run([], '')).code).toBe(78);
    });
  });

  describe('for a role that may make no schemas', () => {
    const password = 'made-for-a-test';
    let role: string;
    let owned: TestDatabase;
    let url: string;

    beforeAll(async () => {
      owned = await createDatabase();
      const given = new URL(owned.url);
      role = `owner_${given.pathname.slice(1)}`;
      await owned.administer(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
      given.username = role;
      given.password = password;
      url = given.href;
    });
    afterAll(async () => {
      await owned.drop();
      await owned.administer(`DROP ROLE ${role}`);
    });

    it('says which right is missing, and what to run', async () => {
      await expect(migrate(url)).rejects.toThrow(
        `may not make the schema app: GRANT CREATE ON DATABASE ${url.split('/').at(-1)} TO ${role}, ` +
          `or let a role that may run \`npm run migrate -- --owner ${role}\` once`,
      );
    });

    it('is done by another role, and leaves everything to the one that is named', async () => {
      const { ran } = await migrate(owned.url, { owner: role });
      expect(ran).toHaveLength(migrations.length);
      const admin = new pg.Client({ connectionString: owned.url });
      await admin.connect();
      const { rows } = await admin.query(
        `SELECT nspname AS name, 'schema' AS kind, nspowner::regrole::text AS owner
         FROM pg_namespace WHERE nspname IN ('app', 'read', 'read_next', 'bullmq')
         UNION ALL SELECT relname, 'table', relowner::regrole::text
         FROM pg_class WHERE relnamespace::regnamespace::text IN ('app', 'read')`,
      );
      await admin.end();
      expect(rows.filter(({ kind }) => kind === 'schema')).toHaveLength(4);
      expect(rows.filter(({ owner }) => owner !== role)).toEqual([]);
      expect(await migrate(url)).toEqual({ ran: [] });
    });

    it('lets that role work: job queues and a rebuild make no schema', async () => {
      const log = createLogger('test', 'silent');
      const queues = new Queues({ databaseUrl: url, redisUrl: undefined, maxConnections: 4, log });
      await queues.add({ queue: 'sweeps', name: 'look', data: {}, jobId: 'one' });
      expect(await queues.counts('sweeps')).toMatchObject({ waiting: 1 });
      await queues.close(0);
      const member = await openClient({ url, application: 'test' });
      await member.query('CREATE TABLE read_next.left_over (n int)');
      await clearShadow(member);
      const { rows } = await member.query("SELECT 1 FROM pg_tables WHERE schemaname = 'read_next'");
      expect(rows).toEqual([]);
      await member.end();
    });
  });
});
