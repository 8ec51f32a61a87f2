import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import fc from 'fast-check';
import {
  decodeReply,
  encodeAppend,
  NO_REVISION,
  type AppendRequest,
} from '../../../../platform/event-store/wire/append-wire.js';
import { readBatchAppend } from '../../../../sandbox/eventstore/wire/append-wire.js';

const { BatchAppendReq, BatchAppendResp } = streams;

const event = fc.record({
  id: fc.constant(randomUUID()),
  type: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  data: fc.jsonValue().map((value) => JSON.stringify(value)),
  metadata: fc.jsonValue().map((value) => JSON.stringify(value)),
});
const request: fc.Arbitrary<AppendRequest> = fc.record({
  correlation: fc.oneof(
    fc.integer({ min: 1, max: 300 }),
    fc.maxSafeNat().map((n) => n + 1),
  ),
  stream: fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
  expected: fc.oneof(fc.constant(NO_REVISION), fc.constant('any' as const), fc.maxSafeNat()),
  timeoutMs: fc.integer({ min: 1, max: 1_000_000 }),
  events: fc.array(event, { maxLength: 5 }),
});

const utf8 = (bytes: string | Uint8Array) => Buffer.from(bytes as Uint8Array).toString('utf8');

describe('an append on the wire', () => {
  it('is read by the generated classes as what was asked', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const read = BatchAppendReq.deserializeBinary(encodeAppend(asked));
        const options = read.getOptions();
        const correlation = read.getCorrelationId()?.getStructured();
        expect(correlation?.getMostSignificantBits()).toBe('0');
        expect(correlation?.getLeastSignificantBits()).toBe(String(asked.correlation));
        expect(read.getIsFinal()).toBe(true);
        expect(utf8(options?.getStreamIdentifier()?.getStreamName_asU8() ?? '')).toBe(asked.stream);
        // An instant would mean something else to a server whose clock differs.
        expect(options?.hasDeadline()).toBe(false);
        expect(options?.hasAny()).toBe(asked.expected === 'any');
        expect(options?.hasNoStream()).toBe(asked.expected === NO_REVISION);
        if (typeof asked.expected === 'number' && asked.expected !== NO_REVISION) {
          expect(options?.getStreamPosition()).toBe(String(asked.expected));
        }
        const events = read.getProposedMessagesList().map((message) => ({
          id: message.getId()?.getString(),
          type: message.getMetadataMap().get('type'),
          data: utf8(message.getData_asU8()),
          metadata: utf8(message.getCustomMetadata_asU8()),
        }));
        expect(events).toEqual(asked.events);
        for (const message of read.getProposedMessagesList()) {
          expect(message.getMetadataMap().get('content-type')).toBe('application/json');
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** A reply as the generated classes write it, about append 7. */
function reply(fill: (message: InstanceType<typeof BatchAppendResp>) => void): Buffer {
  const structured = new shared.UUID.Structured().setLeastSignificantBits('7');
  const message = new BatchAppendResp().setCorrelationId(
    new shared.UUID().setStructured(structured),
  );
  fill(message);
  return Buffer.from(message.serializeBinary());
}

function refusal(name: string): Buffer {
  const details = new any.Any();
  details.pack(new Uint8Array(), `event_store.client.${name}`);
  const error = new status.Status().setCode(9).setMessage('no').setDetails(details);
  return reply((message) => message.setError(error));
}

describe('the time that an append has', () => {
  it('is told as a duration', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const before = performance.now();
        const { options } = readBatchAppend(encodeAppend(asked));
        const deadlineMs = options?.deadlineMs ?? 0;
        expect(deadlineMs).toBeGreaterThanOrEqual(before + asked.timeoutMs - 0.001);
        expect(deadlineMs).toBeLessThanOrEqual(performance.now() + asked.timeoutMs + 0.001);
      }),
    );
  });
});

describe('the reply to an append', () => {
  it('gives the commit position of an append that is in the log', () => {
    const position = new shared.AllStreamPosition()
      .setCommitPosition('9007199254740991')
      .setPreparePosition('12');
    const success = new BatchAppendResp.Success().setCurrentRevision('4').setPosition(position);
    expect(decodeReply(reply((message) => message.setSuccess(success)))).toEqual({
      correlation: 7,
      outcome: { kind: 'appended', position: 9_007_199_254_740_991n, revision: 4 },
    });
  });

  it('names no position where the store names none', () => {
    const success = new BatchAppendResp.Success().setCurrentRevision('4');
    const outcome = { kind: 'appended', position: null, revision: 4 };
    const none = success.clone().setNoPosition(new empty.Empty());
    for (const said of [success, none]) {
      expect(decodeReply(reply((message) => message.setSuccess(said))).outcome).toEqual(outcome);
    }
  });

  it('knows its append by either spelling of a UUID', () => {
    const text = new BatchAppendResp()
      .setCorrelationId(new shared.UUID().setString('00000000-0000-0000-0000-0000000f4240'))
      .setSuccess(new BatchAppendResp.Success());
    expect(decodeReply(Buffer.from(text.serializeBinary())).correlation).toBe(1_000_000);
  });

  it('says who was first, what will never be taken, and what nobody knows', () => {
    const kind = (name: string) => decodeReply(refusal(name)).outcome.kind;
    expect(kind('WrongExpectedVersion')).toBe('raced');
    expect(kind('AccessDenied')).toBe('refused');
    expect(kind('MaximumAppendSizeExceeded')).toBe('refused');
    expect(kind('Timeout')).toBe('unknown');
    expect(kind('Unknown')).toBe('unknown');
    expect(decodeReply(reply(() => undefined)).outcome.kind).toBe('unknown');
  });

  it('throws RangeError on a message that is cut off', () => {
    const whole = refusal('Timeout');
    expect(() => decodeReply(whole.subarray(0, whole.length - 3))).toThrow(RangeError);
  });
});
