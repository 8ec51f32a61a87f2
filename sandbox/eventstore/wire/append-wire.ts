import { ANY, NO_STREAM, STREAM_EXISTS, parseUuid, uuidAt } from './event.js';
import type { ProposedEvent } from './event.js';
import {
  WireReader,
  delimited,
  delimitedSize,
  member,
  memberSize,
  numberSize,
  textIn,
  writeDelimiter,
  writeMember,
  writeNumber,
} from '../../../platform/event-store/wire/protobuf.js';

/** The options of a batch append: they come with its first message. */
export interface BatchAppendOptions {
  /** The `StreamIdentifier` as it came, for the replies that repeat it. */
  readonly identifier: Buffer;
  readonly stream: string;
  /** A revision, or `NO_STREAM`, `ANY`, `STREAM_EXISTS`. */
  readonly expected: number;
  /** On the clock of `performance.now()`, which nobody sets; Infinity when none is given. */
  readonly deadlineMs: number;
}

/** One `BatchAppendReq`. */
export interface BatchAppendRequest {
  /** The `UUID` message as it came: the reply repeats it byte for byte. */
  readonly correlation: Buffer;
  readonly options: BatchAppendOptions | undefined;
  /** `undefined` stands for an event without a proper id, type or content type. */
  readonly events: readonly (ProposedEvent | undefined)[];
  readonly final: boolean;
}

const EMPTY = Buffer.alloc(0);

/** Reads a `BatchAppendReq`; throws RangeError on a malformed one. */
export function readBatchAppend(message: Buffer): BatchAppendRequest {
  const reader = new WireReader(message);
  let correlation: Buffer = EMPTY;
  let options: BatchAppendOptions | undefined;
  let final = false;
  const events: (ProposedEvent | undefined)[] = [];
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 3) events.push(readProposed(reader.message()));
    else if (field === 1) correlation = reader.bytes();
    else if (field === 2) options = readOptions(reader.message());
    else if (field === 4) final = reader.varint() !== 0;
    else reader.skip();
  }
  return { correlation, options, events, final };
}

function readOptions(reader: WireReader): BatchAppendOptions {
  let identifier: Buffer = EMPTY;
  let expected = ANY;
  let deadlineMs = Infinity;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) identifier = reader.bytes();
    else if (field === 2) expected = reader.varint();
    else if (field === 6) deadlineMs = monotonic(readMilliseconds(reader.message()));
    else if (field === 7) deadlineMs = performance.now() + readMilliseconds(reader.message());
    else {
      reader.skip();
      if (field === 3) expected = NO_STREAM;
      else if (field === 4) expected = ANY;
      else if (field === 5) expected = STREAM_EXISTS;
    }
  }
  return { identifier, stream: textIn(new WireReader(identifier), 3), expected, deadlineMs };
}

/** An instant (milliseconds since 1970) on the clock of `performance.now()`. */
export function monotonic(instantMs: number): number {
  return performance.now() + instantMs - Date.now();
}

/** `Timestamp` and `Duration` look alike: seconds and nanoseconds. */
function readMilliseconds(reader: WireReader): number {
  let milliseconds = 0;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) milliseconds += reader.varint() * 1000;
    else if (field === 2) milliseconds += reader.varint() / 1_000_000;
    else reader.skip();
  }
  return milliseconds;
}

function readProposed(reader: WireReader): ProposedEvent | undefined {
  let id: string | undefined;
  let data: Buffer = EMPTY;
  let metadata: Buffer = EMPTY;
  const properties = { type: '', contentType: '' };
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) id = readUuid(reader.message());
    else if (field === 2) readProperty(reader.message(), properties);
    else if (field === 3) metadata = reader.bytes();
    else if (field === 4) data = reader.bytes();
    else reader.skip();
  }
  const { type, contentType } = properties;
  if (id === undefined || type === '' || contentType === '') return undefined;
  return { id, type, json: contentType === 'application/json', data, metadata };
}

