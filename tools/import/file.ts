import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import { Failure, unusable } from '../lib/failure.js';
import type { Row } from './row.js';

/** A file that can be imported: how long it is and which content it has. */
export interface Source {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content, hexadecimal. */
  readonly contentHash: string;
  /** The beginning of the text, with the whole header line unless that is longer than 1 MiB. */
  readonly head: string;
}

/** Longest record accepted: an unclosed quote must not fill the memory. */
const MAX_RECORD_BYTES = 1024 * 1024;

/** Characters that may stand between the cells of a row, with the names they can be told by. */
const DELIMITERS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
};

/**
 * First pass: reads the file once for its hash and as text. Throws Failure when it is not a
 * readable file, or not UTF-8: what cannot be read must not become a name or a label.
 */
export async function inspect(path: string, onBytes?: (bytes: number) => void): Promise<Source> {
  const handle = await openRegularFile(path);
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let head = '';
  const read = (chunk?: Buffer) => {
    try {
      const text = decoder.decode(chunk, { stream: chunk !== undefined });
      if (head.length < MAX_RECORD_BYTES) head += text;
    } catch {
      throw unusable(`${path} is not UTF-8 (before byte ${bytes}): save it as UTF-8`);
    }
  };
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      const buffer = Buffer.from(chunk);
      hash.update(buffer);
      bytes += buffer.length;
      read(buffer);
      onBytes?.(bytes);
    }
    read();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw unusable(`cannot read ${path}: ${messageOf(error)}`);
  } finally {
    await handle.close();
  }
  if (bytes === 0) throw unusable(`${path} is empty`);
  return { path, bytes, contentHash: hash.digest('hex'), head };
}

/** Length of a file in bytes; throws Failure when it is missing, no regular file, or unreadable. */
export async function sizeOf(path: string): Promise<number> {
  const handle = await openRegularFile(path);
  try {
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/**
 * What stands between the cells: as told (a character or its name), else the one candidate that
 * the header has outside of quotes. Throws Failure when the header has several.
 */
export function delimiterOf(head: string, told?: string): string {
  if (told !== undefined) {
    const character = DELIMITERS[told] ?? told;
    if (Object.values(DELIMITERS).includes(character)) return character;
    throw unusable(`--delimiter takes ${Object.keys(DELIMITERS).join(', ')}, not "${told}"`);
  }
  const header = /^\s*(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(head)?.[0] ?? '';
  const bare = header.replaceAll(/"(?:[^"]|"")*"/g, '');
  const found = Object.entries(DELIMITERS).filter(([, character]) => bare.includes(character));
  if (found.length <= 1) return found[0]?.[1] ?? ',';
  const names = found.map(([name]) => name).join(' and ');
  throw unusable(`the header has ${names}: say which is between its cells (--delimiter comma)`);
}

/**
 * A further pass: the header (`index` −1), then the data rows, one at a time in flat memory.
 * Throws Failure when the text is no CSV, and at the end when the file has changed since the first
 * pass.
 */
export async function* rowsOf(source: Source, delimiter = ','): AsyncGenerator<Row> {
  const hash = createHash('sha256');
  const file = createReadStream(source.path);
  file.on('data', (chunk) => hash.update(chunk));
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: MAX_RECORD_BYTES,
  });
  // Iterating the parser throws the error; the callback only keeps it from being unhandled.
  pipeline(file, parser, () => {});
  let index = -1;
  try {
    for await (const entry of parser) {
      const { record, info }: { record: string[]; info: Info } = entry;
      yield { index, line: info.lines, cells: record, bytes: info.bytes };
      index += 1;
    }
  } catch (error) {
    const where = error instanceof CsvError ? ` at line ${String(error['lines'])}` : '';
    throw unusable(`${source.path} is no readable CSV${where}: ${messageOf(error)}`);
  }
  if (hash.digest('hex') !== source.contentHash) {
    throw unusable(`${source.path} changed while it was read; import it again`);
  }
}

async function openRegularFile(path: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    throw unusable(`cannot read ${path}: ${messageOf(error)}`);
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw unusable(`${path} is not a regular file (it is read twice, so a pipe will not do)`);
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
