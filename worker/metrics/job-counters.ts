import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { queueNames, type QueueName } from '../../platform/queues/queues.js';

/** Counts this process's jobs for Prometheus; served on the worker's own port. */
@Injectable()
export class JobCounters {
  readonly registry = new Registry();
  private readonly done = new Counter({
    name: 'scrip_jobs_done_total',
    help: 'Jobs that this process has done',
    labelNames: ['queue'] as const,
    registers: [this.registry],
  });
  private readonly failed = new Counter({
    name: 'scrip_job_attempts_failed_total',
    help: 'Attempts at jobs that failed in this process, those included that are made again',
    labelNames: ['queue'] as const,
    registers: [this.registry],
  });
  private readonly webhooks = new Counter({
    name: 'scrip_webhook_attempts_total',
    help: 'Webhooks that this process has sent, by whether their endpoint took them',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  private readonly mails = new Counter({
    name: 'scrip_mail_attempts_total',
    help: 'Attempts at mails that this process has made, by what came of each',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  constructor() {
    // Start at 0: rates need the first step too.
    for (const queue of queueNames) {
      this.done.inc({ queue }, 0);
      this.failed.inc({ queue }, 0);
    }
    for (const outcome of ['succeeded', 'failed']) this.webhooks.inc({ outcome }, 0);
    for (const outcome of ['sent', 'refused', 'later', 'unknown']) this.mails.inc({ outcome }, 0);
  }

  /** Counts one attempt at a job by its outcome. */
  async counted(queue: QueueName, attempt: () => Promise<void>): Promise<void> {
    try {
      await attempt();
    } catch (error) {
      this.failed.inc({ queue });
      throw error;
    }
    this.done.inc({ queue });
  }

  /** Counts one webhook sent. */
  readonly sent = (succeeded: boolean): void => {
    this.webhooks.inc({ outcome: succeeded ? 'succeeded' : 'failed' });
  };

  /** Counts one attempt at a mail. */
  readonly mailed = (outcome: 'sent' | 'refused' | 'later' | 'unknown'): void => {
    this.mails.inc({ outcome });
  };
}
