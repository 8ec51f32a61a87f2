import type { RecordedEvent } from './event.js';
import {
  delimited,
  delimitedSize,
  member,
  numberSize,
  writeDelimiter,
  writeNumber,
} from '../../../platform/event-store/wire/protobuf.js';

const JSON_TYPE = 'application/json';
const BINARY_TYPE = 'application/octet-stream';
const EMPTY = Buffer.alloc(0);
/** A UUID as text: its 36 characters in a field in a message in a field. */
const ID_SIZE = 40;

/** A `ReadResp` with one event. */
export function eventMessage(event: RecordedEvent): Buffer {
  const stream = Buffer.byteLength(event.stream);
  const type = Buffer.byteLength(event.type);
  const contentType = event.json ? JSON_TYPE : BINARY_TYPE;
  const created = String(event.createdMs * 10_000);
  const recorded =
    ID_SIZE +
    delimitedSize(delimitedSize(stream)) +
    numberSize(event.revision) +
    2 * numberSize(event.position) +
    propertySize(4, type) +
    propertySize(7, created.length) +
    propertySize(12, contentType.length) +
    (event.metadata.length > 0 ? delimitedSize(event.metadata.length) : 0) +
    (event.data.length > 0 ? delimitedSize(event.data.length) : 0);
  const resolved = delimitedSize(recorded) + numberSize(event.position);
  const target = Buffer.allocUnsafe(delimitedSize(resolved));
  let at = writeDelimiter(target, 0, 1, resolved);
  at = writeDelimiter(target, at, 1, recorded);
  at = writeDelimiter(target, at, 1, ID_SIZE - 2);
  at = writeText(target, at, 2, event.id, 36);
  at = writeDelimiter(target, at, 2, delimitedSize(stream));
  at = writeText(target, at, 3, event.stream, stream);
  at = writeNumber(target, at, 3, event.revision);
  at = writeNumber(target, at, 4, event.position);
  at = writeNumber(target, at, 5, event.position);
  at = writeProperty(target, at, 'type', event.type, type);
  at = writeProperty(target, at, 'created', created, created.length);
  at = writeProperty(target, at, 'content-type', contentType, contentType.length);
  if (event.metadata.length > 0) at = writeBytes(target, at, 7, event.metadata);
  if (event.data.length > 0) at = writeBytes(target, at, 8, event.data);
  // The place in the log is the member of a oneof, but never 0.
  writeNumber(target, at, 3, event.position);
  return target;
}

function propertySize(key: number, value: number): number {
  return delimitedSize(delimitedSize(key) + delimitedSize(value));
}

function writeProperty(
  target: Buffer,
  offset: number,
  key: string,
  value: string,
  length: number,
): number {
  const entry = delimitedSize(key.length) + delimitedSize(length);
  const at = writeDelimiter(target, offset, 6, entry);
  return writeText(target, writeText(target, at, 1, key, key.length), 2, value, length);
}

function writeText(
  target: Buffer,
  offset: number,
  field: number,
  text: string,
  length: number,
): number {
  const at = writeDelimiter(target, offset, field, length);
  target.write(text, at, length);
  return at + length;
}

function writeBytes(target: Buffer, offset: number, field: number, bytes: Buffer): number {
  const at = writeDelimiter(target, offset, field, bytes.length);
  bytes.copy(target, at);
  return at + bytes.length;
}

/** A `ReadResp` that confirms a subscription. */
export function confirmation(subscriptionId: string): Buffer {
  return delimited(2, delimited(1, Buffer.from(subscriptionId)));
}

/** A `ReadResp` that says how far a filtered subscription has looked. */
export function checkpoint(position: number): Buffer {
  return delimited(3, Buffer.concat([member(1, position), member(2, position)]));
}

/** A `ReadResp` that says that the stream does not exist. */
export function streamNotFound(stream: string): Buffer {
  return delimited(4, delimited(1, delimited(3, Buffer.from(stream))));
}

/** A `ReadResp` that says that a subscription has gone live. */
export const CAUGHT_UP = delimited(8, EMPTY);

/** A `ReadResp` that says that a subscription is no longer live. */
export const FELL_BEHIND = delimited(9, EMPTY);
