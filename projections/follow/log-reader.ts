import type { Client } from 'pg';
import type { Logger } from '../../platform/log.js';
import { WakeUp } from '../../platform/wake-up.js';
import { decodeEvent, type Source } from './decoded-event.js';
import { markState } from './checkpoints.js';
import type { Follower } from './follower.js';
import { Lane } from './lane.js';
import { LANES, schemaOf, type LaneName } from '../tables/projection.js';
import { LaneWorker } from './lane-worker.js';

/** Options of a log reader. */
export interface LogReaderOptions {
  readonly source: Source;
  readonly followers: readonly Follower[];
  /** Opens a connection for each lane. */
  readonly connect: () => Promise<Client>;
  readonly log: Logger;
  readonly onStopped: (projection: string) => void;
  /** Called when all lanes have handled what was there at the start. */
  readonly onLive: () => void;
}

/**
 * Reads the log for projections at about the same position: one subscription, each event decoded
 * once, one lane for each group that moves together. The slowest lane slows the reading, which
 * bounds memory.
 */
export class LogReader {
  private readonly options: LogReaderOptions;
  private readonly lanes: Lane[] = [];
  private notLive = 0;

  constructor(options: LogReaderOptions) {
    this.options = options;
  }

  /** Runs until `signal` aborts; throws if the store or the database becomes unavailable. */
  async run(signal: AbortSignal): Promise<void> {
    const workers: LaneWorker[] = [];
    for (const name of LANES) {
      const followers = this.options.followers.filter(({ projection }) => projection.lane === name);
      if (followers.length > 0) workers.push(await this.workerOf(name, followers));
    }
    this.notLive = workers.length;
    await together(signal, [
      (inner) => this.read(workers, inner),
      ...workers.map((worker) => (inner: AbortSignal) => worker.run(inner)),
    ]);
  }

  private async workerOf(name: LaneName, followers: readonly Follower[]): Promise<LaneWorker> {
    const { connect, log, onStopped } = this.options;
    const schema = schemaOf(name);
    const client = await connect();
    const lane = new Lane({ schema, client, followers, log, notify: true, onStopped });
    this.lanes.push(lane);
    return new LaneWorker(lane, async () => {
      const names = [...lane.followers].map((follower) => follower.name);
      await markState(client, schema, names, 'live');
      this.notLive -= 1;
      if (this.notLive === 0) this.options.onLive();
    });
  }

  private async read(workers: readonly LaneWorker[], signal: AbortSignal): Promise<void> {
    const positions = this.options.followers.map(({ position }) => position);
    const first = positions.reduce((least, position) => (position < least ? position : least));
    for await (const batch of this.options.source(first < 0n ? null : first, signal)) {
      const events = batch.events.flatMap((event) => decodeEvent(event) ?? []);
      for (const worker of workers) worker.push(events, batch.caughtUp);
      for (const worker of workers) await worker.room(signal);
      // No followers left: what has stopped stays so until a rebuild or restart.
      if (this.lanes.every(({ followers }) => followers.size === 0)) {
        await new WakeUp().wait(signal);
      }
      if (signal.aborted) return;
    }
    if (!signal.aborted) throw new Error('the event store ended the subscription');
  }
}

/** Runs tasks concurrently; when one ends or fails, aborts the others. */
export async function together(
  signal: AbortSignal,
  tasks: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const end = new AbortController();
  const inner = AbortSignal.any([signal, end.signal]);
  const running = tasks.map((task) => task(inner).finally(() => end.abort()));
  for (const result of await Promise.allSettled(running)) {
    if (result.status === 'rejected') throw result.reason;
  }
}
