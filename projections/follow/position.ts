import type pg from 'pg';
import { clientConfig, DatabaseClient } from '../../platform/database/client.js';
import { backOffMs } from '../../platform/patience/back-off.js';
import { CHECKPOINT_CHANNEL, parseNote, readCheckpoints } from './checkpoints.js';

/** While anybody waits, checkpoints are also polled this often: a notification may be lost. */
const POLL_MS = 100;
const PAUSES = { firstMs: 100, longestMs: 5_000 };

interface Waiter {
  readonly projections: readonly string[];
  readonly position: bigint;
  readonly resolve: (reached: boolean) => void;
}

/**
 * Waits for projections to reach a position, for reads after writes. One connection per process
 * listens for all; the runner notifies once per batch, with the commit that makes it visible. Sends
 * no queries while nobody waits.
 */
export class PositionWatch {
  private readonly positions = new Map<string, bigint>();
  private readonly waiters = new Set<Waiter>();
  private listener: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private polling: NodeJS.Timeout | undefined;
  private failures = 0;
  private closed = false;

  /** `pool` reads checkpoints; the listening connection goes to `url`. */
  constructor(
    private readonly pool: pg.Pool,
    private readonly url: string,
  ) {
    void this.listen();
  }

  /**
   * Waits until these projections have handled the event at `position`, at most `timeoutMs`. False:
   * timed out, so what they show is older.
   */
  async reached(
    projections: readonly string[],
    position: bigint,
    timeoutMs: number,
  ): Promise<boolean> {
    if (this.have(projections, position)) return true;
    return new Promise((resolve) => {
      const end = (reached: boolean) => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        resolve(reached);
      };
      const waiter: Waiter = { projections, position, resolve: end };
      const timer = setTimeout(() => end(false), timeoutMs);
      this.waiters.add(waiter);
      this.pollLater(projections.every((name) => this.positions.has(name)) ? POLL_MS : 0);
    });
  }

  /** The last known position of a projection; -1 if unknown. */
  positionOf(projection: string): bigint {
    return this.positions.get(projection) ?? -1n;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    clearTimeout(this.polling);
    for (const { resolve } of [...this.waiters]) resolve(false);
    await this.listener?.end().catch(() => undefined);
  }

  private have(projections: readonly string[], position: bigint): boolean {
    return projections.every((name) => this.positionOf(name) >= position);
  }

  private learn(positions: Iterable<readonly [string, bigint]>): void {
    for (const [name, position] of positions) {
      if (position > this.positionOf(name)) this.positions.set(name, position);
    }
    for (const { projections, position, resolve } of [...this.waiters]) {
      if (this.have(projections, position)) resolve(true);
    }
  }

  /** Polls the checkpoints after a pause, for as long as anybody waits. */
  private pollLater(pauseMs: number): void {
    if (this.polling !== undefined) return;
    this.polling = setTimeout(() => {
      void this.read().finally(() => {
        this.polling = undefined;
        if (!this.closed && this.waiters.size > 0) this.pollLater(POLL_MS);
      });
    }, pauseMs);
  }

  private async read(): Promise<void> {
    try {
      for (const schema of ['read', 'app']) {
        const checkpoints = await readCheckpoints(this.pool, schema);
        this.learn([...checkpoints].map(([name, { position }]) => [name, position] as const));
      }
    } catch {
      // The database is unavailable: waiters time out, or resolve once it is back.
    }
  }

  private async listen(): Promise<void> {
    const { url } = this;
    const listener = new DatabaseClient(clientConfig({ url, application: 'scrip-positions' }));
    listener.on('error', () => this.listenAgain(listener));
    listener.on('end', () => this.listenAgain(listener));
    listener.on('notification', ({ payload = '' }) => this.learn(parseNote(payload)));
    this.listener = listener;
    try {
      await listener.connect();
      await listener.query(`LISTEN ${CHECKPOINT_CHANNEL}`);
      this.failures = 0;
      await this.read();
    } catch {
      this.listenAgain(listener);
    }
  }

  private listenAgain(broken: pg.Client): void {
    if (this.closed || this.listener !== broken) return;
    this.listener = undefined;
    void broken.end().catch(() => undefined);
    this.failures += 1;
    this.retry = setTimeout(() => void this.listen(), backOffMs(this.failures, PAUSES));
  }
}
