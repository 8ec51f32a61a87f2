import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { fence, heartbeat } from '../../../projections/follow/checkpoints.js';
import { createMigratedDatabase, type TestDatabase } from '../../support/stores/postgres.js';

describe('a heartbeat', () => {
  let database: TestDatabase;
  let runner: pg.Client;
  let lane: pg.Client;
  beforeAll(async () => {
    database = await createMigratedDatabase();
    [runner, lane] = [1, 2].map(() => new pg.Client(database.url)) as [pg.Client, pg.Client];
    await Promise.all([runner.connect(), lane.connect()]);
    await runner.query(`INSERT INTO read.checkpoints (projection, version)
      VALUES ('one', 1), ('two', 1) ON CONFLICT DO NOTHING`);
    await runner.query(`UPDATE read.checkpoints SET updated_at = 'epoch'`);
  });
  afterAll(async () => {
    await Promise.all([runner.end(), lane.end()]);
    await database.drop();
  });

  it('does not wait for a batch that moves a checkpoint, and still returns it', async () => {
    const moves = [{ projection: 'two', expected: -1n, next: 7n, recordedAt: null }];
    await lane.query('BEGIN');
    await lane.query(fence('read', moves, false));
    await runner.query(`SET lock_timeout = '2s'`);
    const found = await heartbeat(runner, 'read');
    await lane.query('COMMIT');
    const ours = found.filter(({ projection }) => ['one', 'two'].includes(projection));
    expect(ours.map(({ projection, position }) => [projection, position]).sort()).toEqual([
      ['one', -1n],
      ['two', -1n],
    ]);
    const { rows } = await runner.query(
      `SELECT projection, position FROM read.checkpoints
       WHERE updated_at > 'epoch' AND projection IN ('one', 'two') ORDER BY 1`,
    );
    expect(rows).toEqual([
      { projection: 'one', position: '-1' },
      { projection: 'two', position: '7' },
    ]);
  });
});
