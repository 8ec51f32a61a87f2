import {
  ANY,
  FORWARDS,
  NO_STREAM,
  STREAM_EXISTS,
  binaryEvent,
  jsonEvent,
} from '@eventstore/db-client';
import type { AppendExpectedRevision, AppendResult, EventData } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';
import { collect, event, events, newStream, rejection, revisions } from './store.js';
import type { Store } from './store.js';

/** The client speaks two ways: one long call for all appends, or a call for each. */
const WAYS = {
  'in the batch call': {},
  'in a call of its own': { credentials: { username: 'admin', password: 'changeit' } },
};

const LIMIT = 1_048_576;

/** What an append does, by the state of the stream and what the caller expects of it. */
export function describeAppends(store: Store): void {
  describe.each(Object.entries(WAYS))('appending %s', (_, options) => {
    const append = (
      stream: string,
      what: EventData | EventData[],
      expectedRevision: AppendExpectedRevision = ANY,
    ): Promise<AppendResult> =>
      store.client.appendToStream(stream, what, { expectedRevision, ...options });
    const read = async (stream: string): Promise<number[]> =>
      revisions(await collect(store.client.readStream(stream)));

    describeExpectations(store, append);
    describeRepetitions(append, read);
    describeLimits(store, append, read);
  });
  describeConcurrency(store);
}

type Append = (
  stream: string,
  what: EventData | EventData[],
  expectedRevision?: AppendExpectedRevision,
) => Promise<AppendResult>;
type Read = (stream: string) => Promise<number[]>;

function describeExpectations(store: Store, append: Append): void {
  const neverWritten = async (): Promise<string> => newStream();
  const onlyMetadata = async (): Promise<string> => {
    const stream = newStream();
    await store.client.setStreamMetadata(stream, { maxCount: 100 });
    return stream;
  };
  const live = async (): Promise<string> => {
    const stream = newStream();
    await append(stream, events(3), NO_STREAM);
    return stream;
  };

  it.each<[string, () => Promise<string>, AppendExpectedRevision, bigint]>([
    ['anything', neverWritten, ANY, 0n],
    ['no stream', neverWritten, NO_STREAM, 0n],
    ['anything, with metadata only', onlyMetadata, ANY, 0n],
    ['no stream, with metadata only', onlyMetadata, NO_STREAM, 0n],
    ['a stream, with metadata only', onlyMetadata, STREAM_EXISTS, 0n],
    ['anything, where there are three', live, ANY, 3n],
    ['a stream, where there are three', live, STREAM_EXISTS, 3n],
    ['the current revision', live, 2n, 3n],
  ])('is done when it expects %s', async (_, prepare, expected, revision) => {
    const result = await append(await prepare(), event(), expected);
    expect(result).toMatchObject({ success: true, nextExpectedRevision: revision });
    expect(result.position?.commit).toBeGreaterThanOrEqual(0n);
  });

  it.each<[string, () => Promise<string>, AppendExpectedRevision, bigint | 'no_stream']>([
    ['a stream, where none was written', neverWritten, STREAM_EXISTS, 'no_stream'],
    ['a revision, where none was written', neverWritten, 0n, 'no_stream'],
    ['a revision, with metadata only', onlyMetadata, 0n, 'no_stream'],
    ['no stream, where there are three', live, NO_STREAM, 2n],
    ['an earlier revision', live, 0n, 2n],
    ['a later revision', live, 3n, 2n],
  ])('is refused when it expects %s', async (_, prepare, expected, actual) => {
    const stream = await prepare();
    expect(await rejection(append(stream, event(), expected))).toMatchObject({
      type: 'wrong-expected-version',
      streamName: stream,
      expectedVersion: expected,
      actualVersion: actual,
    });
  });
}

