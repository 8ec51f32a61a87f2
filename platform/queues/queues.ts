import type { ConnectionOptions, Queue, QueueOptions, Worker } from 'bullmq';
import type pg from 'pg';
import { failingWritesOf } from '../database/database.js';
import { loggedAs } from '../failures/expected-failure.js';
import { inTime, withTimeout } from '../patience/timeout.js';
import type { Logger } from '../log.js';
import { Refusal } from '../refusal.js';
import { ThrottledWarnings } from '../failures/throttled-warnings.js';
import { attempt, load, openPool, type Loaded } from './bullmq.js';
import { explainQueues } from './explain.js';
import { QueuesUnavailable } from '../failures/queues-unavailable.js';
import type { FailedJob, JobSpec, Processor, QueueCounts } from './job.js';
import { JoinedWrites } from './joined-writes.js';
import { optionsOf, pauseMs, toBulk, type BulkJob } from './options.js';
import { queueNames, queueRules, type QueueName } from './rules.js';

export { QueuesUnavailable } from '../failures/queues-unavailable.js';
export { PermanentFailure, RetryAfter } from './job.js';
export type { JobSpec, Json, Processor, ActiveJob, FailedJob, QueueCounts } from './job.js';
export { queueNames, type QueueName } from './rules.js';

/** Options of the queues: on Redis if its URL is given, otherwise on PostgreSQL. */
export interface QueuesOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Maximum connections to PostgreSQL; each queue being worked on holds one. */
  readonly maxConnections: number;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** Options of a worker. */
export interface WorkOptions {
  /** Concurrent jobs in this process. */
  readonly concurrency: number;
}

const MAX_JOBS_PER_WRITE = 500;
const MAX_JOBS_PER_TIDYING = 5_000;
const MAX_JOBS_PER_ASKING = 50;
/** States of a job that does nothing any more; `unknown`: there is none. */
const OVER: ReadonlySet<string> = new Set(['completed', 'failed', 'unknown']);
const ANSWER_LIMIT_MS = 5_000;
/** First delay before reconnecting to Redis; later ones grow. */
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 2_000;
/** Time limit for closing a connection. */
const CLOSE_LIMIT_MS = 1_000;
const PREFIX = 'scrip';
/** Times a job is retried after its worker crashed: one that kills workers fails in the end. */
const MAX_CRASHES_PER_JOB = 20;

/**
 * The job queues of a process: BullMQ on PostgreSQL (schema `bullmq`) or Redis. Loads and connects
 * on first use. Jobs run at least once; processors must be idempotent.
 */
export class Queues {
  private readonly queues = new Map<QueueName, Queue>();
  private readonly writes = new Map<QueueName, JoinedWrites<BulkJob>>();
  private readonly workers = new Set<Worker>();
  private readonly ending = new AbortController();
  /** Set on closing: stop reconnecting. */
  private left = false;
  private prepared: Promise<Loaded> | undefined;
  /** PostgreSQL pool shared by all queues; undefined on Redis. */
  private readonly pool: pg.Pool | undefined;
  private readonly complaints: ThrottledWarnings;
  /** The last refusal of a server. */
  private refused: Refusal | undefined;

  constructor(private readonly options: QueuesOptions) {
    this.complaints = new ThrottledWarnings(options.log);
    if (options.redisUrl === undefined) this.pool = openPool(options);
  }

  /** Adds a job, unless one with its id is kept. Throws QueuesUnavailable. */
  add(job: JobSpec): Promise<void> {
    return this.addAll([job]);
  }

  /** Adds jobs in order; safe to repeat after a failure. Throws QueuesUnavailable. */
  async addAll(jobs: readonly JobSpec[]): Promise<void> {
    for (const name of queueNames) {
      const ours = jobs.filter(({ queue }) => queue === name);
      for (let at = 0; at < ours.length; at += MAX_JOBS_PER_WRITE) {
        const part = ours.slice(at, at + MAX_JOBS_PER_WRITE).map(toBulk);
        await this.asked(name, () => this.writesTo(name).add(part));
      }
    }
  }

