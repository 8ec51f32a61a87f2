import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { members } from '../../migrations/0006-members.js';
import { isMigrated, migrate } from '../../migrations/run.js';
import { NO_USAGE } from '../../domain/model/price.js';
import { usage } from '../../projections/read-models/usage.js';
import { opened, pack, refund, Story } from '../support/domain/account.js';
import { addMember, debitBy } from '../support/domain/members.js';
import { TestLog } from '../support/domain/log.js';
import { openReadHarness, type ReadHarness } from '../support/product/projections.js';

/** The tables as the version before wrote them, literally. */
const OLD = (name: string) => `
  CREATE TABLE read.${name} (
    account_id text NOT NULL,
    bin timestamptz NOT NULL,
    model text NOT NULL,
    feature text NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL,
    credits bigint NOT NULL,
    refunded bigint NOT NULL,
    requests bigint NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    images bigint NOT NULL
  ) WITH (fillfactor = 70);
  ALTER TABLE read.${name}
    ADD CONSTRAINT ${name}_pkey PRIMARY KEY (account_id, bin, model, feature, action, outcome);
  CREATE INDEX ${name}_bin ON read.${name} USING brin (bin) WITH (autosummarize = on);`;

/** Makes a table of today the one it was, with what it had counted then. */
const asBefore = (name: string) => `
  ALTER TABLE read.${name} RENAME TO today_${name};
  ALTER TABLE read.today_${name} RENAME CONSTRAINT ${name}_pkey TO today_${name}_pkey;
  ALTER INDEX read.${name}_bin RENAME TO today_${name}_bin;
  ${OLD(name)}
  INSERT INTO read.${name}
    SELECT account_id, bin, model, feature, action, outcome, sum(credits), sum(refunded),
      sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens),
      sum(reasoning_tokens), sum(images)
    FROM read.today_${name} GROUP BY 1, 2, 3, 4, 5, 6;
  DROP TABLE read.today_${name};`;

const CHECKPOINTS = `SELECT projection, position, recorded_at, state FROM read.checkpoints
  ORDER BY projection`;

describe('a database from before usage was counted by member', () => {
  let harness: ReadHarness;
  const log = new TestLog();
  const contents = () =>
    Promise.all(
      [...usage.tables.map(({ name }) => name), 'members', 'ledger_entries'].map((name) =>
        harness.rows(`SELECT * FROM read.${name} AS t ORDER BY t::text`),
      ),
    );
  let before: Awaited<ReturnType<typeof contents>>;

  beforeAll(async () => {
    harness = await openReadHarness();
    const told = new Story();
    for (const step of [opened('team'), pack('pay-1'), addMember('ada', 50), addMember('bob')])
      step(told);
    const used = { usage: { ...NO_USAGE, inputTokens: 70 } };
    debitBy('ada', 3, used)(told);
    debitBy('ada', 4, used)(told);
    debitBy('bob', 5, used)(told);
    refund(0, 1)(told);
    told.events.forEach((event) => log.write('account-acme', [event]));
    const runner = harness.start(log.source);
    await harness.reached(log.head);
    await runner.stop();
    before = await contents();
    await harness.pool.query(`${asBefore('usage_quarters')} ${asBefore('usage_days')}
      DROP TABLE read.members;
      ALTER TABLE read.ledger_entries DROP COLUMN forfeited_held;
      DELETE FROM read.checkpoints WHERE projection = 'members';
      DELETE FROM app.migrations WHERE name = 'members0000000000006'`);
  });
  afterAll(() => harness.close());

  it('is brought to the new shape, and says that it knows nothing yet', async () => {
    expect(await isMigrated(harness.pool)).toBe(false);
    const checkpoints = await harness.rows(CHECKPOINTS);
    await migrate(harness.url);
    expect(await isMigrated(harness.pool)).toBe(true);
    const after = await contents();
    expect(after.slice(0, -1).flat()).toEqual([]);
    // Entries stay where they are, with a new column that is none of theirs.
    expect(after.at(-1)).toHaveLength(before.at(-1)?.length ?? 0);
    const nothing = { position: '-1', recorded_at: null, state: 'catching_up' };
    const begun = ['members', 'usage'].map((projection) => ({ projection, ...nothing }));
    // The others stay where they are, and are read as before.
    const others = checkpoints.filter(({ projection }) => projection !== 'usage');
    const now = await harness.rows(CHECKPOINTS);
    expect(now).toHaveLength(others.length + 2);
    expect(now).toEqual(expect.arrayContaining([...others, ...begun]));
  });

  it('is filled from the log to what it would have been', async () => {
    const projecting = harness.start(log.source);
    await harness.reached(log.head);
    await projecting.stop();
    expect(await contents()).toEqual(before);
    const rows = await harness.rows(`SELECT member_id, credits, refunded, requests, input_tokens
      FROM read.usage_days ORDER BY member_id`);
    expect(rows).toEqual([
      {
        member_id: 'ada',
        credits: '7000000',
        refunded: '1000000',
        requests: '2',
        input_tokens: '140',
      },
      { member_id: 'bob', credits: '5000000', refunded: '0', requests: '1', input_tokens: '70' },
    ]);
  });

  it('can be taken back: the tables of before, empty, to be filled by the version of before', async () => {
    const source = new DataSource({
      type: 'postgres',
      url: harness.url,
      schema: 'app',
    });
    await source.initialize();
    const runner = source.createQueryRunner();
    await new members().down(runner);
    const columns = await harness.rows(`SELECT count(*)::int AS n FROM information_schema.columns
      WHERE table_schema = 'read' AND table_name = 'usage_days' AND column_name = 'member_id'`);
    expect(columns).toEqual([{ n: 0 }]);
    expect(await harness.rows("SELECT to_regclass('read.members') AS members")).toEqual([
      { members: null },
    ]);
    await new members().up(runner);
    await source.destroy();
    expect((await contents()).slice(0, -1).flat()).toEqual([]);
  });
});
