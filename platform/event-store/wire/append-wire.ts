// Encodes and decodes `BatchAppendReq` and `BatchAppendResp` of EventStoreDB's streams.proto, as
// far as Scrip uses them.
import protobuf, { type Writer as WriterOf } from 'protobufjs/minimal.js';
import type { NewEvent } from './stored-event.js';
import { numberIn, textIn, WireReader } from './protobuf.js';

const { Writer } = protobuf;
type Writer = WriterOf;

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

/** Tags of length-delimited fields and of numbers. */
const delimited = (field: number) => field * 8 + 2;
const number = (field: number) => field * 8;

/** Encodes an append as one message. */
export function encodeAppend(request: AppendRequest): Buffer {
  const writer = Writer.create();
  writer.uint32(delimited(1)).fork().uint32(delimited(1)).fork();
  writer.uint32(number(2)).uint64(request.correlation).ldelim().ldelim();
  writeOptions(writer, request);
  for (const event of request.events) writeEvent(writer, event);
  const { buffer, byteOffset, byteLength } = writer.uint32(number(4)).bool(true).finish();
  return Buffer.from(buffer, byteOffset, byteLength);
}

function writeOptions(writer: Writer, { stream, expected, timeoutMs }: AppendRequest): void {
  writer.uint32(delimited(2)).fork().uint32(delimited(1)).fork();
  writer.uint32(delimited(3)).string(stream).ldelim();
  if (expected === 'any') writer.uint32(delimited(4)).uint32(0);
  else if (expected === NO_REVISION) writer.uint32(delimited(3)).uint32(0);
  else writer.uint32(number(2)).uint64(expected);
  // A duration, not an instant: clocks of servers differ and are set back.
  writer.uint32(delimited(7)).fork();
  writer.uint32(number(1)).uint64(Math.floor(timeoutMs / 1_000));
  writer.uint32(number(2)).uint32(Math.round((timeoutMs % 1_000) * 1_000_000));
  writer.ldelim().ldelim();
}

function writeEvent(writer: Writer, { id, type, data, metadata }: NewEvent): void {
  writer.uint32(delimited(3)).fork().uint32(delimited(1)).fork();
  writer.uint32(delimited(2)).string(id).ldelim();
  writeEntry(writer, 'type', type);
  writeEntry(writer, 'content-type', 'application/json');
  writer.uint32(delimited(3)).string(metadata).uint32(delimited(4)).string(data).ldelim();
}

function writeEntry(writer: Writer, key: string, value: string): void {
  writer.uint32(delimited(2)).fork().uint32(delimited(1)).string(key);
  writer.uint32(delimited(2)).string(value).ldelim();
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
