import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnchorKey, anchorDigest } from '../../platform/anchors/anchor.js';
import { anchorsAfter, storedHeadsDigest } from '../../platform/anchors/anchor-table.js';
import { anchorAll, anchorPeriodically, type AnchorOptions } from '../../projections/anchors.js';
import { newKey, startProduct, type TestProduct } from '../support/product/app.js';

let product: TestProduct;
let harness: AnchorOptions;
const errors: unknown[] = [];
beforeAll(async () => {
  product = await startProduct();
  const { pool, store, clock } = product.harness;
  harness = {
    pool,
    connection: store.connection,
    clock,
    key: AnchorKey.fromSeed(randomBytes(32).toString('base64')),
    periodMs: 50,
    log: { info: () => undefined, error: (error: unknown) => void errors.push(error) },
  };
});
afterAll(() => product.close());

const open = async (): Promise<string> => {
  const answer = await product
    .post('/v1/accounts')
    .set('idempotency-key', newKey())
    .send({ name: 'Acme', email: 'ops@acme.example' })
    .expect(201);
  return answer.body.account_id;
};

describe('the anchors of a log', () => {
  it('each follow the one before, and cover what is new since', async () => {
    await open();
    const [first] = await anchorAll(harness);
    expect(first).toMatchObject({ n: 1, previous: '' });
    expect(await anchorAll(harness)).toEqual([]);
    const id = await open();
    const [second] = await anchorAll(harness);
    if (!first || !second) throw new Error('not signed');
    expect(second).toMatchObject({ n: 2, events: first.events + 2, previous: anchorDigest(first) });
    expect(harness.key.verifies(second)).toBe(true);
    expect(await storedHeadsDigest(harness.pool, 2)).toBe(second.headsDigest);
    const { rows } = await harness.pool.query(
      'SELECT stream, revision FROM app.anchor_heads WHERE n = 2',
    );
    expect(rows).toEqual([{ stream: `account-${id}`, revision: '1' }]);
  });

  it('are made once, though two processes sign at the same time', async () => {
    await open();
    const made = await Promise.all([anchorAll(harness), anchorAll(harness)]);
    expect(made.flat()).toHaveLength(1);
    const all = await anchorsAfter(harness.pool, 0, 100);
    expect(all.map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('are made every period, also after the store was away', async () => {
    const ending = new AbortController();
    const keeping = anchorPeriodically(harness, ending.signal);
    const signed = async (count: number) => {
      for (let tries = 0; tries < 100; tries += 1) {
        const all = await anchorsAfter(harness.pool, 0, 100);
        if (all.length >= count) return;
        await sleep(50);
      }
      throw new Error(`never signed ${count} times`);
    };
    await open();
    await signed(4);
    await product.stopNode();
    await sleep(200);
    await product.startNode();
    await open();
    await signed(5);
    ending.abort();
    await keeping;
  });

  it('are not made of a log that has become shorter than what was signed', async () => {
    await product.harness.pool.query(
      'DELETE FROM eventstore.events WHERE position >= (SELECT max(position) FROM app.anchors)',
    );
    await product.stopNode();
    await product.startNode();
    await expect(anchorAll(harness)).rejects.toThrow('the log ends before what was signed');
  });
});
