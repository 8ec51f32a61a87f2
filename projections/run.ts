import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Logger } from '../platform/log.js';
import { ThrottledWarnings } from '../platform/failures/throttled-warnings.js';
import { retrying, type RetryOptions } from '../platform/patience/back-off.js';
import { allProjections } from './read-models/all.js';
import type { Source } from './follow/decoded-event.js';
import {
  addCheckpoints,
  heartbeat,
  markState,
  readCheckpoints,
  type Checkpoint,
} from './follow/checkpoints.js';
import { connect, disconnect } from '../platform/following/connect.js';
import { Follower } from './follow/follower.js';
import { Fenced } from './follow/lane.js';
import { Leader, type Role } from '../platform/following/leader.js';
import { rebuildOutdated } from './rebuild/outdated.js';
import { schemaOf, type Projection } from './tables/projection.js';
import { together, LogReader } from './follow/log-reader.js';

/** Options of the runner. */
export interface RunnerOptions {
  readonly databaseUrl: string;
  readonly source: Source;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** All by default. */
  readonly projections?: readonly Projection[];
  readonly timing?: Partial<Timing>;
}

/** In milliseconds, except `patiencePolls`: checks without a heartbeat. */
export interface Timing {
  readonly heartbeatMs: number;
  readonly standByPollMs: number;
  readonly patiencePolls: number;
  readonly firstRetryMs: number;
  readonly maxRetryMs: number;
}

const TIMING: Timing = {
  heartbeatMs: 2_000,
  standByPollMs: 500,
  patiencePolls: 20,
  firstRetryMs: 100,
  maxRetryMs: 5_000,
};
const RUNNER: Role = {
  lock: 7_274_702,
  sign: `greatest((SELECT max(updated_at) FROM app.checkpoints),
               (SELECT max(updated_at) FROM read.checkpoints))::text`,
};
/** After a session this long, the next failure is retried soon. */
const SETTLED_MS = 10_000;

/**
 * Runs the projections until `signal` aborts, as leader or stand-by. After a failure (store,
 * database, another runner taking over) it resumes from the checkpoints; a projection that cannot
 * handle an event stops, and the others continue.
 */
export async function run(options: RunnerOptions): Promise<void> {
  const runner = new Runner(options);
  const { log, signal } = options;
  const { firstRetryMs: firstMs, maxRetryMs: longestMs } = runner.timing;
  const complaints = new ThrottledWarnings(log);
  const retries: RetryOptions = {
    pauses: { firstMs, longestMs },
    signal,
    settledMs: SETTLED_MS,
    onFailure(error, pauseMs) {
      const said = error instanceof Fenced ? 'overtaken by another runner' : 'interrupted';
      complaints.warn(error, { pauseMs }, `the projections were ${said}: trying again`);
    },
  };
  while (!signal.aborted) await retrying(() => runner.session(), retries);
}

class Runner {
  readonly timing: Timing;
  private readonly projections: readonly Projection[];
  /** Stopped by an event while this process ran; a new process retries once. */
  private readonly stopped = new Set<string>();

  constructor(private readonly options: RunnerOptions) {
    this.timing = { ...TIMING, ...options.timing };
    this.projections = options.projections ?? allProjections;
  }

  /** Leads until interrupted; returns on shutdown. */
  async session(): Promise<void> {
    const { databaseUrl, log, signal } = this.options;
    const { standByPollMs: pollMs, patiencePolls } = this.timing;
    const asked = { databaseUrl, log, signal, pollMs, patiencePolls, role: RUNNER };
    const leader = await Leader.become(asked);
    if (!leader) return;
    const lost = new AbortController();
    const over = new AbortController();
    const ended = AbortSignal.any([signal, leader.lost, lost.signal, over.signal]);
    const renewing = rebuildOutdated({
      ...this.options,
      client: leader.client,
      projections: this.projections.filter(({ lane }) => schemaOf(lane) === 'read'),
      signal: ended,
    });
    try {
      let joined = false;
      while (!ended.aborted) {
        joined = await this.follow(leader, joined, ended, (error) => lost.abort(error));
      }
      if (!signal.aborted) throw ended.reason;
    } finally {
      over.abort();
      // A restarting session does not wait for a long statement of the rebuild.
      if (signal.aborted) await renewing;
      await leader.resign();
    }
  }

