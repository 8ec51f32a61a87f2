// Encodes `ReadReq` and decodes `ReadResp` of EventStoreDB's streams.proto, as far as Scrip uses
// them.
import { delimited, member, textIn, WireReader } from './protobuf.js';
import type { ReadEvent } from './stored-event.js';

/** An encoded `ReadReq`. */
export type ReadRequest = Buffer;

/** A decoded `ReadResp`. `other`: nothing of interest. */
export type ReadResponse =
  | { readonly kind: 'event'; readonly event: ReadEvent }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'other' };

const EMPTY: Buffer = Buffer.alloc(0);
const BACKWARDS = member(3, 1);
const WITHOUT_FILTER = delimited(8, EMPTY);
const IDS_AS_TEXT = delimited(9, delimited(2, EMPTY));
/** Search windows between checkpoints of a filtered subscription. */
const WINDOWS_PER_CHECKPOINT = 32;

/** Reads a stream from a revision, or backwards from its end; at most `max` events. */
export function streamRead(
  stream: string,
  from: number | 'end',
  backwards: boolean,
  max: number,
): ReadRequest {
  const place = from === 'end' ? delimited(4, EMPTY) : member(2, from);
  const options = Buffer.concat([delimited(1, delimited(3, Buffer.from(stream))), place]);
  return request(delimited(1, options), backwards ? BACKWARDS : EMPTY, member(5, max));
}

/** Reads the log from a position (inclusive) or one of its ends; at most `max` events. */
export function logRead(from: bigint | 'start' | 'end', max: number): ReadRequest {
  const backwards = from === 'end' ? BACKWARDS : EMPTY;
  return request(logFrom(from), backwards, member(5, max));
}

/** Subscribes to everything after a position in streams with one of the prefixes. */
export function logSubscription(after: bigint | null, prefixes: readonly string[]): ReadRequest {
  const names = Buffer.concat(prefixes.map((prefix) => delimited(2, Buffer.from(prefix))));
  const filter = Buffer.concat([
    delimited(1, names),
    delimited(4, EMPTY),
    member(5, WINDOWS_PER_CHECKPOINT),
  ]);
  const options = Buffer.concat([
    logFrom(after ?? 'start'),
    delimited(6, EMPTY),
    delimited(7, filter),
    IDS_AS_TEXT,
  ]);
  return delimited(1, options);
}

function request(target: Buffer, direction: Buffer, count: Buffer): ReadRequest {
  return delimited(1, Buffer.concat([target, direction, count, WITHOUT_FILTER, IDS_AS_TEXT]));
}

function logFrom(from: bigint | 'start' | 'end'): Buffer {
  if (from === 'start') return delimited(2, delimited(2, EMPTY));
  if (from === 'end') return delimited(2, delimited(3, EMPTY));
  const position = Buffer.concat([member(1, Number(from)), member(2, Number(from))]);
  return delimited(2, delimited(1, position));
}

const OTHER: ReadResponse = { kind: 'other' };
const CAUGHT_UP: ReadResponse = { kind: 'caught-up' };

/** Decodes a `ReadResp`; throws RangeError on a malformed one. */
export function decodeReadResponse(message: Buffer): ReadResponse {
  const reader = new WireReader(message);
  let response = OTHER;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) response = readResolved(reader.message());
    else {
      reader.skip();
      if (field === 8) response = CAUGHT_UP;
    }
  }
  return response;
}

/** Decodes a resolved event: the event first, then its link and position. */
function readResolved(reader: WireReader): ReadResponse {
  let response = OTHER;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) response = { kind: 'event', event: readRecorded(reader.message()) };
    else reader.skip();
  }
  return response;
}

function readRecorded(reader: WireReader): ReadEvent {
  let id = '';
  let stream = '';
  let revision = 0;
  let position = 0;
  let data = EMPTY;
  let metadata = EMPTY;
  const properties = { type: '', json: false };
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) id = textIn(reader.message(), 2);
    else if (field === 2) stream = textIn(reader.message(), 3);
    else if (field === 3) revision = reader.varint();
    else if (field === 5) position = reader.varint();
    else if (field === 6) readProperty(reader.message(), properties);
    else if (field === 7) metadata = reader.bytes();
    else if (field === 8) data = reader.bytes();
    else reader.skip();
  }
  const { type, json } = properties;
  return {
    id,
    type,
    stream,
    revision,
    position: BigInt(position),
    data: json ? valueOf(data) : data,
    metadata: metadata.length > 0 ? valueOf(metadata) : undefined,
  };
}

function readProperty(reader: WireReader, into: { type: string; json: boolean }): void {
  let key = '';
  let value = EMPTY;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) key = reader.text();
    else if (field === 2) value = reader.bytes();
    else reader.skip();
  }
  if (key === 'type') into.type = value.toString('utf8');
  else if (key === 'content-type') into.json = value.toString('latin1') === 'application/json';
}

/** Parses JSON; returns invalid text itself, which the caller will reject. */
function valueOf(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
