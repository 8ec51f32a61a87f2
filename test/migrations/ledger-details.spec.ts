import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { consoleReads } from '../../migrations/0015-console-reads.js';
import { findAccounts } from '../../migrations/0016-find-accounts.js';
import { ledgerDetails } from '../../migrations/0011-ledger-details.js';
import { isMigrated, migrate } from '../../migrations/run.js';
import { accountHash } from '../../domain/account/ids.js';
import { NO_USAGE } from '../../domain/model/price.js';
import { ledgerEntries } from '../../projections/read-models/ledger-entries.js';
import { versionOf } from '../../projections/tables/projection.js';
import { credits, debit, opened, refund, Story } from '../support/domain/account.js';
import { hold, settle } from '../support/domain/holds.js';
import { TestLog } from '../support/domain/log.js';
import { openReadHarness, until, type ReadHarness } from '../support/product/projections.js';

const ENTRIES = 'SELECT * FROM read.ledger_entries ORDER BY account_id, revision';
const VERSION = `SELECT version, state FROM read.checkpoints WHERE projection = 'ledger_entries'`;
const purpose = { outcome: 'ok' as const, model: 'swift', mode: 'plan', memberId: 'ada' };

/** Makes today's database the one that the version before had: the entries without what for. */
const AS_BEFORE = `
  ALTER TABLE app.checkpoints DROP COLUMN version;
  ALTER TABLE read.checkpoints DROP COLUMN version;
  ALTER TABLE read.ledger_entries DROP COLUMN model, DROP COLUMN mode, DROP COLUMN action,
    DROP COLUMN feature, DROP COLUMN member_id, DROP COLUMN outcome, DROP COLUMN input_tokens,
    DROP COLUMN cached_input_tokens, DROP COLUMN output_tokens, DROP COLUMN reasoning_tokens,
    DROP COLUMN images, DROP COLUMN refunded, DROP COLUMN debited_at;
  ALTER TABLE read.ledger_entries DROP COLUMN reason_code, DROP COLUMN note_hmac, DROP COLUMN ticket;
  ALTER TABLE read.accounts DROP COLUMN id_hash, DROP COLUMN level;
  DROP TABLE read.adjustments;
  DROP INDEX app.account_profiles_name;
  DELETE FROM read.checkpoints WHERE projection = 'adjustments';
  DELETE FROM app.migrations WHERE name LIKE 'ledger details%' OR name LIKE 'console reads%'
    OR name LIKE 'find accounts%'`;

describe('a database from before ledger entries said what debits were for', () => {
  let harness: ReadHarness;
  const log = new TestLog();
  const told = new Story();
  let before: Record<string, unknown>[];

  beforeAll(async () => {
    harness = await openReadHarness();
    opened()(told);
    debit(3, { purpose, usage: { ...NO_USAGE, inputTokens: 70 } })(told);
    hold(5, { task: { action: 'ai_change', feature: 'chat' } })(told);
    settle(0, 4)(told);
    refund(0, 1)(told);
    told.events.forEach((event) => log.write('account-acme', [event]));
    const runner = harness.start(log.source);
    await harness.reached(log.head);
    await runner.stop();
    before = await harness.rows(ENTRIES);
    await harness.pool.query(AS_BEFORE);
  });
  afterAll(() => harness.close());

  it('takes the new columns without losing an entry, and knows that they are not filled', async () => {
    expect(await isMigrated(harness.pool)).toBe(false);
    await migrate(harness.url);
    expect(await isMigrated(harness.pool)).toBe(true);
    const after = await harness.rows(ENTRIES);
    expect(after.map(({ event_id }) => event_id)).toEqual(before.map(({ event_id }) => event_id));
    expect(after.filter(({ model, outcome }) => model ?? outcome)).toEqual([]);
    expect(await harness.rows(VERSION)).toMatchObject([{ version: 1 }]);
  });

  it('is rebuilt beside what is read, to what it would have been, while events arrive', async () => {
    const runner = harness.start(log.source);
    const written = told.events.length;
    debit(2, { purpose })(told);
    log.write('account-acme', told.events.slice(written));
    await until(
      async () => (await harness.rows(VERSION))[0]?.['version'] === versionOf(ledgerEntries),
      'the version of today',
      () => harness.said,
    );
    await harness.reached(log.head);
    await runner.stop();
    const after = await harness.rows(ENTRIES);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ kind: 'debit', mode: 'plan', member_id: 'ada' });
    expect(before).toMatchObject([
      { kind: 'plan_grant' },
      { kind: 'debit', model: 'swift', input_tokens: '70', images: '0' },
      { kind: 'hold', action: 'ai_change', feature: 'chat', outcome: null, input_tokens: null },
      { kind: 'settle', action: 'ai_change', outcome: 'ok', input_tokens: null },
      {
        kind: 'refund',
        model: 'swift',
        refunded: String(credits(1)),
        debited_at: expect.any(Date),
      },
    ]);
    const indexes = await harness.rows(`SELECT indexname FROM pg_indexes WHERE schemaname = 'read'
      AND tablename = 'ledger_entries' AND indexname = 'ledger_entries_refunds'`);
    expect(indexes).toHaveLength(1);
  });

  it('has a register of what was given by hand, reasons, and the part of ids that tells whose they are', async () => {
    const [{ reason_code: reasonCode } = {}] = await harness.rows(
      `SELECT reason_code FROM read.ledger_entries WHERE kind = 'refund'`,
    );
    const register =
      'SELECT account_id, kind, credits, reason_code, debit_id FROM read.adjustments';
    expect(await harness.rows(register)).toEqual([
      {
        account_id: 'acme',
        kind: 'refund',
        credits: String(credits(1)),
        reason_code: reasonCode,
        debit_id: expect.stringMatching(/^dbt_/),
      },
    ]);
    const accounts = await harness.rows('SELECT id_hash, level FROM read.accounts');
    expect(accounts).toEqual([{ id_hash: accountHash('acme'), level: 'ok' }]);
  });

  it('is not rebuilt again by the next process', async () => {
    const [{ rebuilt_at: rebuiltAt } = {}] = await harness.rows(REBUILT);
    const runner = harness.start(log.source);
    await harness.heard('the read models are up to date');
    await runner.stop();
    expect(await harness.rows(REBUILT)).toEqual([{ rebuilt_at: rebuiltAt }]);
  });

  it('can be taken back, and brought to the new shape once more', async () => {
    const source = new DataSource({ type: 'postgres', url: harness.url, schema: 'app' });
    await source.initialize();
    const runner = source.createQueryRunner();
    await new findAccounts().down(runner);
    await new consoleReads().down(runner);
    await new ledgerDetails().down(runner);
    const [entry] = await harness.rows(ENTRIES);
    expect(entry).not.toHaveProperty('model');
    await new ledgerDetails().up(runner);
    await new consoleReads().up(runner);
    await new findAccounts().up(runner);
    expect(await harness.rows('SELECT * FROM read.adjustments')).toEqual([]);
    await source.destroy();
    expect(await harness.rows(VERSION)).toMatchObject([{ version: 1 }]);
  });
});

const REBUILT = `SELECT rebuilt_at FROM read.checkpoints WHERE projection = 'ledger_entries'`;
