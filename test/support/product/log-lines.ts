import type { DestinationStream } from 'pino';

/** A line that was logged. */
export type LogLine = Readonly<Record<string, unknown>>;

/** Where a logger writes to whose lines a test reads. */
export class LogLines implements DestinationStream {
  readonly lines: LogLine[] = [];

  write(text: string): void {
    this.lines.push(JSON.parse(text));
  }

  /** Those of one request. */
  of(requestId: string): LogLine[] {
    return this.lines.filter(({ request_id: id }) => id === requestId);
  }
}
