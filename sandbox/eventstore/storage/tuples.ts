import { uuidAt, writeUuid } from '../wire/event.js';
import type { RecordedEvent } from '../wire/event.js';

/** The columns of `eventstore.events`, in the order in which rows travel. */
export const COLUMNS = 'position, stream, revision, id, type, is_json, data, metadata, created';

/** PostgreSQL's binary COPY format: a signature, the rows, and -1. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Nine fields: the count, a length before each, and what has a fixed size. */
const FIXED_BYTES = 2 + 9 * 4 + 8 + 8 + 16 + 1 + 8;
const HIGH = 2 ** 32;

/** Events as the content of `COPY … FROM STDIN (FORMAT binary)`. */
export function writeTuples(events: readonly RecordedEvent[]): Buffer {
  let size = SIGNATURE.length + 2;
  for (const event of events) {
    // At most three bytes of UTF-8 for each UTF-16 unit: a bound is enough.
    size += FIXED_BYTES + 3 * (event.stream.length + event.type.length);
    size += event.data.length + event.metadata.length;
  }
  const target = Buffer.allocUnsafe(size);
  let at = SIGNATURE.copy(target);
  for (const event of events) at = writeTuple(target, at, event);
  return target.subarray(0, target.writeInt16BE(-1, at));
}

function writeTuple(target: Buffer, offset: number, event: RecordedEvent): number {
  let at = target.writeInt16BE(9, offset);
  at = writeBigint(target, at, event.position);
  at = writeText(target, at, event.stream);
  at = writeBigint(target, at, event.revision);
  at = writeUuid(target, target.writeInt32BE(16, at), event.id);
  at = writeText(target, at, event.type);
  at = target.writeInt32BE(1, at);
  target[at++] = event.json ? 1 : 0;
  at = writeBytes(target, at, event.data);
  at = writeBytes(target, at, event.metadata);
  return writeBigint(target, at, event.createdMs * 10_000);
}

function writeBigint(target: Buffer, offset: number, value: number): number {
  const at = target.writeInt32BE(8, offset);
  target.writeUInt32BE(Math.floor(value / HIGH), at);
  return target.writeUInt32BE(value % HIGH, at + 4);
}

function writeText(target: Buffer, offset: number, text: string): number {
  const length = target.write(text, offset + 4);
  target.writeInt32BE(length, offset);
  return offset + 4 + length;
}

function writeBytes(target: Buffer, offset: number, bytes: Buffer): number {
  const at = target.writeInt32BE(bytes.length, offset);
  bytes.copy(target, at);
  return at + bytes.length;
}

/**
 * Reads what one message of `COPY … TO STDOUT (FORMAT binary)` holds: at most one row, behind the
 * signature in the first one. Data and metadata share memory with the message.
 */
export function readTuple(message: Buffer, first: boolean): RecordedEvent | undefined {
  let at = first ? SIGNATURE.length : 0;
  if (message.readInt16BE(at) < 0) return undefined;
  at += 2;
  const field = (): Buffer => {
    const start = at + 4;
    at = start + message.readInt32BE(at);
    return message.subarray(start, at);
  };
  const position = readBigint(message, at + 4);
  at += 12;
  const stream = field().toString();
  const revision = readBigint(message, at + 4);
  const id = uuidAt(message, at + 16);
  at += 32;
  const type = field().toString();
  const json = message[at + 4] === 1;
  at += 5;
  const data = field();
  const metadata = field();
  const createdMs = Math.floor(readBigint(message, at + 4) / 10_000);
  return { position, stream, revision, id, type, json, data, metadata, createdMs };
}

function readBigint(source: Buffer, at: number): number {
  return source.readInt32BE(at) * HIGH + source.readUInt32BE(at + 4);
}
