import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { isMigrated } from '../../migrations/run.js';
import { failingWritesOf } from '../../platform/database/database.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { answered } from '../../platform/health/health.js';
import { StripeAccess } from '../payments/stripe/access.js';
import { Lifecycle } from './lifecycle.js';
import { ProjectionStates } from './projection-states.js';

/** A runner without a heartbeat for this long counts as gone. */
const SILENCE_LIMIT_S = 15;

/** Checks that readiness depends on, each `ok` or what is wrong. */
export type Checks = Record<'process' | 'database' | 'event_store' | 'projections', string>;

/** Checks, and warnings that do not affect readiness. */
export interface ReadinessReport {
  readonly checks: Checks;
  /** Each a sentence. */
  readonly warnings: readonly string[];
}

/** Checks whether this process can serve requests. */
@Injectable()
export class Readiness {
  private readonly beganMs = performance.now();
  private caughtUp = false;
  private checking: Promise<ReadinessReport> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly projections: ProjectionStates,
    private readonly lifecycle: Lifecycle,
    private readonly stripe: StripeAccess,
  ) {}

  /** Runs all checks; concurrent callers share the result. */
  check(): Promise<ReadinessReport> {
    this.checking ??= this.look().finally(() => (this.checking = undefined));
    return this.checking;
  }

  private async look(): Promise<ReadinessReport> {
    const warnings = [...this.stripe.warnings];
    const [database, event_store, projections] = await Promise.all([
      answered(probeDatabase(this.pool)),
      answered(probeEventStore(this.store)),
      answered(this.probeProjections(warnings)),
    ]);
    const process = this.lifecycle.check;
    return { checks: { process, database, event_store, projections }, warnings };
  }

  /**
   * Projections must have been live once since this process started; then it is enough that some
   * process runs them. A stopped one is only a warning: debits continue, and no other process would
   * be better.
   */
  private async probeProjections(warnings: string[]): Promise<string> {
    const aliveForS = (performance.now() - this.beganMs) / 1_000;
    const all = await this.projections.all();
    const silent = all.filter(({ silent_seconds: s }) => s > Math.min(SILENCE_LIMIT_S, aliveForS));
    if (silent.length > 0) return `nobody runs ${namesOf(silent)}`;
    const behind = all.filter(({ state }) => state !== 'live');
    if (behind.length > 0 && !this.caughtUp) return `not caught up: ${namesOf(behind)}`;
    this.caughtUp = true;
    for (const { name } of all.filter(({ state }) => state === 'stopped')) {
      warnings.push(`the projection ${name} has stopped: GET /v1/ops/projections says why`);
    }
    return 'ok';
  }
}

const namesOf = (all: readonly { readonly name: string }[]) =>
  all.map(({ name }) => name).join(', ');

/** Whether the database answers and has the expected schema. */
export async function probeDatabase(pool: Pool): Promise<string> {
  if (!(await isMigrated(pool))) return 'migrations are missing';
  // Debits on uncached accounts depend on it.
  await pool.query('SELECT 1 FROM app.operations LIMIT 1');
  return failingWritesOf(pool) ?? 'ok';
}

/** Whether the event store answers and accepts events. */
export async function probeEventStore(store: EventStore): Promise<string> {
  await store.head();
  return store.failingWrites ?? 'ok';
}
