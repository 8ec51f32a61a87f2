import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../support/stores/postgres.js';
import { peerLedger, type PeerAnswer, type PeerDebit } from './peers/ledger.js';
import { checkPeer, setUpPeer } from './peers/schema.js';

// A peer that is not a correct ledger is no peer: its speed would mean nothing.

const MICRO = 1_000_000n;
let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const debit = (accountId: number, credits: number, key: string = randomUUID()): PeerDebit => ({
  accountId,
  micro: String(BigInt(credits) * MICRO),
  feature: 'chat',
  key,
});
const count = (answers: readonly PeerAnswer[], status: PeerAnswer['status']) =>
  answers.filter((answer) => answer.status === status).length;

describe.each(['txn', 'cte', 'batched'] as const)('the peer "%s"', (variant) => {
  it('is a correct ledger', async () => {
    const options = { connectionString: database.url, max: 16, pipeline: variant === 'txn' };
    const pool = new pg.Pool(options as pg.PoolConfig);
    await setUpPeer(pool, 10, 100n * MICRO);
    const ledger = peerLedger(variant, pool, 2);

    const first = debit(1, 30);
    const left = String(70n * MICRO);
    expect(await ledger(first)).toEqual({ status: 'ok', balance: left });
    expect(await ledger(first)).toEqual({ status: 'repeated', balance: left });
    expect(await ledger(debit(1, 71))).toEqual({ status: 'insufficient', balance: left });
    expect(await ledger(debit(99, 1))).toEqual({ status: 'unknown' });

    const key = randomUUID();
    const same = await Promise.all(Array.from({ length: 24 }, () => ledger(debit(2, 5, key))));
    expect([count(same, 'ok'), count(same, 'repeated')]).toEqual([1, 23]);

    const racing = await Promise.all(Array.from({ length: 40 }, () => ledger(debit(3, 5))));
    expect([count(racing, 'ok'), count(racing, 'insufficient')]).toEqual([20, 20]);

    const mixed = await Promise.all([
      ledger(debit(4, 60)),
      ledger(debit(98, 1)),
      ledger(debit(5, 7)),
    ]);
    expect(mixed.map(({ status }) => status)).toEqual(['ok', 'unknown', 'ok']);

    expect(await checkPeer(pool, 100n * MICRO)).toEqual({ entries: 24, drift: 0, negative: 0 });
    await pool.end();
  });
});
