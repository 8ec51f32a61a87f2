import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import fc from 'fast-check';
import {
  appended,
  readBatchAppend,
  refused,
  wrongExpectedVersion,
} from '../../../../sandbox/eventstore/wire/append-wire.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from '../../../../sandbox/eventstore/wire/event.js';

const uuid = (id: string) => new shared.UUID().setString(id);
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const correlation = Buffer.from(uuid(ID).serializeBinary());

/** The way of the generated classes, with which the hand-written one must agree. */
function written(stream: string, type: string, data: Uint8Array, metadata: Uint8Array): Buffer {
  const options = new streams.BatchAppendReq.Options()
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setStreamPosition('300')
    .setDeadline(new timestamps.Timestamp().setSeconds(1_790_000_000).setNanos(5_000_000));
  const message = new streams.BatchAppendReq.ProposedMessage()
    .setId(uuid(ID))
    .setData(data)
    .setCustomMetadata(metadata);
  message.getMetadataMap().set('type', type);
  message.getMetadataMap().set('content-type', 'application/json');
  const request = new streams.BatchAppendReq()
    .setCorrelationId(uuid(ID))
    .setOptions(options)
    .setProposedMessagesList([message, message])
    .setIsFinal(true);
  return Buffer.from(request.serializeBinary());
}

describe('a batch append request', () => {
  it('is read as the generated classes wrote it', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(text, text, bytes, bytes, (stream, type, data, metadata) => {
        const request = readBatchAppend(written(stream, type, data, metadata));
        expect(request.correlation.equals(correlation)).toBe(true);
        expect(request.final).toBe(true);
        expect(request.options?.stream).toBe(stream);
        expect(request.options?.expected).toBe(300);
        const inMs = (request.options?.deadlineMs ?? 0) - performance.now();
        expect(Math.abs(inMs + Date.now() - 1_790_000_000_005)).toBeLessThan(1_000);
        expect(request.events).toHaveLength(2);
        for (const event of request.events) {
          expect([event?.id, event?.type, event?.json]).toEqual([ID, type, true]);
          expect(event?.data.equals(data)).toBe(true);
          expect(event?.metadata.equals(metadata)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is refused or read, but never runs wild, when it is cut or garbled', () => {
    const whole = written('stream', 'type', randomBytes(40), randomBytes(40));
    for (let end = 0; end < whole.length; end++) {
      const garbled = Buffer.from(whole.subarray(0, end));
      if (end > 0) garbled[end - 1] = 255;
      expect(() => {
        try {
          readBatchAppend(garbled);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }).not.toThrow();
    }
  });

  it('may spell the id of an event as two numbers', () => {
    const structured = new shared.UUID.Structured()
      .setMostSignificantBits('1121306216219530911')
      .setLeastSignificantBits('-6821494929462717170');
    const message = new streams.BatchAppendReq.ProposedMessage().setId(
      new shared.UUID().setStructured(structured),
    );
    message.getMetadataMap().set('type', 'T').set('content-type', 'application/octet-stream');
    const bytes = new streams.BatchAppendReq().setProposedMessagesList([message]).serializeBinary();
    const bits = Buffer.alloc(16);
    bits.writeBigInt64BE(1121306216219530911n, 0);
    bits.writeBigInt64BE(-6821494929462717170n, 8);
    const [event] = readBatchAppend(Buffer.from(bytes)).events;
    expect(event?.id.replaceAll('-', '')).toBe(bits.toString('hex'));
  });

  it('counts an event without a type, a content type or a proper id as none', () => {
    const message = new streams.BatchAppendReq.ProposedMessage().setId(uuid('not-a-uuid'));
    message.getMetadataMap().set('type', 'T').set('content-type', 'application/json');
    const bare = new streams.BatchAppendReq.ProposedMessage().setId(uuid(ID));
    const bytes = new streams.BatchAppendReq().setProposedMessagesList([message, bare]);
    expect(readBatchAppend(Buffer.from(bytes.serializeBinary())).events).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('a batch append response', () => {
  const parse = (bytes: Buffer) => streams.BatchAppendResp.deserializeBinary(bytes);

  it.each([
    [0, 1],
    [127, 128],
    [16_384, 2_097_152],
    [4_294_967_296, 9_007_199_254_740_991],
  ])('tells revision %d and position %d as decimal strings', (revision, position) => {
    const response = parse(appended(correlation, revision, position));
    expect(response.getCorrelationId()?.getString()).toBe(ID);
    expect(response.getSuccess()?.getCurrentRevision()).toBe(String(revision));
    expect(response.getSuccess()?.getPosition()?.toObject()).toEqual({
      commitPosition: String(position),
      preparePosition: String(position),
    });
  });

  it('tells that an append without events went nowhere', () => {
    expect(
      parse(appended(correlation, -1, 0))
        .getSuccess()
        ?.hasNoStream(),
    ).toBe(true);
    expect(
      parse(appended(correlation, 7, 0))
        .getSuccess()
        ?.hasNoPosition(),
    ).toBe(true);
  });

  it.each([
    [NO_STREAM, 'hasNoStream', 'hasExpectedNoStream'],
    [ANY, 'hasAny', 'hasExpectedAny'],
    [STREAM_EXISTS, 'hasStreamExists', 'hasExpectedStreamExists'],
    [0, 'hasStreamPosition', 'hasExpectedStreamPosition'],
  ] as const)('repeats what a refused append expected (%d)', (expected, repeats, details) => {
    const name = Buffer.from(new shared.StreamIdentifier().setStreamName('cw==').serializeBinary());
    const refusal = {
      code: 9,
      message: 'wrong',
      detail: { name: 'WrongExpectedVersion', value: wrongExpectedVersion(expected, 0) },
    };
    const response = parse(refused(correlation, { identifier: name, expected }, refusal));
    expect(response[repeats]()).toBe(true);
    expect(response.getStreamIdentifier()?.getStreamName_asU8()).toEqual(Uint8Array.of(115));
    expect(response.getError()?.getCode()).toBe(9);
    const typeName = 'event_store.client.WrongExpectedVersion';
    const detail = response.getError()?.getDetails();
    const wrong = detail?.unpack(shared.WrongExpectedVersion.deserializeBinary, typeName);
    expect(wrong?.[details]()).toBe(true);
    expect(wrong?.getCurrentStreamRevision()).toBe('0');
  });
});
