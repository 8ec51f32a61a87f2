import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EventStore } from '../platform/event-store/event-store.js';
import { answered, type Checks } from '../platform/health/health.js';
import { memoize } from '../platform/memoize.js';
import { Queues } from '../platform/queues/queues.js';
import { Lifecycle } from '../api/ops/lifecycle.js';
import { probeDatabase, probeEventStore } from '../api/ops/readiness.js';
import { Worker } from './worker.js';

/** Checks whether a worker can do its work. */
@Injectable()
export class WorkerHealth {
  /** Runs all checks; concurrent calls share the result. */
  readonly check: () => Promise<Checks> = memoize(() => this.look(), 0);

  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly queues: Queues,
    private readonly lifecycle: Lifecycle,
    private readonly worker: Worker,
  ) {}

  private async look(): Promise<Checks> {
    const [database, event_store, queues] = await Promise.all([
      answered(probeDatabase(this.pool)),
      answered(probeEventStore(this.store)),
      answered(this.queues.counts('sweeps').then(() => this.queues.failing ?? 'ok')),
    ]);
    const process = this.lifecycle.check;
    const jobs = this.worker.isTaking ? 'ok' : 'not taken yet';
    return { process, database, event_store, queues, jobs };
  }
}
