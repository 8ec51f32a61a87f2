import { delimited, member, textIn, WireReader } from './protobuf.js';
import type { ReadEvent } from './stored-event.js';

// `ReadReq` and `ReadResp` of EventStoreDB's streams.proto, the parts that we use.

/** A message that says what is to be read. */
export type ReadRequest = Buffer;

/** What a read or a subscription gets to hear. `other`: nothing that we want to know. */
export type ReadResponse =
  | { readonly kind: 'event'; readonly event: ReadEvent }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'other' };

const EMPTY: Buffer = Buffer.alloc(0);
const BACKWARDS = member(3, 1);
const WITHOUT_FILTER = delimited(8, EMPTY);
const IDS_AS_TEXT = delimited(9, delimited(2, EMPTY));
/** A filtered subscription hears how far the store has looked after so many search windows. */
const WINDOWS_PER_CHECKPOINT = 32;

/** Events of a stream from a revision, or from its end backwards; at most `max`. */
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

/** The whole log from a position (that event included), or from one of its ends; at most `max`. */
export function logRead(from: bigint | 'start' | 'end', max: number): ReadRequest {
  const backwards = from === 'end' ? BACKWARDS : EMPTY;
  return request(logFrom(from), backwards, member(5, max));
}

/** Everything after a position in streams that begin with one of the prefixes, as it arrives. */
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

/** Reads one message; throws RangeError on a malformed one. */
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

/** A resolved event: the event itself comes first, then the link that led to it and its place. */
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

/** What JSON text says; the text itself when it is none, which its reader will not accept. */
function valueOf(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
