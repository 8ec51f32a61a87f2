import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Logger } from '../../platform/log.js';
import { backOffMs } from '../../platform/patience/back-off.js';
import type { Source } from '../follow/decoded-event.js';
import { readCheckpoints, type Checkpoint } from '../follow/checkpoints.js';
import { compareTable, hasTodaysShape, type TableComparison } from './compare.js';
import { connect, disconnect } from '../../platform/following/connect.js';
import { LANES, type LaneName, type Projection } from '../tables/projection.js';
import { clearShadow, Shadow } from './shadow.js';
import { withCheckpointsLocked, LockUnavailable, swapTables } from './swap.js';

/** Advisory lock key, the same for all rebuilds. */
const LOCK = 7_274_703;
const WAIT_FOR_LIVE_MS = 10_000;
const POLL_MS = 20;
const MAX_TRIES = 60;
const PAUSES = { firstMs: 400, longestMs: 400 };

/** Options of a rebuild. */
export interface RebuildOptions {
  readonly databaseUrl: string;
  readonly source: Source;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Of schema `read`. */
  readonly projections: readonly Projection[];
  /** Whether rebuilt tables replace tables that differ; by default they do. */
  readonly onDifference?: 'replace' | 'keep';
  readonly onProgress?: (events: number) => void;
  /** Time for live projections to reach the rebuilt ones; 10 s by default. */
  readonly waitForLiveMs?: number;
}

/** Result of a rebuild. */
export interface Rebuilt {
  readonly projections: readonly string[];
  /** Events read, rows written, and the time for both in milliseconds, indexes included. */
  readonly events: number;
  readonly rows: number;
  readonly filledInMs: number;
  /** Compared row by row at equal positions; excludes tables that could not be compared. */
  readonly compared: readonly TableComparison[];
  /** Tables that had stopped, were behind, or had another shape. */
  readonly notCompared: readonly string[];
  /** Unequal rows over all tables. */
  readonly differences: number;
  readonly replaced: boolean;
}

/** Thrown when another rebuild is running on this database. */
export class RebuildUnderWay extends Error {
  constructor() {
    super('another rebuild is under way');
    this.name = 'RebuildUnderWay';
  }
}

