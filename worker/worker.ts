import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { EventStore } from '../platform/event-store/event-store.js';
import type { Logger } from '../platform/log.js';
import { ThrottledWarnings } from '../platform/failures/throttled-warnings.js';
import { retrying } from '../platform/patience/back-off.js';
import {
  PermanentFailure,
  queueNames,
  Queues,
  type QueueName,
  type ActiveJob,
} from '../platform/queues/queues.js';
import { LOG } from '../api/http/log.js';
import { MailOutbox } from '../api/mails/outbox.js';
import { followLog } from './reactions/follow.js';
import { Handlers } from './handlers.js';
import { JobCounters } from './metrics/job-counters.js';

const CONCURRENCY: Readonly<Record<QueueName, number>> = {
  sweeps: 3,
  payments: 4,
  // For all endpoints: deliveries mostly wait for others and cost little.
  deliveries: 80,
};
const PAUSES = { firstMs: 250, longestMs: 10_000 };
/** How often sweeps are scheduled again, in case the queues lost them. */
const PLAN_PERIOD_MS = 10_000;

/**
 * Processes the jobs of all queues and turns facts into webhooks; any number of workers run side by
 * side.
 */
@Injectable()
export class Worker {
  private readonly ending = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private taking = false;

  constructor(
    private readonly queues: Queues,
    private readonly handlers: Handlers,
    private readonly counters: JobCounters,
    private readonly mails: MailOutbox,
    private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Starts; waits for unavailable stores. */
  start(): void {
    const { queues, store, clock, mails, log } = this;
    const { signal } = this.ending;
    const databaseUrl = this.config.need('directUrl');
    if (!this.config.mail) log.info('no mails are sent: SMTP_URL is not set');
    this.running = Promise.all([
      this.work(signal),
      followLog({ databaseUrl, store, clock, queues, mails, log, signal }),
    ]);
  }

  /** Whether jobs of all queues are being taken. */
  get isTaking(): boolean {
    return this.taking && !this.ending.signal.aborted;
  }

  /** Takes no more jobs; active ones get `drainMs` to finish. */
  async stop(drainMs: number): Promise<void> {
    this.ending.abort();
    await Promise.all([this.queues.close(drainMs), this.running]);
  }

  private async work(signal: AbortSignal): Promise<void> {
    for (const name of queueNames) {
      await this.persist(signal, () => this.take(name));
    }
    this.taking = true;
    if (!signal.aborted) this.log.info('the worker takes jobs');
    while (!signal.aborted) {
      await this.persist(signal, () => this.plan());
      await sleep(PLAN_PERIOD_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async take(queue: QueueName): Promise<void> {
    const known = new Map(Object.entries(this.handlers.of[queue]));
    if (known.size === 0) return;
    const attempt = async (job: ActiveJob): Promise<void> => {
      const handle = known.get(job.name);
      if (!handle) throw new PermanentFailure(`nobody knows what to do with ${queue}/${job.name}`);
      await handle(job);
    };
    await this.queues.work(queue, { concurrency: CONCURRENCY[queue] }, (job) =>
      this.counters.counted(queue, () => attempt(job)),
    );
  }

  private async plan(): Promise<void> {
    for (const { name, everyMs } of this.handlers.recurring) {
      await this.queues.every('sweeps', name, everyMs);
    }
  }

  /** Retries an action that fails while a server is unavailable. */
  private async persist(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
    const complaints = new ThrottledWarnings(this.log);
    await retrying(act, {
      pauses: PAUSES,
      signal,
      onFailure: (error, pauseMs) =>
        complaints.warn(error, { pauseMs }, 'the job queues are unavailable: trying again'),
    });
  }
}
