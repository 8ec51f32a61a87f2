import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createPool } from '../../../platform/database/database.js';
import { createLogger } from '../../../platform/log.js';
import {
  serveRebuilds,
  rebuildOf,
  requestRebuild,
  rebuildable,
} from '../../../projections/rebuild/rebuild-requests.js';
import type { Source } from '../../../projections/follow/decoded-event.js';
import { opened, Story } from '../../support/domain/account.js';
import { TestLog } from '../../support/domain/log.js';
import { LogLines } from '../../support/product/log-lines.js';
import { openReadHarness, until, type ReadHarness } from '../../support/product/projections.js';

describe('asking for a rebuild', () => {
  let harness: ReadHarness;
  let log: TestLog;
  beforeEach(async () => {
    harness = await openReadHarness();
    log = new TestLog();
    const told = new Story();
    opened()(told);
    log.write('account-acme', told.events);
    harness.start(log.source);
    await harness.reached(log.head);
  });
  afterEach(() => harness.close());

  const ended = async (id: string) => {
    await until(async () => {
      const request = await rebuildOf(harness.pool, id);
      return request?.state === 'done' || request?.state === 'failed';
    }, `end of rebuild ${id}`);
    return rebuildOf(harness.pool, id);
  };
  const working = (source: Source = log.source) => {
    const ending = new AbortController();
    const { pool, url, log: said } = harness;
    const options = { pool, databaseUrl: url, source, log: said, pollMs: 10 };
    const running = serveRebuilds({ ...options, signal: ending.signal });
    return async () => {
      ending.abort();
      await running;
    };
  };

  it('complains once while the requests cannot be looked at, however often it looks', async () => {
    let looks = 0;
    const gone = createServer((socket) => {
      looks += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const address = gone.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const url = `postgres://scrip@127.0.0.1:${port}/scrip`;
    const pool = createPool({ url, application: 'test', maxConnections: 1, statementTimeoutMs: 0 });
    const heard = new LogLines();
    const ending = new AbortController();
    const running = serveRebuilds({
      ...{ pool, databaseUrl: url, source: log.source, log: createLogger('test', 'info', heard) },
      ...{ pollMs: 1, signal: ending.signal },
    });
    await until(() => Promise.resolve(looks >= 5), 'looks at the requests');
    ending.abort();
    await running;
    await pool.end();
    gone.close();
    expect(heard.lines).toHaveLength(1);
  });

  it('leads to one, and to a report', async () => {
    const stop = working();
    const one = await requestRebuild(harness.pool, ['lots'], 'key:test');
    const all = await requestRebuild(harness.pool, 'all', 'key:test');
    expect(await ended(one)).toMatchObject({
      state: 'done',
      projections: ['lots'],
      requestedBy: 'key:test',
      events: 2,
      error: null,
      report: { differences: 0, replaced: true, compared: [{ table: 'lots', rows: 1 }] },
    });
    expect(await ended(all)).toMatchObject({ state: 'done', projections: rebuildable });
    await stop();
  });

  it('begins anew when its process died, twice at most', async () => {
    const id = await requestRebuild(harness.pool, ['lots'], 'key:test');
    const die = () =>
      harness.pool.query(
        `UPDATE app.rebuilds SET state = 'running', error = NULL,
           alive_at = clock_timestamp() - interval '31 s' WHERE id = $1`,
        [id],
      );
    for (let deaths = 0; deaths < 2; deaths += 1) {
      await die();
      const stop = working();
      expect(await ended(id)).toMatchObject({ state: 'done', report: { differences: 0 } });
      await stop();
    }
    await die();
    const stop = working();
    expect(await ended(id)).toMatchObject({ state: 'failed', error: 'it was interrupted' });
    await stop();
  });

  it('says why there was none', async () => {
    const [first] = log.events;
    if (first) log.events.splice(0, 1, { ...first, data: {} });
    const stop = working();
    const id = await requestRebuild(harness.pool, ['balances'], 'key:test');
    expect(await ended(id)).toMatchObject({
      state: 'failed',
      report: null,
      error: expect.stringContaining('balances'),
    });
    await stop();
  });

  it('says in words that the store went away', async () => {
    const gone = Object.assign(new Error('14 UNAVAILABLE: Connection dropped'), { code: 14 });
    const stop = working(() => {
      throw gone;
    });
    const id = await requestRebuild(harness.pool, ['balances'], 'key:test');
    expect(await ended(id)).toMatchObject({
      state: 'failed',
      error: 'the event store went away: ask for the rebuild again',
    });
    await stop();
  });

  it('knows of no other', async () => {
    expect(await rebuildOf(harness.pool, '12345')).toBeUndefined();
    expect(await rebuildOf(harness.pool, 'x')).toBeUndefined();
  });
});
