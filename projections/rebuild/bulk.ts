import type { Client } from 'pg';
import { IntegrityError } from '../../domain/errors.js';
import type { DecodedEvent } from '../follow/decoded-event.js';
import { Fold, type TableFold } from '../tables/fold.js';
import { foldEvent } from '../follow/follower.js';
import type { Projection } from '../tables/projection.js';
import { write, type Statement } from '../tables/statements.js';

/** Batch size of log rows. */
const LOG_ROWS_PER_WRITE = 4_000;
/** Changing rows are held back, so that most are written once; limit per table. */
const MAX_HELD_ROWS = 20_000;

/**
 * Fills empty tables of a schema nobody else uses, from the beginning of the log. Rows are folded
 * over many batches before they are written; further batches are folded during a write.
 */
export class Bulk {
  /** Rows sent to the database; a row written twice counts twice. */
  rowsWritten = 0;
  private readonly folds: ReadonlyMap<Projection, Fold>;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: Client,
    private readonly schema: string,
    projections: readonly Projection[],
  ) {
    this.folds = new Map(projections.map((projection) => [projection, new Fold()]));
  }

  /** Throws at an event that a projection cannot handle. */
  async take(events: readonly DecodedEvent[]): Promise<void> {
    for (const [projection, fold] of this.folds) {
      for (const event of events) foldOrName(fold, projection, event);
    }
    await this.write(isFull);
  }

  /** Writes pending rows, and waits until everything is written. */
  async finish(): Promise<void> {
    await this.write(() => true);
    await this.writing;
  }

  /** One write at a time. */
  private async write(isWanted: (fold: TableFold) => boolean): Promise<void> {
    const folds = [...this.folds.values()].flatMap((fold) => fold.take(isWanted));
    if (folds.length === 0) return;
    const statements = folds.map((fold) => write(this.schema, fold));
    await this.writing;
    this.writing = this.send(statements);
    // The next write reports a failure; until then it must not be an unhandled rejection.
    this.writing.catch(() => undefined);
  }

  private async send(statements: readonly Statement[]): Promise<void> {
    const answers = await Promise.all(
      statements.map(({ rows: _, ...statement }) => this.client.query(statement)),
    );
    for (const [i, { rowCount }] of answers.entries()) {
      const { name, rows } = statements[i] ?? {};
      if (rows !== undefined && rowCount !== rows) {
        throw new IntegrityError(`of ${rows} rows of ${name} only ${rowCount} could be written`);
      }
      this.rowsWritten += rowCount ?? 0;
    }
  }
}

const isFull = ({ table, size }: TableFold): boolean =>
  size >= (table.kind === 'log' ? LOG_ROWS_PER_WRITE : MAX_HELD_ROWS);

function foldOrName(fold: Fold, projection: Projection, event: DecodedEvent): void {
  try {
    foldEvent(fold, projection, event);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new IntegrityError(`${projection.name} cannot handle the event ${event.id}: ${reason}`, {
      projection: projection.name,
      event: event.id,
    });
  }
}
