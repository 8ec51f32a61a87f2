/**
 * Reads and writes the protobuf wire format for hot messages: the generated classes cost several
 * times as much for every event.
 */

/** Reads a message field by field; throws RangeError on a malformed one. */
export class WireReader {
  /** Wire type of the last tag read. */
  #wireType = 0;

  constructor(
    private readonly buffer: Buffer,
    private at = 0,
    private readonly end = buffer.length,
  ) {}

  /** Number of the next field; 0 at the end. */
  nextField(): number {
    if (this.at >= this.end) return 0;
    const tag = this.varint();
    this.#wireType = tag % 8;
    return Math.floor(tag / 8);
  }

  /** An unsigned number; MAX_SAFE_INTEGER for larger ones. */
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

  /** A length-delimited value: bytes, text or a message. Shares memory with the input. */
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

  /** Skips the value that follows. */
  skip(): void {
    if (this.#wireType === 0) this.varint();
    else if (this.#wireType === 1) this.at += 8;
    else if (this.#wireType === 2) this.bytes();
    else if (this.#wireType === 5) this.at += 4;
    else throw new RangeError('a field has an unknown type');
  }
}

/** The number in one field of a message; 0 if absent. */
export function numberIn(reader: WireReader, wanted: number): number {
  let number = 0;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === wanted) number = reader.varint();
    else reader.skip();
  }
  return number;
}

/** The text in one field of a message; empty if absent. */
export function textIn(reader: WireReader, wanted: number): string {
  let text = '';
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === wanted) text = reader.text();
    else reader.skip();
  }
  return text;
}

/** Encoded size of an unsigned integer up to 2^53. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Writes an unsigned integer up to 2^53; returns the next offset. */
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

/** Size of a length-delimited field of `length` bytes, with a field number below 16. */
export function delimitedSize(length: number): number {
  return 1 + varintSize(length) + length;
}

/** Writes tag and length of a length-delimited field with a number below 16. */
export function writeDelimiter(target: Buffer, at: number, field: number, length: number): number {
  target[at] = field * 8 + 2;
  return writeVarint(target, at + 1, length);
}

/** Size of a number field below 16; proto3 omits zero. */
export function numberSize(value: number): number {
  return value === 0 ? 0 : 1 + varintSize(value);
}

/** Writes a number field below 16; proto3 omits zero. */
export function writeNumber(target: Buffer, at: number, field: number, value: number): number {
  if (value === 0) return at;
  target[at] = field * 8;
  return writeVarint(target, at + 1, value);
}

/** Size of a number in a oneof, where zero is not omitted. */
export function memberSize(value: number): number {
  return 1 + varintSize(value);
}

/** Writes a number in a oneof, where zero is not omitted. */
export function writeMember(target: Buffer, at: number, field: number, value: number): number {
  target[at] = field * 8;
  return writeVarint(target, at + 1, value);
}

/** Encodes one length-delimited field. */
export function delimited(field: number, value: Uint8Array): Buffer {
  const target = Buffer.allocUnsafe(delimitedSize(value.length));
  target.set(value, writeDelimiter(target, 0, field, value.length));
  return target;
}

/** Encodes one number in a oneof. */
export function member(field: number, value: number): Buffer {
  const target = Buffer.allocUnsafe(memberSize(value));
  writeMember(target, 0, field, value);
  return target;
}