function describeRepetitions(append: Append, read: Read): void {
  it('is answered as the first time when it comes again', async () => {
    const stream = newStream();
    const opened = events(2);
    const first = await append(stream, opened, NO_STREAM);
    const followed = events(3);
    const second = await append(stream, followed, 1n);
    await append(stream, event(), 4n);
    expect(await append(stream, opened, NO_STREAM)).toEqual(first);
    expect(await append(stream, followed, 1n)).toEqual(second);
    expect(await append(stream, followed.slice(0, 1), 1n)).toMatchObject({
      nextExpectedRevision: 2n,
    });
    expect(await read(stream)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is refused when only its beginning was there', async () => {
    const stream = newStream();
    const known = events(2);
    await append(stream, known, NO_STREAM);
    const longer = [...known, event()];
    expect(await rejection(append(stream, longer, NO_STREAM))).toMatchObject({
      type: 'wrong-expected-version',
    });
    expect(await read(stream)).toEqual([0, 1]);
  });

  it('is refused when its events were there in other places', async () => {
    const stream = newStream();
    const [first, second] = events(2);
    if (!first || !second) throw new Error('two events');
    await append(stream, [first, second], NO_STREAM);
    await append(stream, event(), 1n);
    const swapped = append(stream, [second, first], NO_STREAM);
    expect(await rejection(swapped)).toMatchObject({ type: 'wrong-expected-version' });
  });

  it('is done again when the same id comes with the current revision', async () => {
    const stream = newStream();
    const repeated = event();
    await append(stream, repeated, NO_STREAM);
    expect(await append(stream, repeated, 0n)).toMatchObject({ nextExpectedRevision: 1n });
    expect(await read(stream)).toEqual([0, 1]);
  });

  it('leaves the ids of other streams alone', async () => {
    const shared = event();
    const [one, other] = [newStream(), newStream()];
    await append(one, shared, NO_STREAM);
    expect(await append(other, shared, ANY)).toMatchObject({ nextExpectedRevision: 0n });
  });
}

function describeLimits(store: Store, append: Append, read: Read): void {
  const binary = (data: number, metadata: number): EventData =>
    binaryEvent({ type: 'T', data: Buffer.alloc(data, 1), metadata: Buffer.alloc(metadata) });
  /** So many bytes of data, metadata and twice the length of the types. */
  const inAll = (bytes: number): EventData[] => [
    binary(bytes - 6 - 100, 100),
    jsonEvent({ type: 'J', data: {}, metadata: undefined }),
  ];
  const expectTooLarge = async (what: EventData | EventData[]): Promise<void> => {
    const stream = newStream();
    expect(await rejection(append(stream, what))).toMatchObject({
      type: 'maximum-append-size-exceeded',
      maxAppendSize: LIMIT,
    });
    expect(await rejection(read(stream))).toMatchObject({ type: 'stream-not-found' });
  };

  it('takes a mebibyte of data, metadata and twice the length of the types', async () => {
    const stream = newStream();
    await append(stream, inAll(LIMIT));
    expect(await read(stream)).toEqual([0, 1]);
  });

  it('refuses more than a mebibyte of data, and writes nothing of it', () =>
    expectTooLarge([binary(LIMIT, 0), binary(1, 0)]));

  if (store.since('24.10')) {
    it('from 24.10 on refuses a byte more of data, metadata and types', () =>
      expectTooLarge(inAll(LIMIT + 1)));
  } else {
    it('before 24.10 counts data alone', async () => {
      const stream = newStream();
      await append(stream, [binary(LIMIT - 1, 500_000), binary(1, 500_000)]);
      expect(await read(stream)).toEqual([0, 1]);
    });
  }

  it('keeps bytes, text, names and the absence of metadata as they are', async () => {
    const stream = newStream('Größe/日本 $"\\\'');
    const data = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const metadata = Uint8Array.from([0xff, 0xfe, 0x00, 0x7b]);
    const text = { text: 'é ✓ 𝄞 \\ " \u0000 \u2028', list: [1, null, true] };
    await append(stream, [
      binaryEvent({ type: 'Bytes', data, metadata }),
      jsonEvent({ type: 'Größe ✓', data: text, metadata: text }),
      jsonEvent({ type: 'Bare', data: {} }),
    ]);
    const [bytes, json, bare] = (await collect(store.client.readStream(stream))).map(
      (resolved) => resolved.event,
    );
    expect(bytes).toMatchObject({ streamId: stream, type: 'Bytes', isJson: false });
    expect(Buffer.from(bytes?.data as Uint8Array)).toEqual(Buffer.from(data));
    expect(Buffer.from(bytes?.metadata as Uint8Array)).toEqual(Buffer.from(metadata));
    expect(json).toMatchObject({ type: 'Größe ✓', data: text, metadata: text, isJson: true });
    expect(bare?.metadata).toBeUndefined();
    expect(Math.abs(Date.now() - (bare?.created.getTime() ?? 0))).toBeLessThan(60_000);
  });
}

function describeConcurrency(store: Store): void {
  describe('appending at once', () => {
    it('gives each of many callers its own answer', async () => {
      const streams = Array.from({ length: 200 }, () => newStream());
      const results = await Promise.all(
        streams.map((stream, index) =>
          store.client.appendToStream(stream, events(1 + (index % 5))),
        ),
      );
      expect(results.map((result) => Number(result.nextExpectedRevision))).toEqual(
        streams.map((_, index) => index % 5),
      );
    });

    it('lets one of many win who expect the same revision', async () => {
      const stream = newStream();
      const attempts = Array.from({ length: 50 }, () =>
        store.client.appendToStream(stream, event(), { expectedRevision: NO_STREAM }),
      );
      const settled = await Promise.allSettled(attempts);
      expect(settled.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    });

    it('writes one append once, however often it comes, and answers those behind it', async () => {
      const stream = newStream();
      const batch = events(3);
      const append = (deadline: number) =>
        store.client.appendToStream(stream, batch, { expectedRevision: NO_STREAM, deadline });
      // While one is being written the same append may get no answer before its deadline.
      const settled = await Promise.allSettled(Array.from({ length: 50 }, () => append(2_000)));
      const again = await append(10_000);
      const answers = settled.map((each) =>
        each.status === 'fulfilled' ? each.value : each.reason.type,
      );
      const dropped = answers.filter((answer) => answer === 'deadline-exceeded');
      expect(dropped.length).toBeLessThan(50);
      expect(answers.filter((answer) => answer !== 'deadline-exceeded')).toEqual(
        Array.from({ length: 50 - dropped.length }, () => again),
      );
      expect(revisions(await collect(store.client.readStream(stream)))).toEqual([0, 1, 2]);
    });

    it('keeps the events of an append together in the log', async () => {
      const streams = Array.from({ length: 20 }, () => newStream());
      const before = await store.client.appendToStream(newStream(), event());
      await Promise.all(streams.map((stream) => store.client.appendToStream(stream, events(7))));
      const log: string[] = [];
      const from = before.position ?? 'start';
      for await (const { event: recorded } of store.client.readAll({
        fromPosition: from,
        direction: FORWARDS,
      })) {
        if (recorded && streams.includes(recorded.streamId)) log.push(recorded.streamId);
      }
      expect(log).toHaveLength(140);
      const runs = log.filter((stream, index) => stream !== log[index - 1]);
      expect(runs).toHaveLength(20);
    });

    it('takes an append that comes in several messages', async () => {
      const stream = newStream();
      await store.client.appendToStream(stream, events(100), { batchAppendSize: 500 });
      expect(await collect(store.client.readStream(stream))).toHaveLength(100);
    });

    it('answers an append whose deadline has passed', async () => {
      const late = store.client.appendToStream(newStream(), event(), { deadline: -1_000 });
      expect(await rejection(late)).toMatchObject({ type: 'deadline-exceeded' });
    });
  });
}
