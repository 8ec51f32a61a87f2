import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelRegistered } from '../../domain/model/events.js';
import { START, debit, opened, Story } from '../support/domain/account.js';
import { TestLog } from '../support/domain/log.js';
import {
  CHECKPOINTS,
  openReadHarness,
  until,
  type ReadHarness,
} from '../support/product/projections.js';

describe('an event that cannot be handled', () => {
  let harness: ReadHarness;
  let log: TestLog;
  let told: Story;
  beforeEach(async () => {
    harness = await openReadHarness();
    log = new TestLog();
    told = new Story();
    opened()(told);
    log.write('account-acme', told.events);
  });
  afterEach(() => harness.close());

  const spend = (times: number) => {
    for (let i = 0; i < times; i += 1) {
      debit(1)(told);
      log.write('account-acme', told.events.slice(-1));
    }
  };
  const stoppedNow = () =>
    harness.rows(`SELECT projection, error_event_id, error FROM (${CHECKPOINTS}) AS c
      WHERE state = 'stopped' ORDER BY projection`);
  /** Those that have stopped, once there are so many. */
  const stopped = async (count = 1) => {
    await until(async () => (await stoppedNow()).length >= count, `${count} that stopped`);
    return stoppedNow();
  };

  it('stops the projection that adds up to something else, at that event', async () => {
    spend(5);
    debit(1)(told);
    const [lie] = log.write('account-acme', told.events.slice(-1), {
      control: { available: 1_000_000_000n },
    });
    spend(5);
    harness.start(log.source);
    await harness.reached(log.head, 'lots', 'ledger_entries', 'usage', 'operations', 'accounts');
    expect(await stopped()).toEqual([
      {
        projection: 'balances',
        error_event_id: lie?.id,
        error: expect.stringContaining('available'),
      },
    ]);
    expect(await harness.rows('SELECT available, revision FROM read.balances')).toEqual([
      { available: '95000000', revision: '6' },
    ]);
    expect(harness.said).toContainEqual(
      expect.objectContaining({ level: 50, projection: 'balances', event: lie?.id }),
    );
    spend(1);
    await harness.reached(log.head, 'lots', 'operations');
  });

  it('is found by itself in a batch that the database refuses', async () => {
    spend(20);
    const event = log.events.at(-3);
    const data = { ...(event?.data as object), lots: [{ lotId: 'lot_unknown', credits: '1' }] };
    if (event) log.events.splice(-3, 1, { ...event, data });
    harness.start(log.source);
    await harness.reached(log.head, 'balances', 'ledger_entries', 'usage');
    expect(await stopped()).toMatchObject([{ projection: 'lots', error_event_id: event?.id }]);
    expect(await harness.rows('SELECT remaining FROM read.lots')).toEqual([
      { remaining: '83000000' },
    ]);
  });

  it('stops whoever reads its stream when it cannot be read at all', async () => {
    spend(3);
    const event = log.events.at(-1);
    if (event) log.events.splice(-1, 1, { ...event, data: { accountId: 'acme', surprise: 1 } });
    log.write('model-gpt', [ModelRegistered(START, { modelId: 'gpt', name: 'GPT' })]);
    harness.start(log.source);
    await harness.reached(log.head, 'models', 'catalogue');
    const names = (await stopped(9)).map(({ projection }) => projection);
    expect(names).toEqual([
      'accounts',
      'adjustments',
      'balances',
      'ledger_days',
      'ledger_entries',
      'lots',
      'members',
      'operations',
      'usage',
    ]);
    expect(await harness.rows('SELECT model_id FROM read.models')).toEqual([{ model_id: 'gpt' }]);
  });

  it('shows that an event is missing', async () => {
    spend(3);
    log.events.splice(-2, 1);
    harness.start(log.source);
    await harness.reached(log.head, 'lots');
    expect(await stopped()).toMatchObject([
      { projection: 'balances', error_event_id: log.events.at(-1)?.id },
    ]);
  });

  it('is tried again by the next process, and handled when it can be', async () => {
    spend(3);
    const good = log.events.at(-1);
    if (!good) throw new Error('the log is empty');
    log.events.splice(-1, 1, { ...good, data: { accountId: 'acme' } });
    const first = harness.start(log.source);
    await stopped(7);
    await first.stop();
    log.events.splice(-1, 1, good);
    harness.start(log.source);
    await harness.reached(log.head);
    expect(await stoppedNow()).toEqual([]);
  });
});
