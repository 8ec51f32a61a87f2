import type { QueueName } from './rules.js';

/** What can be kept with a job. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A job to be done once. */
export interface JobSpec {
  readonly queue: QueueName;
  /** What to do; a queue may know several. */
  readonly name: string;
  /** At most 64 KiB as JSON. */
  readonly data: Json;
  /** Usually the id of the fact it follows from: adding it again while it is kept does nothing. */
  readonly jobId: string;
  /** How long it waits before its first attempt; not at all unless told. */
  readonly delayMs?: number;
}

/** A job that is being done. */
export interface TakenJob {
  readonly id: string;
  readonly name: string;
  /** As it was added; it went through JSON, whoever reads it checks its shape. */
  readonly data: unknown;
  /** 1 for the first attempt. An attempt cut off by a crash is not counted. */
  readonly attempt: number;
  /** When this attempt fails there is no other. */
  readonly isLastAttempt: boolean;
  /** Aborts when this process is to end: what is not done soon is done again by another. */
  readonly signal: AbortSignal;
}

/** What does the jobs of a queue; throwing makes the job wait and be tried again. */
export type Processor = (job: TakenJob) => Promise<void>;

/** Thrown by a processor that knows better than the rules when to try again. */
export class TryAgainAfter extends Error {
  constructor(
    readonly afterMs: number,
    options: { readonly cause: unknown },
  ) {
    super('to be tried again', options);
    this.name = 'TryAgainAfter';
  }
}

/** Thrown by a processor when trying again is of no use. */
export class NeverAgain extends Error {
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'NeverAgain';
  }
}
