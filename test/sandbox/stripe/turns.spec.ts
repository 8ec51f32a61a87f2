import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SandboxClock } from '../../../sandbox/stripe/state/clock.js';
import { BY_HAND, BY_ITSELF } from '../../../sandbox/stripe/state/turn.js';
import { Turns } from '../../../sandbox/stripe/state/turns.js';
import { createDatabase, type TestDatabase } from '../../support/stores/postgres.js';

describe('the turns of the Stripe sandbox', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let turns: Turns;
  beforeAll(async () => {
    database = await createDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    await pool.query('CREATE TABLE clock (ahead_s bigint)');
    turns = new Turns(pool, await SandboxClock.load(pool), { publicUrl: '' });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('refuse what too many wait for already, but never what Stripe does by itself', async () => {
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const asked = { id: 'req_1', idempotency_key: null };
    const first = turns.write(asked, () => held);
    const waiting = Array.from({ length: 499 }, () => turns.write(asked, async () => 'done'));
    for (const cause of [asked, BY_HAND]) {
      expect(() => turns.write(cause, async () => 'done')).toThrow('Too many requests');
    }
    const byItself = turns.write(BY_ITSELF, async () => 'done');
    go();
    await first;
    expect(await Promise.all([...waiting, byItself])).toEqual(Array(500).fill('done'));
  });
});
