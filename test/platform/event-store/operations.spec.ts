import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationsIndex } from '../../../platform/event-store/operations.js';
import { until } from '../../support/product/projections.js';
import { openStoreHarness, type StoreHarness } from '../../support/stores/store.js';

describe('looking at the index of command ids', () => {
  let harness: StoreHarness;
  beforeAll(async () => {
    harness = await openStoreHarness();
    await harness.pool.query(`INSERT INTO app.checkpoints VALUES ('operations', 17)`);
  });
  afterAll(() => harness.close());

  let index: OperationsIndex;
  beforeEach(() => {
    index = new OperationsIndex(harness.pool);
  });
  afterEach(() => void jest.restoreAllMocks());

  it('tells how far it is, and keeps nobody waiting', async () => {
    index.learnProgress();
    expect(index.checkpoint).toBe(-1n);
    await until(() => index.checkpoint === 17n, 'checkpoint');
  });

  it('is one query, however often it is asked for', async () => {
    const query = jest.spyOn(harness.pool, 'query');
    for (let n = 0; n < 1_000; n += 1) index.learnProgress();
    await until(() => index.checkpoint === 17n, 'checkpoint');
    for (let n = 0; n < 1_000; n += 1) index.learnProgress();
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('changes nothing when it fails, and is taken again', async () => {
    await harness.pool.query('ALTER TABLE app.checkpoints RENAME TO away');
    index.learnProgress();
    await sleep(200);
    expect(index.checkpoint).toBe(-1n);
    await harness.pool.query('ALTER TABLE app.away RENAME TO checkpoints');
    const seen = () => {
      index.learnProgress();
      return index.checkpoint === 17n;
    };
    await until(seen, 'checkpoint');
  });
});
