import type { Pool } from 'pg';
import type { LookedUp } from './command-ids.js';

const MAX_KEYS_PER_QUERY = 1_000;
const MAX_QUERIES_AT_ONCE = 2;
const MIN_MS_BETWEEN_LOOKS = 1_000;

const LOOK_UP = {
  name: 'operations-look-up',
  text: `SELECT q.n::int AS n, o.input_hash, o.revision::int AS revision,
           (SELECT position::text FROM app.checkpoints WHERE projection = 'operations') AS checkpoint
         FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS q(stream, command_id, n)
         LEFT JOIN app.operations o ON o.stream = q.stream AND o.command_id = q.command_id`,
};

const READ_PROGRESS = {
  name: 'operations-progress',
  text: `SELECT position::text AS checkpoint FROM app.checkpoints WHERE projection = 'operations'`,
};

interface Row {
  n: number;
  input_hash: string | null;
  revision: number | null;
  checkpoint: string | null;
}

interface Asked {
  readonly stream: string;
  readonly key: string;
  readonly resolve: (answer: LookedUp) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Looks up command ids in `app.operations`. Batches concurrent look-ups into one query, which reads
 * the table's checkpoint in the same snapshot.
 */
export class OperationsIndex {
  private waiting: Asked[] = [];
  private running = 0;
  private isLearning = false;
  private lastLearnedMs = -Infinity;
  /** Position up to which the table is known to be complete; never decreases. */
  checkpoint = -1n;

  constructor(private readonly pool: Pool) {}

  find(stream: string, key: string): Promise<LookedUp> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ stream, key, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => this.pump());
    });
  }

  /**
   * Refreshes the checkpoint in the background, so that ids can be dropped from memory. At most
   * once a second.
   */
  learnProgress(): void {
    const nowMs = performance.now();
    if (this.isLearning || nowMs - this.lastLearnedMs < MIN_MS_BETWEEN_LOOKS) return;
    this.isLearning = true;
    this.lastLearnedMs = nowMs;
    void this.pool
      .query<Pick<Row, 'checkpoint'>>(READ_PROGRESS)
      .then(({ rows: [row] }) => this.learn(row?.checkpoint ?? null))
      // Failing only keeps ids in memory for longer.
      .catch(() => undefined)
      .finally(() => (this.isLearning = false));
  }

  private learn(checkpoint: string | null): bigint {
    const complete = checkpoint === null ? -1n : BigInt(checkpoint);
    if (complete > this.checkpoint) this.checkpoint = complete;
    return complete;
  }

  private pump(): void {
    while (this.running < MAX_QUERIES_AT_ONCE && this.waiting.length > 0) {
      const asked = this.waiting.splice(0, MAX_KEYS_PER_QUERY);
      this.running += 1;
      void this.answer(asked).finally(() => {
        this.running -= 1;
        this.pump();
      });
    }
  }

  private async answer(asked: readonly Asked[]): Promise<void> {
    try {
      const values = [asked.map(({ stream }) => stream), asked.map(({ key }) => key)];
      const { rows } = await this.pool.query<Row>({ ...LOOK_UP, values });
      for (const { n, input_hash, revision, checkpoint } of rows) {
        const complete = this.learn(checkpoint);
        const found =
          input_hash === null || revision === null
            ? undefined
            : { inputHash: input_hash, revision };
        asked[n - 1]?.resolve({ checkpoint: complete, found });
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
