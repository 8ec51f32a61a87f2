import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Logger } from '../../platform/log.js';
import type { Source } from '../follow/decoded-event.js';
import { readCheckpoints, type Checkpoint } from '../follow/checkpoints.js';
import { compareTable, hasTodaysShape, type TableComparison } from './compare.js';
import { connect, disconnect } from '../follow/connect.js';
import { LANES, type LaneName, type Projection } from '../tables/projection.js';
import { clearShadow, Shadow } from './shadow.js';
import { holdStill, NotNow, putInPlace } from './swap.js';

/** Any number will do, as long as all rebuilds take the same. */
const LOCK = 7_274_703;
const WAIT_FOR_LIVE_MS = 10_000;
const POLL_MS = 20;
const MAX_TRIES = 60;
const TRY_AGAIN_MS = 300;

/** What a rebuild needs of the process around it. */
export interface RebuildOptions {
  readonly databaseUrl: string;
  readonly source: Source;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Of schema `read`. */
  readonly projections: readonly Projection[];
  /** Whether the rebuilt tables replace those that say something else; they do unless told. */
  readonly onDifference?: 'replace' | 'keep';
  readonly onProgress?: (events: number) => void;
  /** How long live projections get to come as far as the rebuilt ones; 10 s unless told. */
  readonly waitForLiveMs?: number;
}

/** What a rebuild has done. */
export interface Rebuilt {
  readonly projections: readonly string[];
  /** Events read, rows written for them and the milliseconds both took, indexes and all. */
  readonly events: number;
  readonly rows: number;
  readonly filledInMs: number;
  /** Row by row, at equal positions; tables that could not be compared are not among them. */
  readonly compared: readonly TableComparison[];
  /** Tables that had stopped, were behind, or had another shape: there was nothing to compare. */
  readonly notCompared: readonly string[];
  /** Rows that differ, over all tables. */
  readonly differences: number;
  readonly replaced: boolean;
}

/** Another rebuild is under way on this database. */
export class RebuildUnderWay extends Error {
  constructor() {
    super('another rebuild is under way');
    this.name = 'RebuildUnderWay';
  }
}

/**
 * Fills `read_next` beside `read`, compares both row by row, and puts the new tables in the place
 * of the old in one transaction, while events arrive and readers read. Live projections are held
 * still twice, for some milliseconds: to compare at equal positions, and to be replaced there. A
 * reader sees the old tables or the new ones, at the same position of the log.
 */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { databaseUrl, signal } = options;
  const lost = new AbortController();
  const clients: Client[] = [];
  const connectOne = async () => {
    const client = await connect(databaseUrl, (error) => lost.abort(error));
    clients.push(client);
    // Indexes take their time; what holds the live projections still does not.
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
  /** Live projections that were waited for in vain. */
  private readonly givenUp = new Set<string>();

  constructor(
    private readonly options: RebuildOptions,
    private readonly connect: () => Promise<Client>,
    /** Holds the projections still, and replaces them. */
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
    // Whole tables are read here: what the lanes are told about finding rows does not hold.
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
    await this.atOnePosition(shadow, () => putInPlace(this.control, projections, shadow));
  }

  /**
   * Does something while the live projections stand still and the shadow is exactly where they are;
   * gives the names of those (others have stopped, or nobody runs them).
   */
  private async atOnePosition(
    shadow: Shadow,
    work: () => Promise<'commit' | 'release'>,
  ): Promise<ReadonlySet<string>> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      this.options.signal.throwIfAborted();
      const moving = await this.catchUp(shadow);
      const isDone = await holdStill(this.control, async () => {
        await this.advance(shadow, moving);
        return work();
      });
      if (isDone) return moving;
      await sleep(TRY_AGAIN_MS * (0.5 + Math.random()));
    }
    throw new Error('the tables are in use by a transaction that does not end: try later');
  }

  /**
   * Brings the shadow to the end of the log, and waits until the live projections are as far; gives
   * the names of those that are. The others have stopped, or nobody runs them.
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

  /** Brings each lane of the shadow to where the live one is held. */
  private async advance(shadow: Shadow, moving: ReadonlySet<string>): Promise<void> {
    const live = await readCheckpoints(this.control, 'read');
    const targets = new Map<LaneName, bigint>();
    for (const lane of LANES) {
      const positions = this.options.projections
        .filter((projection) => projection.lane === lane && moving.has(projection.name))
        .map(({ name }) => live.get(name)?.position);
      if (new Set(positions).size > 1) throw new NotNow(`${lane} is not together yet`);
      // Where nothing live can be compared with, the shadow stays where it is.
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
