import type pg from 'pg';

type Connection = Parameters<pg.Submittable['submit']>[0];

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);

/**
 * `COPY … FROM STDIN` in one go: the statement and its content leave in one packet, without
 * waiting for the server to ask. Where the statement is refused, PostgreSQL drops the content.
 */
export class CopyIn implements pg.Submittable {
  #failed = false;

  /** `done` is called once: after the commit, or with what went wrong. */
  constructor(
    private readonly statement: string,
    private readonly content: Buffer,
    private readonly done: (error?: Error) => void,
  ) {}

  submit(connection: Connection): void {
    const head = Buffer.allocUnsafe(5);
    head[0] = COPY_DATA;
    head.writeInt32BE(this.content.length + 4, 1);
    const { stream } = connection;
    stream.cork();
    connection.query(this.statement);
    stream.write(head);
    stream.write(this.content);
    stream.write(COPY_DONE);
    stream.uncork();
  }

  handleError(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.done(error);
  }

  /** Comes after the commit, unlike the completion of the command. */
  handleReadyForQuery(): void {
    if (!this.#failed) this.done();
  }

  handleCopyInResponse(): void {}
  handleCommandComplete(): void {}
}

/** `COPY … TO STDOUT`: hands each message on as it arrives. */
export class CopyOut implements pg.Submittable {
  #failed = false;
  #first = true;

  /** The message given to `take` is overwritten once it returns. */
  constructor(
    private readonly statement: string,
    private readonly take: (message: Buffer, first: boolean) => void,
    private readonly done: (error?: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.statement);
  }

  handleCopyData(message: { chunk: Buffer }): void {
    this.take(message.chunk, this.#first);
    this.#first = false;
  }

  handleError(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.done(error);
  }

  handleReadyForQuery(): void {
    if (!this.#failed) this.done();
  }

  handleCommandComplete(): void {}
}
