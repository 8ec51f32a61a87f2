import { Metadata, status } from '@grpc/grpc-js';
import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { AppendSize, MAX_APPEND_BYTES } from './wire/append-size.js';
import { monotonic } from './wire/append-wire.js';
import { ANY, NO_STREAM, STREAM_EXISTS, metastreamOf, parseUuid } from './wire/event.js';
import type { ProposedEvent } from './wire/event.js';
import type { Outcome } from './storage/group.js';
import { problemOfMetadata } from './storage/stream-metadata.js';
import type { Writer } from './storage/writer.js';

type Options = NonNullable<ReturnType<AppendReq['getOptions']>>;
type Message = NonNullable<ReturnType<AppendReq['getProposedMessage']>>;

const METASTREAM = metastreamOf('');
/** Bytes of a stream's name; what PostgreSQL can index ends not far beyond. */
const MAX_STREAM_BYTES = 2_000;

/** Why names and ids cannot be taken; `undefined` when they can. */
export function problemOf(
  stream: string,
  events: readonly (ProposedEvent | undefined)[],
): string | undefined {
  if (stream === '' || stream === '$all') return `"${stream}" is not a stream to append to`;
  if (Buffer.byteLength(stream) > MAX_STREAM_BYTES) {
    return `the name of the stream is longer than ${MAX_STREAM_BYTES} bytes`;
  }
  if (stream.includes('\0')) return 'the name of the stream contains a NUL character';
  for (const event of events) {
    if (!event) return 'an event lacks a UUID, a type or a content type';
    if (event.type.includes('\0')) return 'the type of an event contains a NUL character';
    const problem = stream.startsWith(METASTREAM) && problemOfMetadata(event.data);
    if (problem) return problem;
  }
  return undefined;
}

/** Serves `Append`: one append in its own call, ended by the caller's last message. */
export function serveAppend(
  call: ServerReadableStream<AppendReq, AppendResp>,
  reply: sendUnaryData<AppendResp>,
  writer: Writer,
  limitCountsAll: boolean,
): void {
  let options: Options | undefined;
  const size = new AppendSize(limitCountsAll);
  const events: (ProposedEvent | undefined)[] = [];
  call.on('data', (request: AppendReq) => {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    const event = message && proposed(message);
    if (!message || size.tooLarge) return;
    if (event) size.add(event);
    events.push(event);
  });
  call.on('end', () => {
    const stream = nameIn(options);
    const problem = problemOf(stream, events);
    if (problem) return reply({ code: status.INVALID_ARGUMENT, details: problem });
    if (size.tooLarge) return reply(tooLarge());
    const expected = options ? expectedIn(options) : ANY;
    const deadlineMs = monotonic(Number(call.getDeadline()));
    const settle = (outcome: Outcome): void => answer(outcome, expected, reply);
    const { bytes } = size;
    const complete = events.filter((event) => event !== undefined);
    writer.submit({ stream, expected, events: complete, bytes, deadlineMs, settle });
  });
}

function nameIn(options: Options | undefined): string {
  const name = options?.getStreamIdentifier()?.getStreamName_asU8();
  return Buffer.from(name ?? []).toString();
}

function expectedIn(options: Options): number {
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasStreamExists()) return STREAM_EXISTS;
  return options.hasRevision() ? Number(options.getRevision()) : ANY;
}

function proposed(message: Message): ProposedEvent | undefined {
  const id = parseUuid(message.getId()?.getString() ?? '');
  const type = message.getMetadataMap().get('type');
  const contentType = message.getMetadataMap().get('content-type');
  if (!id || !type || !contentType) return undefined;
  const json = contentType === 'application/json';
  const data = Buffer.from(message.getData_asU8());
  return { id, type, json, data, metadata: Buffer.from(message.getCustomMetadata_asU8()) };
}

function tooLarge(): { code: status; details: string; metadata: Metadata } {
  const metadata = new Metadata();
  metadata.set('exception', 'maximum-append-size-exceeded');
  metadata.set('maximum-append-size', String(MAX_APPEND_BYTES));
  const details = `the append is larger than ${MAX_APPEND_BYTES} bytes`;
  return { code: status.INVALID_ARGUMENT, details, metadata };
}

function answer(outcome: Outcome, expected: number, reply: sendUnaryData<AppendResp>): void {
  switch (outcome.kind) {
    case 'appended':
      return reply(null, success(outcome.revision, outcome.position));
    case 'wrong-version':
      return reply(null, wrongVersion(expected, outcome.current));
    case 'late':
      return reply({ code: status.DEADLINE_EXCEEDED, details: 'the deadline has passed' });
    case 'unavailable':
      return reply({ code: status.UNAVAILABLE, details: outcome.reason });
  }
}

function success(revision: number, position: number): AppendResp {
  const message = new streams.AppendResp.Success();
  if (revision < 0) message.setNoStream(new shared.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === 0) message.setNoPosition(new shared.Empty());
  else message.setPosition(positionMessage(position));
  return new streams.AppendResp().setSuccess(message);
}

function positionMessage(position: number): streams.AppendResp.Position {
  const text = String(position);
  return new streams.AppendResp.Position().setCommitPosition(text).setPreparePosition(text);
}

function wrongVersion(expected: number, current: number): AppendResp {
  const message = new streams.AppendResp.WrongExpectedVersion();
  if (current < 0) message.setCurrentNoStream(new shared.Empty());
  else message.setCurrentRevision(String(current));
  if (expected === NO_STREAM) message.setExpectedNoStream(new shared.Empty());
  else if (expected === ANY) message.setExpectedAny(new shared.Empty());
  else if (expected === STREAM_EXISTS) message.setExpectedStreamExists(new shared.Empty());
  else message.setExpectedRevision(String(expected));
  return new streams.AppendResp().setWrongExpectedVersion(message);
}
