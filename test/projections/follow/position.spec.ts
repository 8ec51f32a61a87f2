import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PositionWatch } from '../../../projections/follow/position.js';
import { debit, opened, Story } from '../../support/domain/account.js';
import { TestLog } from '../../support/domain/log.js';
import { openReadHarness, type ReadHarness } from '../../support/product/projections.js';

describe('waiting for a position', () => {
  let harness: ReadHarness;
  let log: TestLog;
  let told: Story;
  let watch: PositionWatch;
  beforeEach(async () => {
    harness = await openReadHarness();
    log = new TestLog();
    told = new Story();
    opened()(told);
    log.write('account-acme', told.events);
    watch = new PositionWatch(harness.pool, harness.url);
  });
  afterEach(async () => {
    await watch.close();
    await harness.close();
  });

  const spend = (): bigint => {
    debit(0.1)(told);
    log.write('account-acme', told.events.slice(-1));
    return log.head;
  };

  it('ends when the projections are there, and what was written can be read', async () => {
    harness.start(log.source);
    for (let i = 0; i < 20; i += 1) {
      expect(await watch.reached(['balances', 'usage', 'operations'], spend(), 5_000)).toBe(true);
      const [row] = await harness.rows('SELECT revision::int AS revision FROM read.balances');
      expect(row).toEqual({ revision: told.events.length - 1 });
    }
  });

  it('is answered at once for what is there already, also to who comes later', async () => {
    harness.start(log.source);
    await harness.reached(log.head);
    const late = new PositionWatch(harness.pool, harness.url);
    expect(await late.reached(['balances'], log.head, 1_000)).toBe(true);
    expect(late.positionOf('balances')).toBe(log.head);
    await late.close();
  });

  it('gives up when the time is over', async () => {
    harness.start(log.source);
    await harness.reached(log.head);
    const startedMs = performance.now();
    expect(await watch.reached(['balances'], log.head + 1n, 150)).toBe(false);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(145);
  });

  it('serves a thousand who wait at once', async () => {
    const waiting = Array.from({ length: 1_000 }, () =>
      watch.reached(['ledger_entries'], log.head, 10_000),
    );
    harness.start(log.source);
    expect((await Promise.all(waiting)).every(Boolean)).toBe(true);
  });

  it('goes on after its connection was cut', async () => {
    harness.start(log.source);
    expect(await watch.reached(['balances'], spend(), 5_000)).toBe(true);
    await harness.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'scrip-positions' AND datname = current_database()`);
    for (let i = 0; i < 5; i += 1) {
      expect(await watch.reached(['balances'], spend(), 5_000)).toBe(true);
    }
  });
});
