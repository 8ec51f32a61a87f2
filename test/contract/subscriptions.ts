import {
  END,
  START,
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
} from '@eventstore/db-client';
import type { AllStreamResolvedEvent, Position } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';
import { event, events, newStream, revisions, take } from './store.js';
import type { Store } from './store.js';

/** What subscriptions bring, from where, and what they tell on the way. */
export function describeSubscriptions(store: Store): void {
  const here = async (): Promise<Position> => {
    const { position } = await store.client.appendToStream(newStream(), event());
    if (!position) throw new Error('an append has a position');
    return position;
  };
  describeStreamSubscriptions(store);
  describeLogSubscriptions(store, here);
  describeFilters(store, here);
  describeCheckpoints(store, here);
}

/** The streams of the events that are brought, up to the first of `last`. */
async function takeUntil(
  last: string,
  from: AsyncIterable<AllStreamResolvedEvent>,
): Promise<string[]> {
  const seen: string[] = [];
  for await (const { event: recorded } of from) {
    seen.push(recorded?.streamId ?? '');
    if (recorded?.streamId === last) break;
  }
  return seen;
}

type Here = () => Promise<Position>;

function describeStreamSubscriptions(store: Store): void {
  describe('subscribing to a stream', () => {
    it('brings what was there and what comes', async () => {
      const stream = newStream();
      await store.client.appendToStream(stream, events(3));
      const brought = take(6, store.client.subscribeToStream(stream));
      await store.client.appendToStream(stream, events(3));
      expect(revisions(await brought)).toEqual([0, 1, 2, 3, 4, 5]);
    });

    it('begins after the revision it names', async () => {
      const stream = newStream();
      await store.client.appendToStream(stream, events(4));
      const subscription = store.client.subscribeToStream(stream, { fromRevision: 1n });
      expect(revisions(await take(2, subscription))).toEqual([2, 3]);
    });

    it('waits for a stream that does not exist yet', async () => {
      const stream = newStream();
      const brought = take(2, store.client.subscribeToStream(stream, { fromRevision: START }));
      await store.client.appendToStream(stream, events(2));
      expect(revisions(await brought)).toEqual([0, 1]);
    });

    it('begins with what comes when it is told to start at the end', async () => {
      const stream = newStream();
      await store.client.appendToStream(stream, events(2));
      const subscription = store.client.subscribeToStream(stream, { fromRevision: END });
      const live = new Promise((resolve) => subscription.once('caughtUp', resolve));
      const brought = take(1, subscription);
      await live;
      await store.client.appendToStream(stream, event());
      expect(revisions(await brought)).toEqual([2]);
    });
  });
}

