/**
 * The few pieces of the protobuf wire format that the hot messages need. The generated classes
 * cost several times as much, and stand on the path of every event.
 */

/** Reads one message (or a part of one) field by field; throws RangeError on a malformed one. */
export class WireReader {
  /** Kind of value that follows the tag read last. */
  #wireType = 0;

  constructor(
    private readonly buffer: Buffer,
    private at = 0,
    private readonly end = buffer.length,
  ) {}

  /** The number of the next field, 0 at the end. */
  nextField(): number {
    if (this.at >= this.end) return 0;
    const tag = this.varint();
    this.#wireType = tag % 8;
    return Math.floor(tag / 8);
  }

  /** An unsigned number. What JavaScript cannot hold exactly becomes MAX_SAFE_INTEGER. */
  varint(): number {
    let value = 0;
    let factor = 1;
    for (let length = 0; length < 10; length++) {
      if (this.at >= this.end) throw new RangeError('a number is cut off');
      const byte = this.buffer[this.at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return Math.min(value, Number.MAX_SAFE_INTEGER);
      factor *= 128;
    }
    throw new RangeError('a number is too long');
  }

  /** A length-delimited value: bytes, text or a message. Shares memory with what is read. */
  bytes(): Buffer {
    if (this.#wireType !== 2) throw new RangeError('a field has another type');
    const length = this.varint();
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new RangeError('a value is cut off');
    return this.buffer.subarray(start, this.at);
  }

  /** A length-delimited value as text. */
  text(): string {
    if (this.#wireType !== 2) throw new RangeError('a field has another type');
    const length = this.varint();
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new RangeError('a value is cut off');
    return this.buffer.toString('utf8', start, this.at);
  }

  /** A reader of the embedded message that follows. */
  message(): WireReader {
    if (this.#wireType !== 2) throw new RangeError('a field has another type');
    const length = this.varint();
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new RangeError('a message is cut off');
    return new WireReader(this.buffer, start, this.at);
  }

  /** Passes over the value that follows. */
  skip(): void {
    if (this.#wireType === 0) this.varint();
    else if (this.#wireType === 1) this.at += 8;
    else if (this.#wireType === 2) this.bytes();
    else if (this.#wireType === 5) this.at += 4;
    else throw new RangeError('a field has an unknown type');
  }
}

/** The number in one field of a message; 0 when it is not there. */
export function numberIn(reader: WireReader, wanted: number): number {
  let number = 0;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === wanted) number = reader.varint();
    else reader.skip();
  }
  return number;
}

/** The text in one field of a message; empty when it is not there. */
export function textIn(reader: WireReader, wanted: number): string {
  let text = '';
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === wanted) text = reader.text();
    else reader.skip();
  }
  return text;
}

/** Bytes that `value` (an unsigned integer up to 2^53) takes. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Writes `value` (an unsigned integer up to 2^53); returns where the next byte goes. */
export function writeVarint(target: Buffer, offset: number, value: number): number {
  let at = offset;
  let rest = value;
  while (rest >= 0x80000000) {
    target[at++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  while (rest >= 0x80) {
    target[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  target[at++] = rest;
  return at;
}

/** Bytes of a length-delimited field of `length` bytes whose number is below 16. */
export function delimitedSize(length: number): number {
  return 1 + varintSize(length) + length;
}

/** Writes tag and length of a length-delimited field whose number is below 16. */
export function writeDelimiter(target: Buffer, at: number, field: number, length: number): number {
  target[at] = field * 8 + 2;
  return writeVarint(target, at + 1, length);
}

/** Bytes of a number field below 16; proto3 leaves a zero out. */
export function numberSize(value: number): number {
  return value === 0 ? 0 : 1 + varintSize(value);
}

/** Writes a number field below 16; proto3 leaves a zero out. */
export function writeNumber(target: Buffer, at: number, field: number, value: number): number {
  if (value === 0) return at;
  target[at] = field * 8;
  return writeVarint(target, at + 1, value);
}

/** Bytes of a number that is a member of a oneof: written even when it is zero. */
export function memberSize(value: number): number {
  return 1 + varintSize(value);
}

/** Writes a number that is a member of a oneof. */
export function writeMember(target: Buffer, at: number, field: number, value: number): number {
  target[at] = field * 8;
  return writeVarint(target, at + 1, value);
}

/** One length-delimited field as bytes of its own. */
export function delimited(field: number, value: Uint8Array): Buffer {
  const target = Buffer.allocUnsafe(delimitedSize(value.length));
  target.set(value, writeDelimiter(target, 0, field, value.length));
  return target;
}

/** One number that is a member of a oneof, as bytes of its own. */
export function member(field: number, value: number): Buffer {
  const target = Buffer.allocUnsafe(memberSize(value));
  writeMember(target, 0, field, value);
  return target;
}
