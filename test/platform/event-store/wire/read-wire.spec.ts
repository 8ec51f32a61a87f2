import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import {
  decodeReadResponse,
  logRead,
  logSubscription,
  streamRead,
} from '../../../../platform/event-store/wire/read-wire.js';

const { ReadReq, ReadResp } = streams;
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 100 });

/** What the generated classes understand; every read asks for ids as text. */
function understood(message: Buffer) {
  const options = ReadReq.deserializeBinary(message).getOptions();
  if (!options) throw new Error('a read without options');
  expect(options.getUuidOption()?.hasString()).toBe(true);
  expect(options.getResolveLinks()).toBe(false);
  return options;
}

describe('a read on the wire', () => {
  it('of a stream names it, where to begin, which way and how many', () => {
    fc.assert(
      fc.property(text, fc.maxSafeNat(), fc.boolean(), fc.nat(), (stream, from, back, max) => {
        const options = understood(streamRead(stream, from, back, max));
        const target = options.getStream();
        const name = target?.getStreamIdentifier()?.getStreamName_asU8() ?? [];
        expect(Buffer.from(name).toString()).toBe(stream);
        expect(target?.getRevision()).toBe(String(from));
        expect(options.getReadDirection()).toBe(back ? 1 : 0);
        expect(options.getCount()).toBe(String(max));
        expect(options.hasNoFilter()).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(
      understood(streamRead('x', 'end', true, 1))
        .getStream()
        ?.hasEnd(),
    ).toBe(true);
  });

  it('of the log begins at a position or at one of its ends', () => {
    const from = understood(logRead(77n, 9)).getAll()?.getPosition();
    expect([from?.getCommitPosition(), from?.getPreparePosition()]).toEqual(['77', '77']);
    expect(understood(logRead('start', 9)).getAll()?.hasStart()).toBe(true);
    expect(understood(logRead('end', 9)).getAll()?.hasEnd()).toBe(true);
    expect(understood(logRead('end', 9)).getReadDirection()).toBe(1);
    expect(understood(logRead('start', 9)).getCount()).toBe('9');
  });

  it('that goes on for ever names the prefixes of the streams it wants', () => {
    const options = understood(logSubscription(5n, ['account-', 'model-']));
    expect(options.hasSubscription()).toBe(true);
    expect(options.getAll()?.getPosition()?.getCommitPosition()).toBe('5');
    const filter = options.getFilter();
    expect(filter?.getStreamIdentifier()?.getPrefixList()).toEqual(['account-', 'model-']);
    expect(filter?.getStreamIdentifier()?.getRegex()).toBe('');
    expect(filter?.hasCount()).toBe(true);
    expect(filter?.getCheckpointintervalmultiplier()).toBe(32);
    expect(
      understood(logSubscription(null, ['a']))
        .getAll()
        ?.hasStart(),
    ).toBe(true);
  });
});

const written = (message: { serializeBinary(): Uint8Array }) =>
  Buffer.from(message.serializeBinary());

function eventMessage(stream: string, type: string, json: boolean, data: Buffer, meta: Buffer) {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(ID))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setStreamRevision('12')
    .setCommitPosition('3456')
    .setPreparePosition('3450')
    .setCustomMetadata(meta)
    .setData(data);
  recorded.getMetadataMap().set('type', type);
  recorded.getMetadataMap().set('created', '17900000000000000');
  recorded
    .getMetadataMap()
    .set('content-type', json ? 'application/json' : 'application/octet-stream');
  const resolved = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition('3456');
  return written(new ReadResp().setEvent(resolved));
}
const ID = randomUUID();

describe('the answer to a read', () => {
  it('is the event that was written', () => {
    fc.assert(
      fc.property(text, text, fc.jsonValue(), fc.jsonValue(), (stream, type, data, metadata) => {
        const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
        const message = eventMessage(stream, type, true, bytes(data), bytes(metadata));
        const response = decodeReadResponse(message);
        if (response.kind !== 'event') throw new Error('it was an event');
        const { event } = response;
        expect([event.id, event.stream, event.type]).toEqual([ID, stream, type]);
        expect([event.revision, event.position]).toEqual([12, 3456n]);
        expect(JSON.stringify([event.data, event.metadata])).toBe(JSON.stringify([data, metadata]));
      }),
      { numRuns: 200 },
    );
  });

  it('leaves bytes as they are, and what is no JSON as text', () => {
    const binary = eventMessage('s', 't', false, Buffer.from([1, 2]), Buffer.alloc(0));
    expect(decodeReadResponse(binary)).toMatchObject({
      event: { data: Buffer.from([1, 2]), metadata: undefined },
    });
    const broken = eventMessage('s', 't', true, Buffer.from('{"a":'), Buffer.alloc(0));
    expect(decodeReadResponse(broken)).toMatchObject({ event: { data: '{"a":' } });
  });

  it('says when a subscription has caught up, and nothing of what we do not ask', () => {
    const caughtUp = new ReadResp().setCaughtUp(new ReadResp.CaughtUp());
    expect(decodeReadResponse(written(caughtUp)).kind).toBe('caught-up');
    const checkpoint = new ReadResp.Checkpoint().setCommitPosition('1').setPreparePosition('1');
    expect(decodeReadResponse(written(new ReadResp().setCheckpoint(checkpoint))).kind).toBe(
      'other',
    );
    const none = new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound());
    expect(decodeReadResponse(written(none)).kind).toBe('other');
  });
});
