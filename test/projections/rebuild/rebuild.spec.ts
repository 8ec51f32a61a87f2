import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { AccountEvent } from '../../../domain/account/events.js';
import { readProjections } from '../../../projections/read-models/all.js';
import { balances } from '../../../projections/read-models/balances.js';
import { lots } from '../../../projections/read-models/lots.js';
import {
  rebuild,
  RebuildUnderWay,
  type RebuildOptions,
} from '../../../projections/rebuild/rebuild.js';
import { debit, opened, pack, Story } from '../../support/domain/account.js';
import { TestLog } from '../../support/domain/log.js';
import {
  CHECKPOINTS,
  openReadHarness,
  until,
  type ReadHarness,
} from '../../support/product/projections.js';

/** What a rebuild has made and not taken away. */
const LEFT_OF_REBUILDS = `SELECT tablename FROM pg_tables WHERE schemaname = 'read_next'`;

describe('a rebuild', () => {
  let harness: ReadHarness;
  let log: TestLog;
  let told: Story;
  beforeEach(async () => {
    harness = await openReadHarness();
    log = new TestLog();
    told = new Story();
    opened('team')(told);
    pack('pay-1')(told);
    told.events.forEach((event) => log.write('account-acme', [event]));
  });
  afterEach(() => harness.close());

  const spend = (times: number): AccountEvent[] => {
    const before = told.events.length;
    for (let i = 0; i < times; i += 1) debit(0.01)(told);
    const events = told.events.slice(before);
    for (const event of events) log.write('account-acme', [event]);
    return events;
  };
  const rebuilding = (options: Partial<RebuildOptions> = {}) =>
    rebuild({
      databaseUrl: harness.url,
      source: log.source,
      log: harness.log,
      signal: new AbortController().signal,
      projections: readProjections,
      ...options,
    });
  const remaining = () => harness.rows('SELECT sum(remaining)::text AS sum FROM read.lots');
  const expectRight = async () => {
    await harness.reached(log.head);
    const { available } = log.account('acme').book;
    expect(await remaining()).toEqual([{ sum: available.toString() }]);
    expect(await harness.rows('SELECT available FROM read.balances')).toEqual([
      { available: available.toString() },
    ]);
  };

  it('equals the live tables row by row', async () => {
    spend(200);
    harness.start(log.source);
    await harness.reached(log.head);
    const report = await rebuilding();
    expect(report).toMatchObject({ differences: 0, notCompared: [], replaced: true });
    expect(report.compared.map(({ table, rows }) => [table, rows])).toEqual(
      expect.arrayContaining([
        ['balances', 1],
        ['lots', 2],
        ['ledger_entries', 202],
      ]),
    );
    spend(3);
    await expectRight();
    const indexes = `SELECT indexname FROM pg_indexes WHERE schemaname = 'read' ORDER BY 1`;
    expect(await harness.rows(indexes)).toContainEqual({ indexname: 'ledger_entries_occurred' });
    expect(await harness.rows(LEFT_OF_REBUILDS)).toEqual([]);
  });

  it('shows no reader a wrong number while debits arrive', async () => {
    spend(300);
    harness.start(log.source);
    harness.start(log.source);
    await harness.reached(log.head);
    let isOver = false;
    const seen: string[] = [];
    const read = {
      name: 'all-at-once',
      text: `SELECT b.available, b.revision::int AS revision, l.remaining, e.available AS entries,
               d.available AS days
             FROM read.balances b,
               (SELECT sum(remaining)::bigint AS remaining FROM read.lots) l,
               (SELECT sum(d_available)::bigint AS available FROM read.ledger_entries) e,
               (SELECT sum(d_available)::bigint AS available FROM read.ledger_days) d`,
    };
    const readers = [1, 2].map(async () => {
      let last = Infinity;
      while (!isOver) {
        const { rows } = await harness.pool.query(read);
        const [row] = rows;
        expect(row).toMatchObject({
          remaining: row.available,
          entries: row.available,
          days: row.available,
        });
        expect(Number(row.available)).toBeLessThanOrEqual(last);
        last = Number(row.available);
        seen.push(row.available);
      }
    });
    // Some reader always has a transaction open.
    const patient = [1, 2, 3].map(() => readTwice(harness, () => isOver));
    const writing = (async () => {
      while (!isOver) {
        spend(1);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    const rebuilt = (async () => {
      for (let i = 0; i < 3; i += 1) {
        expect(await rebuilding()).toMatchObject({ differences: 0, notCompared: [] });
      }
    })().finally(() => (isOver = true));
    await Promise.all([rebuilt, ...readers, writing, ...patient]);
    expect(new Set(seen).size).toBeGreaterThan(10);
    await expectRight();
  });

  it('says which rows were wrong, and puts them right', async () => {
    spend(20);
    harness.start(log.source);
    await harness.reached(log.head);
    await harness.pool.query("UPDATE read.lots SET remaining = 1 WHERE source = 'pack'");
    const kept = await rebuilding({ projections: [lots], onDifference: 'keep' });
    expect(kept).toMatchObject({ differences: 1, replaced: false });
    const report = await rebuilding({ projections: [lots] });
    expect(report.compared).toEqual([
      {
        table: 'lots',
        rows: 2,
        differences: 1,
        examples: [
          {
            before: expect.objectContaining({ remaining: 1 }),
            rebuilt: expect.objectContaining({ remaining: 200_000_000 }),
          },
        ],
      },
    ]);
    await expectRight();
  });

  it('brings back a projection that had stopped, once its event can be handled', async () => {
    spend(5);
    const good = log.events.at(-1);
    if (!good) throw new Error('the log is empty');
    log.events.splice(-1, 1, {
      ...good,
      metadata: { ...(good.metadata as object), control: undefined },
    });
    const stopped = `SELECT projection FROM (${CHECKPOINTS}) AS c WHERE state = 'stopped'`;
    harness.start(log.source);
    await until(async () => (await harness.rows(stopped)).length === 2, 'stop of two');
    log.events.splice(-1, 1, good);
    const report = await rebuilding();
    expect(report.notCompared).toEqual(['balances', 'ledger_entries']);
    expect(await harness.rows(stopped)).toEqual([]);
    spend(5);
    await expectRight();
  });

  it('refuses an event that it cannot handle, and leaves what is read as it was', async () => {
    spend(5);
    harness.start(log.source);
    await harness.reached(log.head);
    const bad = log.events.at(-2);
    if (bad) log.events.splice(-2, 1, { ...bad, data: {} });
    await expect(rebuilding({ projections: [balances] })).rejects.toThrow(bad?.id);
    expect(await harness.rows('SELECT revision FROM read.balances')).toEqual([
      { revision: String(log.events.length - 1) },
    ]);
    expect(await harness.rows(LEFT_OF_REBUILDS)).toEqual([]);
  });

  it('gives tables of an older shape the shape of today', async () => {
    spend(5);
    await harness.pool.query('ALTER TABLE read.usage_days DROP COLUMN images');
    await harness.pool.query('DROP TABLE read.plans');
    const report = await rebuilding({ waitForLiveMs: 100 });
    expect(report.notCompared).toEqual(expect.arrayContaining(['usage_days', 'plans']));
    harness.start(log.source);
    spend(5);
    await expectRight();
    expect(await harness.rows('SELECT sum(images)::int AS images FROM read.usage_days')).toEqual([
      { images: 0 },
    ]);
  });

  it('is done by one at a time', async () => {
    const first = rebuilding({ waitForLiveMs: 100 });
    const second = rebuilding({ waitForLiveMs: 100 });
    const results = await Promise.allSettled([first, second]);
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([{ status: 'rejected', reason: expect.any(RebuildUnderWay) }]);
  });
});

/** A reader that looks at two tables in one snapshot, with time in between. */
async function readTwice(harness: ReadHarness, isOver: () => boolean): Promise<void> {
  const client = new pg.Client({ connectionString: harness.url });
  await client.connect();
  while (!isOver()) {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const balance = await client.query('SELECT sum(available)::bigint AS sum FROM read.balances');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const entries = await client.query(
      'SELECT sum(d_available)::bigint AS sum FROM read.ledger_entries',
    );
    await client.query('COMMIT');
    expect(entries.rows).toEqual(balance.rows);
  }
  await client.end();
}