  /** Schedules a repeating job, once for all processes. Throws QueuesUnavailable. */
  async every(queue: QueueName, name: string, everyMs: number): Promise<void> {
    await this.asked(queue, (asked) =>
      asked.upsertJobScheduler(
        name,
        { every: everyMs },
        { name, data: {}, opts: optionsOf(queue) },
      ),
    );
  }

  /** Processes jobs of a queue until `close`. Throws QueuesUnavailable. */
  async work(name: QueueName, options: WorkOptions, processor: Processor): Promise<void> {
    const bull = await this.prepare();
    const { concurrency } = options;
    const { signal } = this.ending;
    const rules = queueRules[name];
    const worker = new bull.Worker(name, (job) => attempt(bull, job, processor, signal), {
      ...this.connected(),
      autorun: false,
      concurrency,
      lockDuration: rules.lockMs,
      stalledInterval: rules.lockMs,
      maxStalledCount: MAX_CRASHES_PER_JOB,
      settings: { backoffStrategy: (attempts, _type, error) => pauseMs(rules, attempts, error) },
    });
    const { log } = this.options;
    worker.on('error', (error) => this.complain(error, name, 'no jobs come in'));
    worker.on('failed', (job, error) => {
      const said = { queue: name, job: job?.name, job_id: job?.id, attempt: job?.attemptsMade };
      log.warn({ ...loggedAs(error), ...said }, 'an attempt at a job failed');
    });
    this.workers.add(worker);
    try {
      await inLimit(worker.waitUntilReady());
    } catch (error) {
      // BullMQ never gets over a first connection that failed.
      this.workers.delete(worker);
      void worker.close(true).catch(() => undefined);
      throw new QueuesUnavailable({ cause: explainQueues(error, this.options.redisUrl) });
    }
    worker.run().catch((error: unknown) => this.complain(error, name, 'no jobs come in'));
  }

  /** Why jobs could not be written lately, in a few words; undefined if none failed. */
  get failing(): string | undefined {
    return this.pool && failingWritesOf(this.pool);
  }

  /** Counts the jobs of a queue. Throws QueuesUnavailable. */
  async counts(name: QueueName): Promise<QueueCounts> {
    const counts = await this.asked(name, (queue) =>
      queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    );
    const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
    return { waiting, active, delayed, failed };
  }

  /** Jobs that were given up, the newest first unless told otherwise. Throws QueuesUnavailable. */
  async failed(name: QueueName, limit: number, order: 'newest' | 'oldest' = 'newest') {
    const jobs = await this.asked(name, (queue) =>
      queue.getJobs(['failed'], 0, limit - 1, order === 'oldest'),
    );
    return jobs.map(
      ({ id = '', name: kind, attemptsMade, failedReason, finishedOn }): FailedJob => ({
        id,
        name: kind,
        attempts: attemptsMade,
        error: failedReason,
        failedAtMs: finishedOn,
      }),
    );
  }

  /** Retries a job that was given up; false if it is no such job. Throws QueuesUnavailable. */
  retry(name: QueueName, id: string): Promise<boolean> {
    return this.asked(name, async (queue) => {
      const job = await queue.getJob(id);
      if (!job || !(await job.isFailed())) return false;
      await job.retry('failed');
      return true;
    });
  }

  /** Those of the jobs that wait, run, or are to be tried again. Throws QueuesUnavailable. */
  async unfinished(name: QueueName, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const unfinished = new Set<string>();
    for (let at = 0; at < ids.length; at += MAX_JOBS_PER_ASKING) {
      const part = ids.slice(at, at + MAX_JOBS_PER_ASKING);
      await this.asked(name, async (queue) => {
        const states = await Promise.all(part.map((id) => queue.getJobState(id)));
        for (const [n, id] of part.entries()) if (!OVER.has(states[n] ?? '')) unfinished.add(id);
      });
    }
    return unfinished;
  }

