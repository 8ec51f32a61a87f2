import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** The logs of a run: a file for each process, and `soak.log` for what was done to them. */
export class SoakLog {
  readonly folder: string;
  private readonly files = new Map<string, WriteStream>();

  constructor(output: string, run: string) {
    this.folder = path.resolve(output, run);
    mkdirSync(this.folder, { recursive: true });
  }

  /** A line of ours, with its time. */
  say(text: string): void {
    this.file('soak').write(`${new Date().toISOString()} ${text}\n`);
  }

  /** Keeps what a process writes. */
  pass(name: string, from: Readable): void {
    from.pipe(this.file(name), { end: false });
  }

  /** Resolves when all is on disk. */
  async close(): Promise<void> {
    const closed = [...this.files.values()].map(
      (file) => new Promise<void>((resolve) => file.end(() => resolve())),
    );
    await Promise.all(closed);
  }

  private file(name: string): WriteStream {
    const open = this.files.get(name);
    if (open) return open;
    const file = createWriteStream(path.join(this.folder, `${name}.log`), { flags: 'a' });
    this.files.set(name, file);
    return file;
  }
}