function readProperty(reader: WireReader, into: { type: string; contentType: string }): void {
  let key = '';
  let value = '';
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) key = reader.text();
    else if (field === 2) value = reader.text();
    else reader.skip();
  }
  if (key === 'type') into.type = value;
  else if (key === 'content-type') into.contentType = value;
}

function readUuid(reader: WireReader): string | undefined {
  let id: string | undefined;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 2) id = parseUuid(reader.text());
    else if (field === 1) id = readStructuredUuid(reader.bytes());
    else reader.skip();
  }
  return id;
}

/** The other spelling of a UUID: its two halves as signed 64-bit numbers. */
function readStructuredUuid(message: Buffer): string {
  const halves = [0n, 0n];
  let at = 0;
  while (at < message.length) {
    const field = (message[at++] ?? 0) >> 3;
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('a number is cut off');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (field === 1 || field === 2) halves[field - 1] = BigInt.asUintN(64, value);
  }
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64BE(halves[0] ?? 0n, 0);
  bytes.writeBigUInt64BE(halves[1] ?? 0n, 8);
  return uuidAt(bytes, 0);
}

/**
 * A `BatchAppendResp` for an append that is in the log. `position` is that of its last event; 0
 * stands for an append without events, which has none; `revision` -1 for a stream without events.
 */
export function appended(correlation: Buffer, revision: number, position: number): Buffer {
  if (revision < 0 || position === 0) return appendedNothing(correlation, revision);
  const place = 2 * numberSize(position);
  const success = memberSize(revision) + delimitedSize(place);
  const head = delimitedSize(correlation.length);
  const target = Buffer.allocUnsafe(head + delimitedSize(success));
  target.set(correlation, writeDelimiter(target, 0, 1, correlation.length));
  let at = writeDelimiter(target, head, 3, success);
  at = writeMember(target, at, 1, revision);
  at = writeDelimiter(target, at, 3, place);
  at = writeNumber(target, at, 1, position);
  writeNumber(target, at, 2, position);
  return target;
}

function appendedNothing(correlation: Buffer, revision: number): Buffer {
  const current = revision < 0 ? delimited(2, EMPTY) : member(1, revision);
  const success = Buffer.concat([current, delimited(4, EMPTY)]);
  return Buffer.concat([delimited(1, correlation), delimited(3, success)]);
}

/** Why an append was refused, in the words and numbers of `google.rpc.Status`. */
export interface Refusal {
  /** A gRPC status code. */
  readonly code: number;
  readonly message: string;
  /** Name of the message in `event_store.client` that tells the rest, and its bytes. */
  readonly detail: { readonly name: string; readonly value: Buffer };
}

/** A `BatchAppendResp` for an append that is not in the log, and never will be. */
export function refused(
  correlation: Buffer,
  options: Pick<BatchAppendOptions, 'identifier' | 'expected'>,
  refusal: Refusal,
): Buffer {
  const { name, value } = refusal.detail;
  const detail = Buffer.concat([
    delimited(1, Buffer.from(`type.googleapis.com/event_store.client.${name}`)),
    delimited(2, value),
  ]);
  const status = Buffer.concat([
    member(1, refusal.code),
    delimited(2, Buffer.from(refusal.message)),
    delimited(3, detail),
  ]);
  return Buffer.concat([
    delimited(1, correlation),
    delimited(2, status),
    delimited(4, options.identifier),
    expectation(options.expected, { revision: 5, noStream: 6, any: 7, exists: 8 }),
  ]);
}

/** The detail of a refusal because of the stream's revision. */
export function wrongExpectedVersion(expected: number, current: number): Buffer {
  return Buffer.concat([
    current < 0 ? delimited(2, EMPTY) : member(1, current),
    expectation(expected, { revision: 3, noStream: 6, any: 4, exists: 5 }),
  ]);
}

function expectation(
  expected: number,
  fields: { revision: number; noStream: number; any: number; exists: number },
): Buffer {
  if (expected === NO_STREAM) return delimited(fields.noStream, EMPTY);
  if (expected === ANY) return delimited(fields.any, EMPTY);
  if (expected === STREAM_EXISTS) return delimited(fields.exists, EMPTY);
  return member(fields.revision, expected);
}
