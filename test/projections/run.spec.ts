import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccountSuspended, type AccountEvent } from '../../domain/account/events.js';
import { accounts } from '../../projections/read-models/accounts.js';
import { allProjections } from '../../projections/read-models/all.js';
import { decodeEvent, type Source } from '../../projections/follow/decoded-event.js';
import { balances } from '../../projections/read-models/balances.js';
import { connect, disconnect } from '../../platform/following/connect.js';
import { Follower } from '../../projections/follow/follower.js';
import { Fenced, Lane } from '../../projections/follow/lane.js';
import { because, debit, opened, Story } from '../support/domain/account.js';
import { TestLog } from '../support/domain/log.js';
import { CHECKPOINTS, openReadHarness, type ReadHarness } from '../support/product/projections.js';

/** An account `acme` with the free plan, and so many debits of a tenth of a credit. */
function story(debits: number): AccountEvent[] {
  const told = new Story();
  opened()(told);
  for (let i = 0; i < debits; i += 1) debit(0.1)(told);
  return told.events;
}

describe('a runner', () => {
  let harness: ReadHarness;
  let log: TestLog;
  beforeEach(async () => {
    harness = await openReadHarness();
    log = new TestLog();
  });
  afterEach(() => harness.close());

  /** Writes events one append each, with a command id each. */
  const write = (events: readonly AccountEvent[]) =>
    events.flatMap((event) =>
      log.write('account-acme', [event], { commandId: `command-${log.events.length}` }),
    );
  const checkpoint = async (projection: string) => {
    const sql = `SELECT * FROM (${CHECKPOINTS}) AS c WHERE projection = $1`;
    return (await harness.rows(sql, [projection]))[0];
  };
  /** Everything that would show an event that was applied twice, or not at all. */
  const expectAllOnce = async () => {
    const { book } = log.account('acme');
    const events = log.events.length;
    const debits = log.events.filter(({ type }) => type === 'CreditsDebited').length;
    expect(await harness.rows('SELECT available, revision FROM read.balances')).toEqual([
      { available: book.available.toString(), revision: String(events - 1) },
    ]);
    expect(await harness.rows('SELECT sum(remaining)::text AS left FROM read.lots')).toEqual([
      { left: book.available.toString() },
    ]);
    expect(
      await harness.rows(`SELECT count(*)::int AS n, sum(d_available)::text AS d_available
        FROM read.ledger_entries`),
    ).toEqual([{ n: debits + 1, d_available: book.available.toString() }]);
    expect(await harness.rows('SELECT sum(entries)::int AS n FROM read.ledger_days')).toEqual([
      { n: debits + 1 },
    ]);
    expect(await harness.rows('SELECT sum(requests)::int AS n FROM read.usage_days_all')).toEqual([
      { n: debits },
    ]);
    expect(await harness.rows('SELECT count(*)::int AS n FROM app.operations')).toEqual([
      { n: events },
    ]);
  };

  it('brings read models up to the log, and keeps them there', async () => {
    const events = story(30);
    write(events.slice(0, 20));
    harness.start(log.source);
    await harness.reached(log.head);
    write(events.slice(20));
    await harness.reached(log.head);
    await expectAllOnce();
    expect(await checkpoint('usage')).toMatchObject({ state: 'live', error: null });
  });

  it('goes on where the one before it has ended', async () => {
    const events = story(40);
    for (let first = 0; first < events.length; first += 10) {
      const runner = harness.start(log.source);
      write(events.slice(first, first + 10));
      await harness.reached(log.head);
      await runner.stop();
    }
    await expectAllOnce();
  });

  it('stands by while another one works, and takes over when that one ends', async () => {
    const events = story(40);
    const first = harness.start(log.source);
    await harness.heard('up to date');
    harness.start(log.source);
    await harness.heard('standing by');
    write(events.slice(0, 20));
    await harness.reached(log.head);
    await first.stop();
    write(events.slice(20));
    await harness.reached(log.head);
    await expectAllOnce();
  });

  it('replaces one that holds the lock and gives no sign of life', async () => {
    const held = await connect(harness.url, () => undefined);
    await held.query('SELECT pg_advisory_lock(7274702)');
    harness.start(log.source);
    write(story(10));
    await harness.reached(log.head);
    await harness.heard('taking over');
    await expectAllOnce();
    await disconnect(held);
  });

  it('applies every change once, however often its connections are cut', async () => {
    harness.start(log.source);
    harness.start(log.source);
    const events = story(400);
    for (let first = 0; first < events.length; first += 20) {
      write(events.slice(first, first + 20));
      await sleep(15);
      await harness.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'scrip-projections' AND datname = current_database()
          AND random() < 0.5`);
    }
    await harness.reached(log.head);
    await expectAllOnce();
  });

  it('writes nothing once it has been overtaken', async () => {
    write(story(10));
    const batch = log.events.flatMap((event) => decodeEvent(event) ?? []);
    const client = await connect(harness.url, () => undefined);
    const laneAt = () =>
      new Lane({
        schema: 'read',
        client,
        log: harness.log,
        notify: false,
        followers: [new Follower(balances, -1n), new Follower(accounts, -1n)],
      });
    const paused = laneAt();
    await laneAt().handle(batch);
    const before = await harness.rows('SELECT xmin, * FROM read.balances');
    await expect(paused.handle(batch)).rejects.toThrow(Fenced);
    expect(await harness.rows('SELECT xmin, * FROM read.balances')).toEqual(before);
    await disconnect(client);
  });

  it('lets a projection that is behind the others catch up without keeping them waiting', async () => {
    const without = allProjections.filter(({ name }) => name !== 'accounts' && name !== 'usage');
    write(story(30));
    const first = harness.start(log.source, { projections: without });
    await harness.reached(log.head, 'balances');
    await first.stop();
    harness.start(log.source);
    await harness.reached(log.head);
    write([AccountSuspended(Date.UTC(2026, 1, 1), { accountId: 'acme', ...because })]);
    await harness.reached(log.head);
    await expectAllOnce();
    expect(await harness.rows('SELECT status FROM read.accounts')).toEqual([
      { status: 'suspended' },
    ]);
  });

  it.each(['catching_up', 'live'])(
    'lets a lane that begins anew (%s) catch up without keeping the others waiting',
    async (state) => {
      const events = story(40);
      write(events.slice(0, 20));
      const first = harness.start(log.source);
      await harness.heard('the read models are up to date');
      await first.stop();
      await harness.pool.query('TRUNCATE read.usage_days, read.usage_days_all');
      await harness.pool.query('TRUNCATE read.usage_quarters, read.usage_quarters_all');
      await harness.pool.query(
        "UPDATE read.checkpoints SET position = -1, state = $1 WHERE projection = 'usage'",
        [state],
      );
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const slow: Source = async function* (after, signal) {
        if (after === null) await gate;
        yield* log.source(after, signal);
      };
      harness.start(slow);
      write(events.slice(20, 30));
      await harness.reached(log.head, 'balances', 'lots', 'operations');
      expect(await checkpoint('usage')).toMatchObject({ position: '-1', state: 'catching_up' });
      open();
      write(events.slice(30));
      await harness.reached(log.head);
      await expectAllOnce();
    },
  );

  it('waits for a store that goes away, and begins again where it was', async () => {
    let breaks = 3;
    const fragile: typeof log.source = async function* (after, signal) {
      for await (const batch of log.source(after, signal)) {
        yield { ...batch, events: batch.events.slice(0, 7) };
        breaks -= 1;
        if (breaks >= 0) throw new Error('the store is away');
        if (batch.events.length > 7) return;
      }
    };
    write(story(60));
    harness.start(fragile);
    await harness.reached(log.head);
    await expectAllOnce();
  });
});