/**
 * Rebuilds read models: fills `read_next` beside `read`, compares both row by row, and swaps in the
 * new tables in one transaction, while events arrive and readers read. Live projections pause twice
 * for some milliseconds: to compare at equal positions, and to swap there. Readers see old or new
 * tables, at the same position.
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { databaseUrl, signal } = options;
  const lost = new AbortController();
  const clients: Client[] = [];
  const connectOne = async () => {
    const client = await connect(databaseUrl, (error) => lost.abort(error));
    clients.push(client);
    // Building indexes takes time; pausing live projections must not.
    await client.query(`SET statement_timeout = 0; SET maintenance_work_mem = '256MB';
      SET idle_in_transaction_session_timeout = '20s'`);
    return client;
  };
  try {
    const control = await connectOne();
    const locked = 'SELECT pg_try_advisory_lock($1) AS locked';
    const { rows } = await control.query<{ locked: boolean }>(locked, [LOCK]);
    if (!rows[0]?.locked) throw new RebuildUnderWay();
    const inner = { ...options, signal: AbortSignal.any([signal, lost.signal]) };
    try {
      return await new Rebuild(inner, connectOne, control).run();
    } finally {
      await clearShadow(control).catch(() => undefined);
    }
  } finally {
    await Promise.all(clients.map(disconnect));
  }
}

class Rebuild {
  /** Live projections that did not arrive in time. */
  private readonly givenUp = new Set<string>();

  constructor(
    private readonly options: RebuildOptions,
    private readonly connect: () => Promise<Client>,
    /** Connection that pauses and replaces the projections. */
    private readonly control: Client,
  ) {}

  async run(): Promise<Rebuilt> {
    const { projections, onDifference = 'replace', onProgress = () => undefined } = this.options;
    const startedMs = performance.now();
    const shadow = await Shadow.fill({ ...this.options, connect: this.connect, onProgress });
    const filledInMs = Math.round(performance.now() - startedMs);
    const { compared, notCompared } = await this.compare(shadow);
    const differences = compared.reduce((sum, table) => sum + table.differences, 0);
    const replaced = differences === 0 || onDifference === 'replace';
    if (replaced) await this.replace(shadow);
    const names = projections.map(({ name }) => name);
    const { events, rows } = shadow;
    const report = { projections: names, events, rows, filledInMs };
    return { ...report, compared, notCompared, differences, replaced };
  }

  private async compare(shadow: Shadow) {
    const snapshot = await this.connect();
    // Scans whole tables: undo the lanes' planner settings.
    await snapshot.query(`SET enable_seqscan = on; SET enable_hashjoin = on;
      SET enable_mergejoin = on; SET idle_in_transaction_session_timeout = 0`);
    const moving = await this.atOnePosition(shadow, async () => {
      await snapshot.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1');
      return 'release';
    });
    const compared: TableComparison[] = [];
    const notCompared: string[] = [];
    for (const { name, tables } of this.options.projections) {
      for (const table of tables) {
        const isComparable = moving.has(name) && (await hasTodaysShape(snapshot, table));
        if (isComparable) compared.push(await compareTable(snapshot, table));
        else notCompared.push(table.name);
      }
    }
    await snapshot.query('COMMIT');
    return { compared, notCompared };
  }

  private async replace(shadow: Shadow): Promise<void> {
    const { projections } = this.options;
    await this.atOnePosition(shadow, () => swapTables(this.control, projections, shadow));
  }

  /**
   * Runs `work` while live projections are paused and the shadow is exactly at their position;
   * returns their names (others have stopped or have no runner).
   */
  private async atOnePosition(
    shadow: Shadow,
    work: () => Promise<'commit' | 'release'>,
  ): Promise<ReadonlySet<string>> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      this.options.signal.throwIfAborted();
      const moving = await this.catchUp(shadow);
      const isDone = await withCheckpointsLocked(this.control, async () => {
        await this.advance(shadow, moving);
        return work();
      });
      if (isDone) return moving;
      await sleep(backOffMs(1, PAUSES));
    }
    throw new Error('the tables are in use by a transaction that does not end: try later');
  }

  /**
   * Brings the shadow to the end of the log and waits for the live projections; returns the names
   * of those that arrive. Others have stopped or have no runner.
   */
  private async catchUp(shadow: Shadow): Promise<Set<string>> {
    await shadow.advance(new Map());
    const deadline = performance.now() + (this.options.waitForLiveMs ?? WAIT_FOR_LIVE_MS);
    for (;;) {
      const live = await readCheckpoints(this.control, 'read');
      const running = this.options.projections.filter(
        ({ name }) => !this.givenUp.has(name) && isRunning(live.get(name)),
      );
      const there = running.filter(({ name, lane }) => isAt(live.get(name), shadow, lane));
      if (there.length < running.length && performance.now() < deadline) {
        await sleep(POLL_MS);
        continue;
      }
      for (const { name } of running)
        if (!there.some((t) => t.name === name)) this.givenUp.add(name);
      return new Set(there.map(({ name }) => name));
    }
  }

  /** Moves each lane of the shadow to the position of the paused live lane. */
  private async advance(shadow: Shadow, moving: ReadonlySet<string>): Promise<void> {
    const live = await readCheckpoints(this.control, 'read');
    const targets = new Map<LaneName, bigint>();
    for (const lane of LANES) {
      const positions = this.options.projections
        .filter((projection) => projection.lane === lane && moving.has(projection.name))
        .map(({ name }) => live.get(name)?.position);
      if (new Set(positions).size > 1) throw new LockUnavailable(`${lane} is not together yet`);
      // Without a live lane to compare with, the shadow stays where it is.
      const target = positions[0] ?? shadow.positionOf(lane);
      if (target !== undefined) targets.set(lane, target);
    }
    await shadow.advance(targets);
  }
}

const isRunning = (checkpoint: Checkpoint | undefined): boolean =>
  checkpoint !== undefined && checkpoint.state !== 'stopped';

function isAt(checkpoint: Checkpoint | undefined, shadow: Shadow, lane: LaneName): boolean {
  return checkpoint !== undefined && checkpoint.position >= (shadow.positionOf(lane) ?? -1n);
}
