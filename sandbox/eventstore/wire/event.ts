/** An event as a caller hands it in. */
export interface ProposedEvent {
  /** UUID, lower case with dashes. */
  readonly id: string;
  readonly type: string;
  /** Its content type is `application/json`; anything else is `application/octet-stream`. */
  readonly json: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

/** An event with its place in its stream and in the log. */
export interface RecordedEvent extends ProposedEvent {
  /** Place in the log; the first is 1. */
  readonly position: number;
  readonly stream: string;
  /** Place in the stream; the first is 0. */
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly createdMs: number;
}

/** What readers need of an event: its place, what filters look at, and the finished reply. */
export interface ReadableEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  /** The `ReadResp` that carries it, in the wire format. */
  readonly message: Buffer;
}

/** Expected revision of a stream that must not exist yet. */
export const NO_STREAM = -1;
/** No expectation about the stream. */
export const ANY = -2;
/** The stream must have been written, or have metadata. */
export const STREAM_EXISTS = -4;

/** The stream that holds a stream's metadata. */
export function metastreamOf(stream: string): string {
  return `$$${stream}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Sixteen bytes at `at` as a UUID with dashes. */
export function uuidAt(source: Buffer, at: number): string {
  const hex = (index: number): string => HEX[source[at + index] ?? 0] ?? '';
  return (
    `${hex(0)}${hex(1)}${hex(2)}${hex(3)}-${hex(4)}${hex(5)}-${hex(6)}${hex(7)}-` +
    `${hex(8)}${hex(9)}-${hex(10)}${hex(11)}${hex(12)}${hex(13)}${hex(14)}${hex(15)}`
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The UUID in its one spelling; `undefined` when it is none. */
export function parseUuid(text: string): string | undefined {
  if (UUID.test(text)) return text;
  const lower = text.toLowerCase();
  return UUID.test(lower) ? lower : undefined;
}

/** Writes a UUID (lower case, with dashes) as sixteen bytes. */
export function writeUuid(target: Buffer, offset: number, uuid: string): number {
  let at = offset;
  for (let index = 0; index < 36; index += 2) {
    if (uuid.charCodeAt(index) === 45) index++;
    target[at++] = (nibble(uuid.charCodeAt(index)) << 4) | nibble(uuid.charCodeAt(index + 1));
  }
  return at;
}

function nibble(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}
