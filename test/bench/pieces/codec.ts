/** Messages of the event store: ours beside generated classes and beside protobufjs. */
import assert from 'node:assert/strict';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import protobuf from 'protobufjs';
import { encodeAppend } from '../../../platform/event-store/wire/append-wire.js';
import { decodeReadResponse } from '../../../platform/event-store/wire/read-wire.js';
import type { ReadEvent } from '../../../platform/event-store/wire/stored-event.js';
import type { Report } from '../report.js';
import { compare } from './compare.js';
import { storedDebit } from './debit.js';
import { STREAMS_PROTO } from './streams-proto.js';

const STREAM = 'account-acme';
const REVISION = 12;
const POSITION = 345_678;
const CORRELATION = 4_711;
const TIMEOUT_MS = 8_000;
const EVENT = storedDebit();

const { root } = protobuf.parse(STREAMS_PROTO, { keepCase: true });
const BatchAppendReq = root.lookupType('BatchAppendReq');
const ReadResp = root.lookupType('ReadResp');

/** Rows "an append encoded" and "an event decoded". */
export function codec(report: Report, rounds: number): void {
  encoding(report, rounds);
  decoding(report, rounds);
}

const oursEncoded = () =>
  encodeAppend({
    correlation: CORRELATION,
    stream: STREAM,
    expected: REVISION,
    timeoutMs: TIMEOUT_MS,
    events: [EVENT],
  });

function encoding(report: Report, rounds: number): void {
  // The generated classes know no deadline of this kind: theirs is the smaller message.
  const generated = () => {
    const structured = new shared.UUID.Structured().setLeastSignificantBits(String(CORRELATION));
    const name = new shared.StreamIdentifier().setStreamName(Buffer.from(STREAM));
    const options = new streams.BatchAppendReq.Options()
      .setStreamIdentifier(name)
      .setStreamPosition(String(REVISION));
    const message = new streams.BatchAppendReq.ProposedMessage()
      .setId(new shared.UUID().setString(EVENT.id))
      .setCustomMetadata(Buffer.from(EVENT.metadata))
      .setData(Buffer.from(EVENT.data));
    message.getMetadataMap().set('type', EVENT.type).set('content-type', 'application/json');
    return new streams.BatchAppendReq()
      .setCorrelationId(new shared.UUID().setStructured(structured))
      .setOptions(options)
      .setProposedMessagesList([message])
      .setIsFinal(true)
      .serializeBinary();
  };
  const protobufjs = () =>
    BatchAppendReq.encode({
      correlation_id: { structured: { least_significant_bits: CORRELATION } },
      options: {
        stream_identifier: { stream_name: Buffer.from(STREAM) },
        stream_position: REVISION,
        deadline: { seconds: TIMEOUT_MS / 1_000, nanos: 0 },
      },
      proposed_messages: [
        {
          id: { string: EVENT.id },
          metadata: { type: EVENT.type, 'content-type': 'application/json' },
          custom_metadata: Buffer.from(EVENT.metadata),
          data: Buffer.from(EVENT.data),
        },
      ],
      is_final: true,
    }).finish();
  const read = (bytes: Uint8Array) => {
    const [message] = streams.BatchAppendReq.deserializeBinary(bytes).getProposedMessagesList();
    return message?.toObject();
  };
  for (const bytes of [generated(), protobufjs()]) {
    assert.deepEqual(read(bytes), read(oursEncoded()));
  }
  compare(report, rounds, {
    measure: 'codec',
    task: 'an append encoded',
    ours: oursEncoded,
    libraries: { 'google-protobuf': generated, protobufjs },
  });
}

function decoding(report: Report, rounds: number): void {
  const message = readMessage();
  const ours = () => {
    const response = decodeReadResponse(message);
    return response.kind === 'event' ? response.event : undefined;
  };
  const generated = (): ReadEvent | undefined => {
    const event = streams.ReadResp.deserializeBinary(message).getEvent()?.getEvent();
    if (!event) return undefined;
    return {
      id: event.getId()?.getString() ?? '',
      type: event.getMetadataMap().get('type') ?? '',
      stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
      revision: Number(event.getStreamRevision()),
      position: BigInt(event.getCommitPosition()),
      data: JSON.parse(Buffer.from(event.getData_asU8()).toString()),
      metadata: JSON.parse(Buffer.from(event.getCustomMetadata_asU8()).toString()),
    };
  };
  const protobufjs = (): ReadEvent => {
    const { event } = (ReadResp.decode(message) as unknown as Decoded).event;
    return {
      id: event.id.string,
      type: event.metadata['type'] ?? '',
      stream: event.stream_identifier.stream_name.toString(),
      revision: Number(event.stream_revision),
      position: BigInt(Number(event.commit_position)),
      data: JSON.parse(event.data.toString()),
      metadata: JSON.parse(event.custom_metadata.toString()),
    };
  };
  assert.deepEqual(generated(), ours());
  assert.deepEqual(protobufjs(), ours());
  compare(report, rounds, {
    measure: 'codec',
    task: 'an event decoded',
    ours,
    libraries: { 'google-protobuf': generated, protobufjs },
  });
}

/** What protobufjs makes of a message. */
interface Decoded {
  readonly event: {
    readonly event: {
      readonly id: { readonly string: string };
      readonly stream_identifier: { readonly stream_name: Buffer };
      readonly stream_revision: unknown;
      readonly commit_position: unknown;
      readonly metadata: Readonly<Record<string, string>>;
      readonly custom_metadata: Buffer;
      readonly data: Buffer;
    };
  };
}

function readMessage(): Buffer {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(EVENT.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(STREAM)))
    .setStreamRevision(String(REVISION))
    .setCommitPosition(String(POSITION))
    .setPreparePosition(String(POSITION))
    .setCustomMetadata(Buffer.from(EVENT.metadata))
    .setData(Buffer.from(EVENT.data));
  event.getMetadataMap().set('type', EVENT.type);
  event.getMetadataMap().set('created', '17900000000000000');
  event.getMetadataMap().set('content-type', 'application/json');
  const resolved = new streams.ReadResp.ReadEvent()
    .setEvent(event)
    .setCommitPosition(String(POSITION));
  return Buffer.from(new streams.ReadResp().setEvent(resolved).serializeBinary());
}
