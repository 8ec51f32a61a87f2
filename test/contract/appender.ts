import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Appender } from '../../platform/event-store/connection/appender.js';
import { NO_REVISION } from '../../platform/event-store/wire/append-wire.js';
import type { NewEvent } from '../../platform/event-store/wire/stored-event.js';
import { collect, newStream, revisions } from './store.js';
import type { Store } from './store.js';

const newEvent = (data: unknown = {}): NewEvent => ({
  id: randomUUID(),
  type: 'Counted',
  data: JSON.stringify(data),
  metadata: '{"by":"contract"}',
});

/** The application's own way of appending: the same call, through the client's channel. */
export function describeAppender(store: Store): void {
  describe('appending as the application does', () => {
    let appender: Appender;
    beforeAll(() => {
      appender = new Appender(store.client);
    });
    afterAll(() => appender.close());

    it('stores what it was given, as JSON, and says where in the log it is', async () => {
      const stream = newStream();
      const events = [newEvent({ text: 'é€𝄞' }), newEvent({ credits: '12.5' })];
      const outcome = await appender.append(stream, events, NO_REVISION);
      const read = await collect(store.client.readStream(stream));
      expect(read.map(({ event }) => [event?.id, event?.type, event?.data])).toEqual([
        [events[0]?.id, 'Counted', { text: 'é€𝄞' }],
        [events[1]?.id, 'Counted', { credits: '12.5' }],
      ]);
      expect(read.map(({ event }) => [event?.isJson, event?.metadata])).toEqual([
        [true, { by: 'contract' }],
        [true, { by: 'contract' }],
      ]);
      const newest = { direction: 'backwards', fromPosition: 'end', maxCount: 50 } as const;
      const log = store.client.readAll(newest);
      const last = (await collect(log)).find(({ event }) => event?.id === events[1]?.id);
      const position = last?.event?.position.commit;
      expect(outcome).toEqual({ kind: 'appended', position, revision: 1 });
    });

    it('is raced by whoever came first, and answers a repetition as the first time', async () => {
      const stream = newStream();
      const first = [newEvent()];
      const appended = await appender.append(stream, first, NO_REVISION);
      expect(appended.kind).toBe('appended');
      expect(await appender.append(stream, first, NO_REVISION)).toEqual(appended);
      expect(await appender.append(stream, [newEvent()], NO_REVISION)).toEqual({ kind: 'raced' });
      expect(await appender.append(stream, [newEvent()], 5)).toEqual({ kind: 'raced' });
      expect((await appender.append(stream, [newEvent()], 0)).kind).toBe('appended');
      expect((await appender.append(stream, [newEvent()], 'any')).kind).toBe('appended');
    });

    it('is answered within its deadline while the same append is being written', async () => {
      const stream = newStream();
      const same = [newEvent(), newEvent()];
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () => appender.append(stream, same, NO_REVISION)),
      );
      expect(outcomes[0]?.kind).toBe('appended');
      expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
      expect(revisions(await collect(store.client.readStream(stream)))).toEqual([0, 1]);
    });

    it('is told what is too large', async () => {
      const large = newEvent({ text: 'x'.repeat(1_100_000) });
      expect((await appender.append(newStream(), [large], NO_REVISION)).kind).toBe('refused');
    });

    it('keeps apart what many append at once', async () => {
      const streams = Array.from({ length: 300 }, () => newStream());
      const outcomes = await Promise.all(
        streams.map((stream, n) => appender.append(stream, [newEvent({ n })], NO_REVISION)),
      );
      expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['appended']));
      const numbers = await Promise.all(
        streams.map(async (stream) => collect(store.client.readStream(stream))),
      );
      expect(numbers.map((read) => read.map(({ event }) => event?.data))).toEqual(
        streams.map((_, n) => [{ n }]),
      );
    });
  });
}
