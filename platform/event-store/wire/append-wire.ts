// Encodes and decodes `BatchAppendReq` and `BatchAppendResp` of EventStoreDB's streams.proto, as
// far as Scrip uses them.
import type { NewEvent } from './stored-event.js';
import {
  delimited,
  delimitedSize,
  member,
  memberSize,
  numberIn,
  textIn,
  WireReader,
  writeDelimiter,
  writeMember,
} from './protobuf.js';

/** Revision that an append expects of its stream; NO_REVISION: the stream does not exist. */
export type ExpectedRevision = number | 'any';
/** Expected revision of a stream that does not exist yet. */
export const NO_REVISION = -1;

/** Outcome of an append. `raced`: another writer was first. `unknown`: it may be stored or not. */
export type AppendOutcome = { readonly kind: 'appended'; readonly position: bigint } | FailedAppend;

/** The store's reply to an append, which may omit the position. */
export type AppendReply =
  | {
      readonly kind: 'appended';
      /** Of the last event; null if the reply omits it. */
      readonly position: bigint | null;
      /** Of the last event. */
      readonly revision: number;
    }
  | FailedAppend;

type FailedAppend =
  | { readonly kind: 'raced' }
  | { readonly kind: 'refused'; readonly error: Error }
  | { readonly kind: 'unknown'; readonly error: Error };

/** An append: stream, events, expected revision. */
export interface AppendRequest {
  /** Returned in the reply: from 1 to 2^53. */
  readonly correlation: number;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** The store drops the append if it has not begun after this time. */
  readonly timeoutMs: number;
  readonly events: readonly NewEvent[];
}

const EMPTY = Buffer.alloc(0);
const CONTENT_TYPE = delimited(
  2,
  Buffer.concat([
    delimited(1, Buffer.from('content-type')),
    delimited(2, Buffer.from('application/json')),
  ]),
);
const TYPE = delimited(1, Buffer.from('type'));
const UUID_CHARS = 36;

/** Encodes an append as one message. */
export function encodeAppend(request: AppendRequest): Buffer {
  const { correlation, events } = request;
  const options = encodeOptions(request);
  const structured = memberSize(correlation);
  const uuid = delimitedSize(structured);
  const sizes = events.map(sizesOf);
  const proposed = sizes.reduce((sum, { event }) => sum + delimitedSize(event), 0);
  const target = Buffer.allocUnsafe(
    delimitedSize(uuid) + delimitedSize(options.length) + proposed + memberSize(1),
  );
  let at = writeDelimiter(target, 0, 1, uuid);
  at = writeDelimiter(target, at, 1, structured);
  at = writeMember(target, at, 2, correlation);
  at = writeDelimiter(target, at, 2, options.length);
  at += options.copy(target, at);
  for (const [index, event] of events.entries()) at = writeEvent(target, at, event, sizes[index]);
  writeMember(target, at, 4, 1);
  return target;
}

function encodeOptions({ stream, expected, timeoutMs }: AppendRequest): Buffer {
  const seconds = Math.floor(timeoutMs / 1_000);
  const nanoseconds = Math.round((timeoutMs % 1_000) * 1_000_000);
  return Buffer.concat([
    delimited(1, delimited(3, Buffer.from(stream))),
    encodeExpected(expected),
    // A duration, not an instant: clocks of servers differ and are set back.
    delimited(7, Buffer.concat([member(1, seconds), member(2, nanoseconds)])),
  ]);
}

function encodeExpected(expected: ExpectedRevision): Buffer {
  if (expected === 'any') return delimited(4, EMPTY);
  if (expected === NO_REVISION) return delimited(3, EMPTY);
  return member(2, expected);
}

/** Sizes of an event and its variable parts. */
interface Sizes {
  readonly type: number;
  readonly data: number;
  readonly metadata: number;
  readonly event: number;
}

function sizesOf({ type, data, metadata }: NewEvent): Sizes {
  const sizes = {
    type: Buffer.byteLength(type),
    data: Buffer.byteLength(data),
    metadata: Buffer.byteLength(metadata),
  };
  const event =
    delimitedSize(delimitedSize(UUID_CHARS)) +
    delimitedSize(TYPE.length + delimitedSize(sizes.type)) +
    CONTENT_TYPE.length +
    delimitedSize(sizes.metadata) +
    delimitedSize(sizes.data);
  return { ...sizes, event };
}

function writeEvent(target: Buffer, from: number, event: NewEvent, sizes: Sizes | undefined) {
  if (!sizes) return from;
  let at = writeDelimiter(target, from, 3, sizes.event);
  at = writeDelimiter(target, at, 1, delimitedSize(UUID_CHARS));
  at = writeText(target, at, 2, event.id, UUID_CHARS);
  at = writeDelimiter(target, at, 2, TYPE.length + delimitedSize(sizes.type));
  at += TYPE.copy(target, at);
  at = writeText(target, at, 2, event.type, sizes.type);
  at += CONTENT_TYPE.copy(target, at);
  at = writeText(target, at, 3, event.metadata, sizes.metadata);
  return writeText(target, at, 4, event.data, sizes.data);
}

function writeText(target: Buffer, from: number, field: number, text: string, bytes: number) {
  const at = writeDelimiter(target, from, field, bytes);
  return at + target.write(text, at);
}

/** Decodes a reply: its append and outcome. Throws RangeError on a malformed message. */
export function decodeReply(message: Buffer): { correlation: number; outcome: AppendReply } {
  const reader = new WireReader(message);
  let correlation = 0;
  let outcome: AppendReply | undefined;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) correlation = readCorrelation(reader.message());
    else if (field === 2) outcome = readError(reader.message());
    else if (field === 3) outcome = readSuccess(reader.message());
    else reader.skip();
  }
  outcome ??= unknown('the event store did not say how an append ended');
  return { correlation, outcome };
}

/** Decodes a UUID in either form; Scrip's use only the lower half. */
function readCorrelation(reader: WireReader): number {
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) return numberIn(reader.message(), 2);
    if (field === 2) return Number.parseInt(reader.text().replaceAll('-', '').slice(16), 16);
    reader.skip();
  }
  return 0;
}

function readSuccess(reader: WireReader): AppendReply {
  let position: bigint | null = null;
  let revision = NO_REVISION;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) revision = reader.varint();
    // The commit position is the first field of `AllStreamPosition`.
    else if (field === 3) position = BigInt(numberIn(reader.message(), 1));
    else reader.skip();
  }
  return { kind: 'appended', position, revision };
}

const REFUSED = /\.(AccessDenied|MaximumAppendSizeExceeded)$/;

/** Decodes `google.rpc.Status`: the type of its details names the error. */
function readError(reader: WireReader): FailedAppend {
  let message = '';
  let type = '';
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 2) message = reader.text();
    else if (field === 3) type = textIn(reader.message(), 1);
    else reader.skip();
  }
  if (type.endsWith('.WrongExpectedVersion')) return { kind: 'raced' };
  const refusal = REFUSED.exec(type)?.[1];
  const text = `the event store says: ${message} (${type})`;
  return refusal === undefined ? unknown(text) : { kind: 'refused', error: new Error(text) };
}

/** The outcome of an append that may be stored or not. */
export const unknown = (reason: string, cause?: unknown): FailedAppend => ({
  kind: 'unknown',
  error: new Error(reason, { cause }),
});
