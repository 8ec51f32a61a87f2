import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { decodeEvent, type DecodedEvent } from '../../../projections/follow/decoded-event.js';
import { LaneWorker } from '../../../projections/follow/lane-worker.js';
import { debit, opened, Story } from '../../support/domain/account.js';
import { TestLog } from '../../support/domain/log.js';

const FEW = 3;

/** The opening of an account and some debits, as they come out of the log. */
function arrived(count: number): DecodedEvent[] {
  const story = new Story();
  opened()(story);
  while (story.events.length < count) debit(0.1)(story);
  const log = new TestLog();
  log.write('account-acme', story.events.slice(0, count));
  return log.events.flatMap((event) => decodeEvent(event) ?? []);
}

/** A worker that runs, what its lane was given, and when it has said that it is live. */
function start() {
  const handled: DecodedEvent[] = [];
  let onBatch: () => void = () => undefined;
  const batch = new Promise<void>((resolve) => (onBatch = resolve));
  let onLive: () => void = () => undefined;
  const live = new Promise<void>((resolve) => (onLive = resolve));
  const lane = {
    handle: (events: readonly DecodedEvent[]) => {
      handled.push(...events);
      onBatch();
      return Promise.resolve();
    },
  };
  const worker = new LaneWorker(lane, () => Promise.resolve(onLive()));
  const ending = new AbortController();
  const running = worker.run(ending.signal);
  const end = async () => {
    ending.abort();
    await running;
  };
  return { worker, handled, batch, live, end };
}

describe('a lane worker', () => {
  const moments = [
    ['with the last events', () => Promise.resolve()],
    ['while it handles a batch', (batch: Promise<void>) => batch],
    ['while it rests after a batch', (batch: Promise<void>) => batch.then(() => turn())],
    ['when it has nothing to do', (batch: Promise<void>) => batch.then(() => sleep(200))],
  ] as const;
  it.each(moments)('is live when it hears of the end of the log %s', async (_when, moment) => {
    const { worker, handled, batch, live, end } = start();
    const events = arrived(FEW);
    worker.push(events, false);
    await moment(batch);
    worker.push([], true);
    const said = await Promise.race([
      live.then(() => 'live'),
      sleep(3_000, 'nothing', { ref: false }),
    ]);
    await end();
    expect(said).toBe('live');
    expect(handled).toEqual(events);
  });

  it('says that there is room to whoever asks for it after it was made', async () => {
    const { worker, handled, end } = start();
    const events = arrived(FEW);
    const many = Array.from({ length: 4_000 }, (_, i) => events[i % FEW]).flatMap((e) => e ?? []);
    worker.push(many, false);
    await worker.room(new AbortController().signal);
    expect(handled.length).toBeGreaterThan(0);
    await end();
  });

  it('hands over the events of one append together', async () => {
    const { worker, handled, end } = start();
    const [first, ...rest] = arrived(FEW);
    if (first) worker.push([first], false);
    await sleep(20);
    expect(handled).toEqual([]);
    worker.push(rest, false);
    await sleep(20);
    expect(handled).toEqual([first, ...rest]);
    await end();
  });

  it('waits for no more of an append than the log has', async () => {
    const { worker, handled, live, end } = start();
    const cut = arrived(FEW).slice(0, -1);
    worker.push(cut, true);
    await live;
    expect(handled).toEqual(cut);
    await end();
  });
});