  /**
   * Runs from the checkpoints until `signal` aborts or projections should be regrouped; returns
   * why. Projections behind others of their lane first catch up separately, so that a new or
   * repaired read model delays nobody. `joined`: they have caught up.
   */
  private async follow(
    leader: Leader,
    joined: boolean,
    signal: AbortSignal,
    onLost: (error: Error) => void,
  ): Promise<boolean> {
    const found = await this.followers(leader.client, joined);
    const [front, behind] = joined ? [found.map(({ follower }) => follower), []] : divide(found);
    const join = new AbortController();
    const clients: Client[] = [];
    const readerOf = (part: readonly Follower[], onLive: () => void) =>
      new LogReader({
        source: this.options.source,
        log: this.options.log,
        followers: part,
        connect: async () => {
          const client = await connect(this.options.databaseUrl, onLost);
          clients.push(client);
          return client;
        },
        onStopped: (name) => this.stopped.add(name),
        onLive,
      });
    const { log } = this.options;
    const readers = [
      ...(front.length > 0
        ? [readerOf(front, () => log.info('the read models are up to date'))]
        : []),
      ...(behind.length > 0 ? [readerOf(behind, () => join.abort())] : []),
    ];
    try {
      await together(AbortSignal.any([signal, join.signal]), [
        (inner) => this.beat(leader.client, inner),
        ...readers.map((reader) => (inner: AbortSignal) => reader.run(inner)),
      ]);
    } finally {
      await Promise.all(clients.map(disconnect));
    }
    return join.signal.aborted;
  }

  private async followers(client: Client, joined: boolean): Promise<Found[]> {
    const found: Found[] = [];
    for (const schema of ['app', 'read'] as const) {
      const ours = this.projections.filter(({ lane }) => schemaOf(lane) === schema);
      await addCheckpoints(client, schema, ours);
      const checkpoints = await readCheckpoints(client, schema);
      const going = ours.flatMap((projection) => {
        const checkpoint = checkpoints.get(projection.name);
        if (!checkpoint || this.isStopped(checkpoint)) return [];
        const follower = new Follower(projection, checkpoint.position);
        return [{ follower, wasLive: checkpoint.state === 'live' }];
      });
      const goingNames = going.map(({ follower }) => follower.name);
      if (!joined) await markState(client, schema, goingNames, 'catching_up');
      found.push(...going);
    }
    return found;
  }

  /** Stopped while this process ran, and not rebuilt since. */
  private isStopped({ projection, state }: Checkpoint): boolean {
    if (state !== 'stopped') this.stopped.delete(projection);
    return this.stopped.has(projection);
  }

  /** Writes heartbeats; ends when a stopped projection has been rebuilt. */
  private async beat(client: Client, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const checkpoints = [
        ...(await heartbeat(client, 'app')),
        ...(await heartbeat(client, 'read')),
      ];
      const repaired = checkpoints.some(
        ({ projection, state }) => this.stopped.has(projection) && state !== 'stopped',
      );
      if (repaired) return;
      await sleep(this.timing.heartbeatMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** A projection and its checkpoint. */
interface Found {
  readonly follower: Follower;
  readonly wasLive: boolean;
}

/**
 * Splits projections into those level with the first of their lane, and those behind. A lane as a
 * whole is behind if it is at the beginning, or had not reached the end while others had: it would
 * slow their reading.
 */
function divide(found: readonly Found[]): [Follower[], Follower[]] {
  const heads = new Map<string, bigint>();
  const live = new Set<string>();
  for (const { follower, wasLive } of found) {
    const { projection, position } = follower;
    const head = heads.get(projection.lane);
    if (head === undefined || position > head) heads.set(projection.lane, position);
    if (wasLive) live.add(projection.lane);
  }
  const hasBegun = [...heads.values()].some((head) => head >= 0n);
  const isFront = ({ follower: { projection, position } }: Found) => {
    const { lane } = projection;
    if (position !== heads.get(lane) || (hasBegun && position < 0n)) return false;
    return live.size === 0 || live.has(lane);
  };
  const of = (some: readonly Found[]) => some.map(({ follower }) => follower);
  return [of(found.filter(isFront)), of(found.filter((one) => !isFront(one)))];
}