  /** Removes expired jobs, a few thousand of each kind at most. Throws QueuesUnavailable. */
  async tidy(): Promise<void> {
    for (const name of queueNames) {
      const { keepDoneSeconds, keepFailedSeconds } = queueRules[name];
      await this.asked(name, async (queue) => {
        await queue.clean(keepDoneSeconds * 1_000, MAX_JOBS_PER_TIDYING, 'completed');
        await queue.clean(keepFailedSeconds * 1_000, MAX_JOBS_PER_TIDYING, 'failed');
      });
    }
  }

  /**
   * Takes no more jobs and disconnects. Aborts the signal of active jobs; those not finished after
   * `drainMs` are retried by another worker once their lock expires.
   */
  async close(drainMs: number): Promise<void> {
    this.ending.abort();
    const [workers, queues] = [[...this.workers], [...this.queues.values()]];
    this.workers.clear();
    this.queues.clear();
    await inTime(Promise.allSettled(workers.map((worker) => worker.pause())), drainMs);
    // Both clients would wait for an unavailable server, and for a job that never ends.
    this.left = true;
    const closing = [
      ...workers.map((worker) => worker.close(true)),
      ...queues.map((queue) => queue.close()),
    ];
    await inTime(Promise.allSettled(closing), CLOSE_LIMIT_MS);
    if (this.pool) await inTime(this.pool.end(), CLOSE_LIMIT_MS);
  }

  private async asked<T>(name: QueueName, ask: (queue: Queue) => Promise<T>): Promise<T> {
    this.refused = undefined;
    try {
      return await inLimit(this.queue(name).then(ask));
    } catch (error) {
      const cause = explainQueues(error, this.options.redisUrl);
      // A refused client keeps retrying; report the refusal seen meanwhile.
      throw new QueuesUnavailable({ cause: this.refused ?? cause });
    }
  }

  /** Jobs that arrive while others are written go out together: a write costs milliseconds. */
  private writesTo(name: QueueName): JoinedWrites<BulkJob> {
    const open = this.writes.get(name);
    if (open) return open;
    const writes = new JoinedWrites<BulkJob>((jobs) =>
      inLimit(this.queue(name).then((queue) => queue.addBulk([...jobs]))).then(() => undefined),
    );
    this.writes.set(name, writes);
    return writes;
  }

  private async queue(name: QueueName): Promise<Queue> {
    const bull = await this.prepare();
    const queue = this.queues.get(name) ?? this.openQueue(bull, name);
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      // BullMQ never gets over a first connection that failed: the next ask opens another.
      if (this.queues.get(name) === queue) {
        this.queues.delete(name);
        void queue.close().catch(() => undefined);
      }
      throw error;
    }
  }

  private openQueue(bull: Loaded, name: QueueName): Queue {
    const queue = new bull.Queue(name, this.connected());
    queue.on('error', (error) => this.complain(error, name, 'a queue is away'));
    this.queues.set(name, queue);
    return queue;
  }

  /** Loads BullMQ and updates its schema once; retries on the next call after a failure. */
  private prepare(): Promise<Loaded> {
    this.prepared ??= load(this.pool).catch((error: unknown) => {
      this.prepared = undefined;
      throw error;
    });
    return this.prepared;
  }

  private connected(): QueueOptions {
    const { redisUrl } = this.options;
    if (redisUrl !== undefined) {
      const retryStrategy = (times: number) =>
        this.left ? null : Math.min(times * FIRST_RETRY_MS, MAX_RETRY_MS);
      const connection = { url: redisUrl, maxRetriesPerRequest: null, retryStrategy };
      return { prefix: PREFIX, connection };
    }
    // The PostgreSQL backend takes a pool, but the types of Queue and Worker only know Redis
    // options.
    return { connection: this.pool as unknown as ConnectionOptions };
  }

  private complain(error: unknown, queue: QueueName, message: string): void {
    const cause = explainQueues(error, this.options.redisUrl);
    if (cause instanceof Refusal) this.refused = cause;
    this.complaints.warn(new QueuesUnavailable({ cause }), { queue }, message);
  }
}

const inLimit = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  withTimeout(answer, ANSWER_LIMIT_MS, () => {
    throw new Error('no answer');
  });
