import { Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { inTime } from '../../platform/patience/timeout.js';
import { memoize } from '../../platform/memoize.js';
import { ReadJobStates, type QueueState } from './job-states.js';

/** Limits how often scrapes query the queues. */
const KEEP_MS = 5_000;
/** Limits how long a scrape waits for unavailable queues. */
const ANSWER_LIMIT_MS = 2_000;

/** Pending work; undefined if its store does not answer. */
interface Figures {
  readonly queues: readonly QueueState[] | undefined;
  readonly unbookable: number | undefined;
  readonly deadEndpoints: number | undefined;
}

/** Exports the counts of `GET /v1/ops/jobs` to Prometheus, some seconds old. */
@Injectable()
export class JobFigures {
  private readonly recent: () => Promise<Figures> = memoize(() => this.read(), KEEP_MS);

  constructor(private readonly states: ReadJobStates) {}

  /** Registers gauges that query when scraped. */
  addTo(registry: Registry): void {
    const { recent } = this;
    const registers = [registry];
    new Gauge({
      name: 'scrip_job_queues_up',
      help: '1 when the job queues answer; 0: there is no scrip_jobs either',
      registers,
      async collect() {
        this.set((await recent()).queues ? 1 : 0);
      },
    });
    new Gauge({
      name: 'scrip_jobs',
      help: 'Jobs of all processes by queue: waiting, active, delayed (to try again), failed',
      labelNames: ['queue', 'state'] as const,
      registers,
      async collect() {
        const { queues = [] } = await recent();
        this.reset();
        for (const { queue, ...counts } of queues) {
          for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count);
        }
      },
    });
    const count = (name: string, help: string, of: (figures: Figures) => number | undefined) =>
      new Gauge({
        name,
        help: `${help}; absent while nobody can say`,
        registers,
        async collect() {
          const value = of(await recent());
          if (value === undefined) this.remove();
          else this.set(value);
        },
      });
    count(
      'scrip_unbookable_accounts',
      'Accounts for which what is due cannot be booked',
      ({ unbookable }) => unbookable,
    );
    count(
      'scrip_webhook_endpoints_disabled',
      'Webhook endpoints disabled because nothing arrived there',
      ({ deadEndpoints }) => deadEndpoints,
    );
  }

  private async read(): Promise<Figures> {
    const [queues, unbookable, deadEndpoints] = await Promise.all([
      inTime(this.states.queues(), ANSWER_LIMIT_MS),
      inTime(this.states.unbookable(), ANSWER_LIMIT_MS),
      inTime(this.states.deadEndpoints(), ANSWER_LIMIT_MS),
    ]);
    return { queues, unbookable, deadEndpoints };
  }
}