function describeLogSubscriptions(store: Store, here: Here): void {
  describe('subscribing to the log', () => {
    it('begins after the position it names and goes on with what comes', async () => {
      const stream = newStream();
      const fromPosition = await here();
      await store.client.appendToStream(stream, events(2));
      const filter = streamNameFilter({ prefixes: [stream] });
      const brought = take(4, store.client.subscribeToAll({ fromPosition, filter }));
      await store.client.appendToStream(stream, events(2));
      expect(revisions(await brought)).toEqual([0, 1, 2, 3]);
    });

    it('brings nothing that was there when it is told to start at the end', async () => {
      const [before, after] = [newStream(), newStream()];
      await store.client.appendToStream(before, event());
      const subscription = store.client.subscribeToAll({ fromPosition: END });
      const live = new Promise((resolve) => subscription.once('caughtUp', resolve));
      const brought = takeUntil(after, subscription);
      await live;
      await store.client.appendToStream(after, event());
      expect(await brought).not.toContain(before);
    });

    it('says once that it has caught up, behind everything there was when it began', async () => {
      const stream = newStream();
      const fromPosition = await here();
      await store.client.appendToStream(stream, events(50));
      const seen: string[] = [];
      const subscription = store.client.subscribeToAll({ fromPosition });
      const live = new Promise((resolve) => subscription.once('caughtUp', resolve));
      subscription.on('caughtUp', () => seen.push('caught up'));
      // What is written since then comes before it or behind it.
      for await (const { event: recorded } of subscription) {
        if (recorded?.streamId !== stream) continue;
        seen.push(recorded.type);
        if (seen.length === 50) await store.client.appendToStream(stream, event('Late'));
        if (recorded.type !== 'Late') continue;
        await live;
        break;
      }
      expect(seen.filter((what) => what === 'caught up')).toHaveLength(1);
      expect(seen.indexOf('caught up')).toBeGreaterThanOrEqual(50);
    });

    const slow = store.since('24.10')
      ? 'loses nothing when its reader is slow'
      : 'may be ended before 24.10 when its reader is slow, and loses nothing when it goes on';
    it(slow, async () => {
      const stream = newStream();
      let fromPosition = await here();
      const filter = streamNameFilter({ prefixes: [stream] });
      const got: number[] = [];
      const read = async (): Promise<void> => {
        const subscription = store.client.subscribeToAll({ fromPosition, filter });
        for await (const resolved of subscription) {
          got.push(...revisions([resolved]));
          fromPosition = resolved.event?.position ?? fromPosition;
          if (got.length % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
          if (got.length === 3_000) return;
        }
      };
      const brought = (async () => {
        while (got.length < 3_000) {
          const tooSlow = (error: unknown): void => {
            if (store.since('24.10') || !/too slow/.test(String(error))) throw error;
          };
          await read().catch(tooSlow);
        }
      })();
      for (let batch = 0; batch < 12; batch++) {
        await store.client.appendToStream(stream, events(250));
      }
      await brought;
      expect(got).toEqual(Array.from({ length: 3_000 }, (_, revision) => revision));
    });
  });
}

function describeFilters(store: Store, here: Here): void {
  describe('filtering', () => {
    it.each([
      ['prefixes of the stream', (key: string) => streamNameFilter({ prefixes: [`a-${key}`] })],
      ['a pattern for the stream', (key: string) => streamNameFilter({ regex: `^a-${key}` })],
      ['prefixes of the type', (key: string) => eventTypeFilter({ prefixes: [`A${key}`] })],
      ['a pattern for the type', (key: string) => eventTypeFilter({ regex: `^A${key}$` })],
    ])('by %s leaves everything else out', async (_, filterBy) => {
      const key = newStream('k');
      const fromPosition = await here();
      for (let round = 0; round < 3; round++) {
        await store.client.appendToStream(`a-${key}`, event(`A${key}`));
        await store.client.appendToStream(`b-${key}`, event(`B${key}`));
      }
      const filter = filterBy(key);
      const brought = take(4, store.client.subscribeToAll({ fromPosition, filter }));
      await store.client.appendToStream(`b-${key}`, event(`B${key}`));
      await store.client.appendToStream(`a-${key}`, event(`A${key}`));
      const types = (await brought).map((resolved) => resolved.event?.type);
      expect(types).toEqual(Array.from({ length: 4 }, () => `A${key}`));
    });

    it('leaves out what the store writes for itself', async () => {
      const stream = newStream();
      const fromPosition = await here();
      await store.client.setStreamMetadata(stream, { maxCount: 5 });
      await store.client.appendToStream(stream, event());
      const system = `$$${stream}`;
      const all = await takeUntil(stream, store.client.subscribeToAll({ fromPosition }));
      expect(all).toContain(system);
      const filter = excludeSystemEvents();
      const own = await takeUntil(stream, store.client.subscribeToAll({ fromPosition, filter }));
      expect(own).not.toContain(system);
    });
  });
}

function describeCheckpoints(store: Store, here: Here): void {
  describe('checkpoints', () => {
    /** Subscribes to a new stream behind 200 events of another; gives both, and the checkpoints. */
    const subscribe = async () => {
      const [wanted, other] = [newStream(), newStream()];
      const fromPosition = await here();
      await store.client.appendToStream(other, events(200));
      const { position: last } = await store.client.appendToStream(wanted, event());
      const reached: bigint[] = [];
      const filter = streamNameFilter({
        prefixes: [wanted],
        checkpointInterval: 2,
        checkpointReached: async (_, position) => void reached.push(position.commit),
      });
      const subscription = store.client.subscribeToAll({ fromPosition, filter });
      const live = new Promise((resolve) => subscription.once('caughtUp', resolve));
      const brought = take(2, subscription);
      await live;
      return { wanted, other, last: last?.commit ?? 0n, reached, brought };
    };

    it('come with every so many events looked at, and never twice', async () => {
      const { wanted, other, last, reached, brought } = await subscribe();
      expect(reached.length).toBeGreaterThanOrEqual(3);
      await store.client.appendToStream(other, events(150));
      await store.client.appendToStream(wanted, event());
      expect(revisions(await brought)).toEqual([0, 1]);
      expect(reached.at(-1)).toBeGreaterThan(last);
      expect(new Set(reached).size).toBe(reached.length);
      expect(reached).toEqual([...reached].sort((a, b) => Number(a - b)));
    });

    if (store.since('24.10')) {
      it('come from 24.10 on when the end is reached, too', async () => {
        const { wanted, last, reached, brought } = await subscribe();
        expect(reached.at(-1)).toBeGreaterThanOrEqual(last);
        await store.client.appendToStream(wanted, event());
        await brought;
      });
    }
  });
}
