import type { Client, QueryConfig, QueryResult } from 'pg';
import { IntegrityError } from '../../domain/errors.js';
import type { Logger } from '../../platform/log.js';
import type { DecodedEvent } from './decoded-event.js';
import { fence, FENCED_SQL_STATE, markStopped } from './checkpoints.js';
import type { Follower, Poison, Step } from './follower.js';
import type { Projection } from '../tables/projection.js';
import { write } from '../tables/statements.js';

/** Another runner has moved a checkpoint: this one has been replaced. */
export class Fenced extends Error {
  constructor(projections: readonly string[], options?: ErrorOptions) {
    super(`another runner has moved the checkpoint of ${projections.join(', ')}`, options);
    this.name = 'Fenced';
  }
}

/** A table rejects a batch permanently, because of some event in it. */
class NotWritable extends Error {
  constructor(
    readonly projection: Projection,
    options: ErrorOptions,
  ) {
    super(`${projection.name} cannot be written`, options);
  }
}

/**
 * A statement of a batch, with the row count it must affect and the projection at fault otherwise.
 */
interface Sent {
  readonly statement: QueryConfig;
  readonly rows?: number | undefined;
  readonly blame?: Projection;
}

/** Options of a lane. */
export interface LaneOptions {
  readonly schema: string;
  /** The lane's own connection, in pipeline mode. */
  readonly client: Client;
  readonly followers: Iterable<Follower>;
  readonly log: Logger;
  /** Whether readers are notified of each step. */
  readonly notify: boolean;
  readonly onStopped?: (projection: string) => void;
}

/**
 * Projections of one schema that move together: a batch is folded in memory and written, with its
 * checkpoints, in one transaction. A projection that cannot handle an event stops there; the others
 * continue.
 */
export class Lane {
  readonly followers: Set<Follower>;

  constructor(private readonly options: LaneOptions) {
    this.followers = new Set(options.followers);
  }

  /** Handles events in order; skips those a projection has already handled. */
  async handle(batch: readonly DecodedEvent[]): Promise<void> {
    const folded = [...this.followers].map((follower) => follower.fold(batch));
    await this.commit(
      folded.flatMap(({ step }) => step ?? []),
      batch,
    );
    for (const { poison } of folded) if (poison) await this.stop(poison);
  }

  private async commit(steps: readonly Step[], batch: readonly DecodedEvent[]): Promise<void> {
    if (steps.length === 0) return;
    try {
      await this.transact(steps);
    } catch (error) {
      if (!(error instanceof NotWritable)) throw error;
      const failed = steps.find(({ follower }) => follower.projection === error.projection);
      await this.commit(
        steps.filter((step) => step !== failed),
        batch,
      );
      if (failed) await this.isolate(failed, batch, error.cause);
      return;
    }
    for (const { follower, last } of steps) follower.position = last.position;
  }

  /** Repeats a failed batch event by event, to find the one at fault. */
  private async isolate(
    failed: Step,
    batch: readonly DecodedEvent[],
    cause: unknown,
  ): Promise<void> {
    const { follower, last } = failed;
    const open = batch.filter(
      ({ position }) => position > follower.position && position <= last.position,
    );
    if (open.length <= 1) return this.stop({ follower, event: last, error: cause });
    for (const event of open) {
      const { step } = follower.fold([event]);
      if (step) await this.commit([step], [event]);
      if (!this.followers.has(follower)) return;
    }
  }

  private async stop({ follower, event, error }: Poison): Promise<void> {
    const { client, schema, log } = this.options;
    const { name, position } = follower;
    if (!this.followers.delete(follower)) return;
    log.error(
      { err: error, projection: name, event: event.id, position: event.position.toString() },
      'a projection has stopped: it cannot handle this event',
    );
    const said = error instanceof Error ? error.message : String(error);
    this.options.onStopped?.(name);
    await markStopped(client, schema, {
      projection: name,
      position,
      error: said,
      eventId: event.id,
    });
  }

  /** The fence comes first and stops a runner that has been replaced. */
  private async transact(steps: readonly Step[]): Promise<void> {
    const { client, schema, notify } = this.options;
    const moves = steps.map(({ follower, last }) => ({
      projection: follower.name,
      expected: follower.position,
      next: last.position,
      recordedAt: 'recorded' in last ? last.recorded.meta.recorded_at : null,
    }));
    const sent: Sent[] = [
      { statement: { text: 'BEGIN' } },
      { statement: fence(schema, moves, notify) },
      ...steps.flatMap((step) => this.writesOf(step)),
    ];
    try {
      const answers = await Promise.allSettled(sent.map((one) => client.query(one.statement)));
      sent.forEach((one, i) => judge(one, answers[i]));
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      if (sqlStateOf(error) !== FENCED_SQL_STATE) throw error;
      throw new Fenced(
        moves.map(({ projection }) => projection),
        { cause: error },
      );
    }
  }

  private writesOf({ follower: { projection: blame }, fold }: Step): Sent[] {
    return [...fold.touched].map((table) => {
      const { rows, ...statement } = write(this.options.schema, table);
      return { statement, rows, blame };
    });
  }
}

/** Attributes a failed statement to its projection, if the data is at fault. */
function judge(
  { statement, rows, blame }: Sent,
  answer: PromiseSettledResult<QueryResult> | undefined,
) {
  if (!answer) return;
  if (answer.status === 'rejected') {
    if (blame && isRefusal(answer.reason)) throw new NotWritable(blame, { cause: answer.reason });
    throw answer.reason;
  }
  const { rowCount } = answer.value;
  if (rows === undefined || rowCount === rows || !blame) return;
  const cause = new IntegrityError(
    `of ${rows} rows of ${statement.name} only ${rowCount} could be written: ` +
      'a row is missing, or there already, or does not come to its control figures',
  );
  throw new NotWritable(blame, { cause });
}

/** SQLSTATE classes of invalid data, for which retrying is of no use. */
const REFUSALS = ['22', '23', '54'];

const isRefusal = (error: unknown) => REFUSALS.includes(sqlStateOf(error).slice(0, 2));

const sqlStateOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
