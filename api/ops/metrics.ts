import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Counter, Gauge, Registry } from 'prom-client';
import { EventStore } from '../../platform/event-store/event-store.js';
import { countResumptions } from '../../platform/event-store/connection/resumptions.js';
import { BalanceStreams } from '../balance-stream/balance-streams.js';
import { RequestMetrics } from '../http/request-metrics.js';
import { JobFigures } from './job-figures.js';
import { ProjectionStates, type ProjectionState } from './projection-states.js';

/** Collects this process's Prometheus metrics, served on a separate port. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly scrapeFailures = new Counter({
    name: 'scrip_metrics_failures_total',
    help: 'Scrapes for which the projections could not be asked',
    registers: [this.registry],
  });

  constructor(
    private readonly store: EventStore,
    private readonly pool: Pool,
    private readonly projections: ProjectionStates,
    private readonly streams: BalanceStreams,
    jobs: JobFigures,
    requests: RequestMetrics,
  ) {
    requests.addTo(this.registry);
    this.addStoreGauges();
    this.addProjectionGauges();
    jobs.addTo(this.registry);
  }

  private addStoreGauges(): void {
    const { store, pool } = this;
    countResumptions(this.registry, store.connection);
    this.gauge('scrip_event_store_mailboxes', 'Streams that commands wait for', () => {
      return store.stats().openMailboxes;
    });
    this.gauge('scrip_event_store_cached_streams', 'Folded streams in memory', () => {
      return store.stats().cachedStreams;
    });
    this.gauge('scrip_event_store_cached_bytes', 'Rough size of the folded streams', () => {
      return store.stats().cachedBytes;
    });
    this.counter('scrip_snapshot_failures_total', 'Snapshots that could not be kept', () => {
      return store.stats().snapshotFailures;
    });
    this.gauge('scrip_database_connections', 'Connections of the pool', () => pool.totalCount);
    this.gauge('scrip_balance_streams', 'Live balances that are open', () => this.streams.size);
    this.gauge('scrip_database_waiting', 'Requests that wait for one', () => pool.waitingCount);
  }

  private counter(name: string, help: string, read: () => number): void {
    const registers = [this.registry];
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  private gauge(name: string, help: string, read: () => number): void {
    const registers = [this.registry];
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }

  private addProjectionGauges(): void {
    this.projectionGauge('scrip_projection_up', '1 live, 0 catching up or stopped', ({ state }) =>
      state === 'live' ? 1 : 0,
    );
    this.projectionGauge(
      'scrip_projection_lag_seconds',
      'Age of the last event that a projection handled; 0 when it is live',
      ({ lag_seconds }) => lag_seconds ?? 0,
    );
  }

  private projectionGauge(
    name: string,
    help: string,
    read: (state: ProjectionState) => number,
  ): void {
    const { projections, scrapeFailures, registry } = this;
    new Gauge({
      name,
      help,
      labelNames: ['projection'] as const,
      registers: [registry],
      async collect() {
        try {
          for (const state of await projections.all()) {
            this.set({ projection: state.name }, read(state));
          }
        } catch {
          scrapeFailures.inc();
        }
      },
    });
  }
}
