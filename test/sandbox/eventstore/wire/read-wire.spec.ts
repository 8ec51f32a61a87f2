import { describe, expect, it } from '@jest/globals';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import type { RecordedEvent } from '../../../../sandbox/eventstore/wire/event.js';
import {
  CAUGHT_UP,
  FELL_BEHIND,
  checkpoint,
  confirmation,
  eventMessage,
  streamNotFound,
} from '../../../../sandbox/eventstore/wire/read-wire.js';
import { readTuple, writeTuples } from '../../../../sandbox/eventstore/storage/tuples.js';

const parse = (bytes: Buffer) => streams.ReadResp.deserializeBinary(bytes);

const recorded: fc.Arbitrary<RecordedEvent> = fc.record({
  id: fc.uuid(),
  type: fc.string({ unit: 'binary', minLength: 1, maxLength: 150 }),
  json: fc.boolean(),
  data: fc.uint8Array({ maxLength: 20_000 }).map((bytes) => Buffer.from(bytes)),
  metadata: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  position: fc.maxSafeNat().map((number) => number + 1),
  stream: fc.string({ unit: 'binary', minLength: 1, maxLength: 150 }),
  revision: fc.maxSafeNat(),
  createdMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
});

describe('an event on its way to a reader', () => {
  it('is what the generated classes read', () => {
    fc.assert(
      fc.property(recorded, (event) => {
        const resolved = parse(eventMessage(event)).getEvent();
        const read = resolved?.getEvent();
        const metadata = read?.getMetadataMap();
        expect(resolved?.getCommitPosition()).toBe(String(event.position));
        expect(read?.getId()?.getString()).toBe(event.id);
        const name = Buffer.from(read?.getStreamIdentifier()?.getStreamName_asU8() ?? []);
        expect(name.toString()).toBe(event.stream);
        expect(read?.getStreamRevision()).toBe(String(event.revision));
        expect(read?.getCommitPosition()).toBe(String(event.position));
        expect(read?.getPreparePosition()).toBe(String(event.position));
        expect(metadata?.get('type')).toBe(event.type);
        expect(BigInt(metadata?.get('created') ?? '0')).toBe(BigInt(event.createdMs) * 10_000n);
        expect(metadata?.get('content-type')).toBe(
          event.json ? 'application/json' : 'application/octet-stream',
        );
        expect(event.data.equals(read?.getData_asU8() ?? new Uint8Array(1))).toBe(true);
        expect(event.metadata.equals(read?.getCustomMetadata_asU8() ?? new Uint8Array(1))).toBe(
          true,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('comes back from the form in which PostgreSQL copies rows', () => {
    fc.assert(
      fc.property(recorded, (event) => {
        const tuples = writeTuples([event]);
        expect(readTuple(tuples, true)).toEqual(event);
        expect(tuples.readInt16BE(tuples.length - 2)).toBe(-1);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the other messages of a read', () => {
  it('are what the generated classes read', () => {
    expect(parse(confirmation('abc')).getConfirmation()?.getSubscriptionId()).toBe('abc');
    expect(parse(checkpoint(300)).getCheckpoint()?.toObject()).toEqual({
      commitPosition: '300',
      preparePosition: '300',
    });
    const missing = parse(streamNotFound('ö')).getStreamNotFound()?.getStreamIdentifier();
    expect(Buffer.from(missing?.getStreamName_asU8() ?? []).toString()).toBe('ö');
    expect(parse(CAUGHT_UP).hasCaughtUp()).toBe(true);
    expect(parse(FELL_BEHIND).hasFellBehind()).toBe(true);
  });
});
