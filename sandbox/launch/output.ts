import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { inTime } from '../../platform/patience/timeout.js';

const MAX_WAITING_BYTES = 1024 * 1024;
const NAME_WIDTH = 11;
const FLUSH_LIMIT_MS = 300;

/** Writes lines of the launcher and its children without ever blocking. */
export class Output {
  private readonly stream = standardOutput();
  private dropped = 0;

  constructor() {
    // The reader of the pipe has ended (`npm start | head`): continue without output.
    this.stream.on('error', () => undefined);
  }

  /** A line of ours. */
  say(text: string): void {
    this.write(`${text}\n`);
  }

  /** Passes every line of a child on, behind its name. */
  pass(name: string, from: Readable): void {
    const lines = createInterface({ input: from, crlfDelay: Infinity });
    const prefix = `${name.padEnd(NAME_WIDTH)} | `;
    lines.on('line', (line) => this.write(`${prefix}${readable(line)}\n`));
  }

  /** Waits until what was written is out, at most 300 ms. */
  async flush(): Promise<void> {
    const written = new Promise<void>((resolve) => this.stream.write('', () => resolve()));
    await inTime(written, FLUSH_LIMIT_MS);
  }

  private write(text: string): void {
    if (this.stream.writableLength > MAX_WAITING_BYTES) {
      this.dropped += 1;
      return;
    }
    if (this.dropped > 0) this.stream.write(`(${this.dropped} lines left out: nobody read them)\n`);
    this.dropped = 0;
    this.stream.write(text);
  }
}

// On a pipe, process.stdout waits for the reader; a reader that stalls would stall supervision.
function standardOutput(): NodeJS.WritableStream & { writableLength: number } {
  const { isFIFO, isSocket } = kindOf(1);
  return isFIFO || isSocket
    ? new Socket({ fd: 1, readable: false, writable: true })
    : process.stdout;
}

function kindOf(descriptor: number): { isFIFO: boolean; isSocket: boolean } {
  try {
    const stat = fstatSync(descriptor);
    return { isFIFO: stat.isFIFO(), isSocket: stat.isSocket() };
  } catch {
    return { isFIFO: false, isSocket: false };
  }
}

/** A line of JSON from our logger as one for people; any other line as it is. */
export function readable(line: string): string {
  const entry = parse(line);
  if (!entry) return line;
  const { time, level, msg, process: _name, err, ...rest } = entry;
  const clock = String(time ?? '').slice(11, 23);
  const fields = Object.entries(rest).map(([name, value]) => ` ${name}=${brief(value)}`);
  const stack = isError(err) ? `\n  ${err.stack ?? err.message ?? ''}` : '';
  return `${clock} ${String(level ?? '').padEnd(5)} ${String(msg ?? '')}${fields.join('')}${stack}`;
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    return isRecord(entry) && 'level' in entry ? entry : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isError = (value: unknown): value is { stack?: string; message?: string } => isRecord(value);

const brief = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
