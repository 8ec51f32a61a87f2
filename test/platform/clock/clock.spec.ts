import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { SystemClock, TestClock, TestClockRefused } from '../../../platform/clock/clock.js';
import { createPool } from '../../../platform/database/database.js';
import { createMigratedDatabase, type TestDatabase } from '../../support/stores/postgres.js';

const DAY_MS = 86_400_000;

describe('the test clock', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  const open: TestClock[] = [];
  const openClock = async () => {
    const clock = await TestClock.open(pool, database.url);
    open.push(clock);
    return clock;
  };

  beforeAll(async () => {
    database = await createMigratedDatabase();
    pool = createPool({
      url: database.url,
      application: 'test',
      maxConnections: 5,
      statementTimeoutMs: 5_000,
    });
  });
  afterAll(async () => {
    await Promise.all(open.map((clock) => clock.close()));
    await pool.end();
    await database.drop();
  });

  it('is the real time until it is advanced', async () => {
    const clock = await openClock();
    expect(Math.abs(clock.now() - new SystemClock().now())).toBeLessThan(1_000);
  });

  it('is not set back where time passes while it is advanced by nothing', async () => {
    const clock = await openClock();
    let real = Date.now();
    const ticking = jest.spyOn(Date, 'now').mockImplementation(() => (real += 1));
    try {
      for (let turn = 0; turn < 3; turn += 1) await clock.advance({ byMs: 0 });
    } finally {
      ticking.mockRestore();
    }
    const { rows } = await pool.query<{ offset_ms: string }>(
      'SELECT offset_ms FROM app.test_clock',
    );
    expect(rows).toEqual([{ offset_ms: '0' }]);
  });

  it('goes on by a duration and to an instant, and keeps ticking', async () => {
    const clock = await openClock();
    const before = clock.now();
    const after = await clock.advance({ byMs: 30 * DAY_MS });
    expect(after - before).toBeGreaterThanOrEqual(30 * DAY_MS);
    const target = after + DAY_MS;
    expect(await clock.advance({ to: target })).toBeGreaterThanOrEqual(target);
    const then = clock.now();
    await sleep(30);
    expect(clock.now()).toBeGreaterThan(then);
  });

  it('is never set back, nor 100 years ahead of real time', async () => {
    const clock = await openClock();
    await expect(clock.advance({ to: clock.now() - 1_000 })).rejects.toThrow(TestClockRefused);
    await expect(clock.advance({ byMs: -1 })).rejects.toThrow(TestClockRefused);
    const [real, year] = [Date.now(), 365.25 * DAY_MS];
    await expect(clock.advance({ to: real + 100.1 * year })).rejects.toThrow(/100 years/);
    await expect(clock.advance({ byMs: Number.MAX_SAFE_INTEGER })).rejects.toThrow(/100 years/);
    expect(clock.now() - real).toBeLessThan(year);
    await expect(clock.advance({ byMs: Number.NaN })).rejects.toThrow(TestClockRefused);
  });

  it('is the same in every process, and after a restart', async () => {
    const [one, other] = [await openClock(), await openClock()];
    await one.advance({ byMs: DAY_MS });
    const deadline = Date.now() + 900; // sooner than the poll: it was told
    while (one.now() - other.now() > 1_000 && Date.now() < deadline) await sleep(10);
    expect(Math.abs(one.now() - other.now())).toBeLessThan(1_000);
    const restarted = await openClock();
    expect(Math.abs(one.now() - restarted.now())).toBeLessThan(1_000);
  });

  it('hears of a change within seconds when its connection was lost', async () => {
    const [one, other] = [await openClock(), await openClock()];
    await pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test_clock'",
    );
    await one.advance({ byMs: DAY_MS });
    const deadline = Date.now() + 5_000;
    while (one.now() - other.now() > 1_000 && Date.now() < deadline) await sleep(20);
    expect(Math.abs(one.now() - other.now())).toBeLessThan(1_000);
  });

  it('adds up what several processes ask for at once', async () => {
    const [one, other] = [await openClock(), await openClock()];
    const before = one.now();
    await Promise.all([one, other, one, other].map((clock) => clock.advance({ byMs: DAY_MS })));
    await sleep(100);
    expect(Math.round((one.now() - before) / DAY_MS)).toBe(4);
    expect(Math.abs(one.now() - other.now())).toBeLessThan(1_000);
  });
});
