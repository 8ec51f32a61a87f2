/** Jobs of the queues, what is told of them, and the errors that control their retries. */
import type { QueueName } from './rules.js';

/** JSON data of a job. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A job to add to a queue. */
export interface JobSpec {
  readonly queue: QueueName;
  /** Kind of job; a queue may handle several. */
  readonly name: string;
  /** At most 64 KiB as JSON. */
  readonly data: Json;
  /** Deduplicates: adding an id that is still kept does nothing. Usually the id of an event. */
  readonly jobId: string;
  /** Delay before the first attempt; 0 by default. */
  readonly delayMs?: number;
}

/** A job being processed. */
export interface ActiveJob {
  readonly id: string;
  readonly name: string;
  /** As it was added, parsed from JSON; the processor validates it. */
  readonly data: unknown;
  /** 1 for the first attempt. An attempt cut off by a crash does not count. */
  readonly attempt: number;
  /** Aborts when this process shuts down; another process then repeats the job. */
  readonly signal: AbortSignal;
}

/** Number of jobs in a queue by state. */
export type QueueCounts = Readonly<Record<'waiting' | 'active' | 'delayed' | 'failed', number>>;

/** A job that was given up, and why. */
export interface FailedJob {
  readonly id: string;
  readonly name: string;
  readonly attempts: number;
  readonly error: string;
  readonly failedAtMs: number | undefined;
}

/** Processes jobs of a queue; throwing schedules another attempt. */
export type Processor = (job: ActiveJob) => Promise<void>;

/** Thrown by a processor to set the delay before the next attempt. */
export class RetryAfter extends Error {
  constructor(
    readonly afterMs: number,
    options: { readonly cause: unknown },
  ) {
    super('to be tried again', options);
    this.name = 'TryAgainAfter';
  }
}

/** Thrown by a processor when retrying is of no use. */
export class PermanentFailure extends Error {
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'NeverAgain';
  }
}
