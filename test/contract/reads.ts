import { BACKWARDS, END, START } from '@eventstore/db-client';
import type { AppendResult } from '@eventstore/db-client';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { collect, event, events, newStream, rejection, revisions, take } from './store.js';
import type { Store } from './store.js';

/** Where reads begin and end, and what they leave out. */
export function describeReads(store: Store): void {
  describeStreamReads(store);
  describeLogReads(store);
  describeMetadata(store);
}

function describeStreamReads(store: Store): void {
  describe('reading a stream', () => {
    const stream = newStream();
    beforeAll(() => store.client.appendToStream(stream, events(5)));
    const read = async (options: Parameters<Store['client']['readStream']>[1]): Promise<number[]> =>
      revisions(await collect(store.client.readStream(stream, options)));

    it('begins with the revision it names', async () => {
      expect(await read({})).toEqual([0, 1, 2, 3, 4]);
      expect(await read({ fromRevision: 2n })).toEqual([2, 3, 4]);
      expect(await read({ fromRevision: 2n, maxCount: 2 })).toEqual([2, 3]);
      expect(await read({ fromRevision: 5n })).toEqual([]);
    });

    it('goes backwards from the revision it names, or from the end', async () => {
      expect(await read({ direction: BACKWARDS, fromRevision: 2n })).toEqual([2, 1, 0]);
      expect(await read({ direction: BACKWARDS, fromRevision: END })).toEqual([4, 3, 2, 1, 0]);
      expect(await read({ direction: BACKWARDS, fromRevision: END, maxCount: 1 })).toEqual([4]);
      expect(await read({ direction: BACKWARDS, fromRevision: START })).toEqual([0]);
    });

    it('says that a stream does not exist', async () => {
      const missing = newStream();
      expect(await rejection(collect(store.client.readStream(missing)))).toMatchObject({
        type: 'stream-not-found',
        streamName: missing,
      });
    });

    it('shows an append as soon as it is answered', async () => {
      const own = newStream();
      for (let count = 1; count <= 20; count++) {
        await store.client.appendToStream(own, event());
        expect(await collect(store.client.readStream(own))).toHaveLength(count);
      }
    });

    it('gives a long stream in order', async () => {
      const long = newStream();
      for (let batch = 0; batch < 10; batch++) {
        await store.client.appendToStream(long, events(250));
      }
      const all = revisions(await collect(store.client.readStream(long)));
      expect(all).toEqual(Array.from({ length: 2_500 }, (_, revision) => revision));
    });
  });
}

function describeLogReads(store: Store): void {
  describe('reading the log', () => {
    const stream = newStream();
    const appends: AppendResult[] = [];
    beforeAll(async () => {
      for (let count = 0; count < 4; count++) {
        appends.push(await store.client.appendToStream(stream, event()));
      }
    });
    const ours = async (options: Parameters<Store['client']['readAll']>[0]): Promise<number[]> => {
      const all = await collect(store.client.readAll(options));
      return revisions(all.filter((resolved) => resolved.event?.streamId === stream));
    };

    it('goes forwards from the position it names, that one included', async () => {
      expect(await ours({ fromPosition: appends[1]?.position })).toEqual([1, 2, 3]);
    });

    it('goes backwards from the position it names, that one left out', async () => {
      const options = { direction: BACKWARDS, fromPosition: appends[2]?.position } as const;
      expect((await ours(options)).slice(0, 2)).toEqual([1, 0]);
    });

    it('goes backwards from the end', async () => {
      const all = store.client.readAll({ direction: BACKWARDS, fromPosition: END });
      const positions = (await take(4, all)).map((resolved) => resolved.event?.position?.commit);
      expect(positions).toEqual([...positions].sort((a, b) => Number((b ?? 0n) - (a ?? 0n))));
    });

    it('has nothing beyond the end', async () => {
      expect(await ours({ fromPosition: END })).toEqual([]);
    });

    it('gives each event the position its append was answered with', async () => {
      const read = await collect(store.client.readStream(stream));
      expect(read.map((resolved) => resolved.event?.position)).toEqual(
        appends.map((append) => append.position),
      );
    });

    it('answers an append of several events with the position of the last', async () => {
      const several = newStream();
      const result = await store.client.appendToStream(several, events(3));
      const read = await collect(store.client.readStream(several));
      expect(read[2]?.event?.position).toEqual(result.position);
    });
  });
}

function describeMetadata(store: Store): void {
  describe('the metadata of a stream', () => {
    it('comes back as it was set', async () => {
      const stream = newStream();
      expect(await store.client.getStreamMetadata(stream)).toEqual({ streamName: stream });
      await store.client.setStreamMetadata(stream, { maxCount: 7, note: 'ours' });
      await store.client.setStreamMetadata(stream, { maxCount: 8, note: 'ours' });
      const { metadata } = await store.client.getStreamMetadata(stream);
      expect(metadata).toEqual({ maxCount: 8, note: 'ours' });
    });

    it('leaves so many of the last events to be read', async () => {
      const stream = newStream();
      await store.client.appendToStream(stream, events(5));
      await store.client.setStreamMetadata(stream, { maxCount: 2 });
      const read = async (options = {}): Promise<number[]> =>
        revisions(await collect(store.client.readStream(stream, options)));
      expect(await read()).toEqual([3, 4]);
      expect(await read({ fromRevision: 4n })).toEqual([4]);
      expect(await read({ direction: BACKWARDS, fromRevision: END })).toEqual([4, 3]);
      await store.client.appendToStream(stream, event(), { expectedRevision: 4n });
      expect(await read()).toEqual([4, 5]);
    });

    it('does not shorten the log', async () => {
      const stream = newStream();
      await store.client.setStreamMetadata(stream, { maxCount: 1 });
      const first = await store.client.appendToStream(stream, event());
      await store.client.appendToStream(stream, events(2));
      const log = await collect(store.client.readAll({ fromPosition: first.position }));
      const ours = log.filter((resolved) => resolved.event?.streamId === stream);
      expect(revisions(ours)).toEqual([0, 1, 2]);
    });
  });
}
