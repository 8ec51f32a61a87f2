import type * as BullMq from 'bullmq';
import type { ConnectionOptions, Job, Queue, QueueOptions, Worker } from 'bullmq';
import type pg from 'pg';
import { createPool, failingWritesOf } from '../database/database.js';
import { loggedAs } from '../failures/expected-failure.js';
import { inTime } from '../health/health.js';
import type { Logger } from '../log.js';
import { Refusal } from '../refusal.js';
import { Repeated } from '../failures/repeated.js';
import { explainQueues } from './explain.js';
import { QueuesAway } from '../failures/queues-away.js';
import { NeverAgain, type JobSpec, type Processor } from './job.js';
import { bringUpToDate, SCHEMA } from './schema.js';
import { optionsOf, pauseMs, toBulk } from './options.js';
import { queueNames, queueRules, type QueueName } from './rules.js';

export { QueuesAway } from '../failures/queues-away.js';
export { NeverAgain, TryAgainAfter } from './job.js';
export type { JobSpec, Json, Processor, TakenJob } from './job.js';
export { queueNames, type QueueName } from './rules.js';

/** How many jobs of a queue wait, are being done, wait for another attempt, and have failed. */
export type QueueCounts = Readonly<Record<'waiting' | 'active' | 'delayed' | 'failed', number>>;

/** What queues are opened with: on Redis when its URL is given, else on PostgreSQL. */
export interface QueuesOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Connections to PostgreSQL at most, if queues are there; each queue worked on holds one. */
  readonly maxConnections: number;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** How a worker takes jobs. */
export interface WorkOptions {
  /** Jobs at once in this process. */
  readonly concurrency: number;
}

const MAX_JOBS_PER_WRITE = 500;
const MAX_JOBS_PER_TIDYING = 5_000;
const ANSWER_LIMIT_MS = 5_000;
/** A Redis that is away is tried again after that, each time later. */
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 2_000;
/** To say goodbye to a server. */
const CLOSE_LIMIT_MS = 1_000;
/** The server ends a statement of a queue that runs longer. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** Queues and workers that share the pool, each with an ear for its errors. */
const MAX_SHARERS = 50;
const PREFIX = 'scrip';
/** As often is a job given back after a crash: one that kills its workers comes to rest. */
const MAX_CRASHES_PER_JOB = 20;

/** The library, loaded when it is needed: it costs 0.4 s and 30 MB. */
type Loaded = typeof BullMq;

/**
 * The job queues of a process: BullMQ on PostgreSQL (schema `bullmq`), or on Redis. Nothing is
 * loaded or connected before the first use. A job is done at least once; processors are idempotent.
 */
export class Queues {
  private readonly queues = new Map<QueueName, Queue>();
  private readonly workers = new Set<Worker>();
  private readonly ending = new AbortController();
  /** From now on nobody tries to reach a server that is away. */
  private left = false;
  private prepared: Promise<Loaded> | undefined;
  /** All connections to PostgreSQL, for all queues; undefined on Redis. */
  private readonly pool: pg.Pool | undefined;
  private readonly complaints: Repeated;
  /** What a server said last that does not let us in. */
  private refused: Refusal | undefined;

  constructor(private readonly options: QueuesOptions) {
    const { databaseUrl: url, redisUrl, maxConnections, log } = options;
    this.complaints = new Repeated(log);
    if (redisUrl !== undefined) return;
    this.pool = createPool({
      url,
      application: 'scrip-queues',
      maxConnections,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      searchPath: SCHEMA,
      log,
    }).setMaxListeners(MAX_SHARERS);
  }

  /** Adds a job, unless one with its id is kept. Throws QueuesAway. */
  add(job: JobSpec): Promise<void> {
    return this.addAll([job]);
  }

  /** Adds jobs of any queues, in order; cut off in the middle, it can be repeated. QueuesAway. */
  async addAll(jobs: readonly JobSpec[]): Promise<void> {
    for (const name of queueNames) {
      const ours = jobs.filter(({ queue }) => queue === name);
      for (let at = 0; at < ours.length; at += MAX_JOBS_PER_WRITE) {
        const part = ours.slice(at, at + MAX_JOBS_PER_WRITE).map(toBulk);
        await this.asked(name, (queue) => queue.addBulk(part));
      }
    }
  }

  /** Adds a job of this name every so often, once for all processes that say so. QueuesAway. */
  async every(queue: QueueName, name: string, everyMs: number): Promise<void> {
    await this.asked(queue, (asked) =>
      asked.upsertJobScheduler(
        name,
        { every: everyMs },
        { name, data: {}, opts: optionsOf(queue) },
      ),
    );
  }

  /** Takes jobs of a queue until `close`. */
  async work(name: QueueName, options: WorkOptions, processor: Processor): Promise<void> {
    const bull = await this.prepare();
    const { concurrency } = options;
    const { signal } = this.ending;
    const rules = queueRules[name];
    const worker = new bull.Worker(name, (job) => attempt(bull, job, processor, signal), {
      ...this.connected(),
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
  }

  /** Why jobs could not be written lately, in a few words; undefined when all could. */
  get failing(): string | undefined {
    return this.pool && failingWritesOf(this.pool);
  }

  /** How many jobs each queue has. Throws QueuesAway. */
  async counts(name: QueueName): Promise<QueueCounts> {
    const counts = await this.asked(name, (queue) =>
      queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    );
    const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
    return { waiting, active, delayed, failed };
  }

  /** Forgets jobs that were kept long enough; a few thousand of each kind at most. QueuesAway. */
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
   * Takes no more jobs and disconnects. Jobs under way see their signal abort; those that have not
   * ended after `drainMs` are left to whoever finds them without a sign of life.
   */
  async close(drainMs: number): Promise<void> {
    this.ending.abort();
    const [workers, queues] = [[...this.workers], [...this.queues.values()]];
    this.workers.clear();
    this.queues.clear();
    await inTime(Promise.allSettled(workers.map((worker) => worker.pause())), drainMs);
    // Both clients would wait for a server that is away, and for a job that never ends.
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
      return await within(this.queue(name).then(ask));
    } catch (error) {
      const cause = explainQueues(error, this.options.redisUrl);
      // A client that is refused goes on trying: why was said while it was waited for.
      throw new QueuesAway({ cause: this.refused ?? cause });
    }
  }

  private async queue(name: QueueName): Promise<Queue> {
    const bull = await this.prepare();
    const open = this.queues.get(name);
    if (open) return open;
    const queue = new bull.Queue(name, this.connected());
    queue.on('error', (error) => this.complain(error, name, 'a queue is away'));
    this.queues.set(name, queue);
    return queue;
  }

  /** Loads BullMQ and brings its schema up to date, once; what failed is tried again when asked. */
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
    // The backend takes a pool; the types of Queue and Worker know the options of Redis.
    return { connection: this.pool as unknown as ConnectionOptions };
  }

  private complain(error: unknown, queue: QueueName, message: string): void {
    const cause = explainQueues(error, this.options.redisUrl);
    if (cause instanceof Refusal) this.refused = cause;
    this.complaints.warn(new QueuesAway({ cause }), { queue }, message);
  }
}

async function load(pool: pg.Pool | undefined): Promise<Loaded> {
  const bull = await import('bullmq');
  if (!pool) {
    bull.setDefaultBackendFactory(bull.createRedisBackend);
    return bull;
  }
  bull.setDefaultBackendFactory(bull.createPostgresBackend);
  await bringUpToDate(bull, pool);
  return bull;
}

/** One attempt at a job. */
async function attempt(
  bull: Loaded,
  job: Job,
  processor: Processor,
  signal: AbortSignal,
): Promise<void> {
  const { id = '', name, attemptsMade, opts } = job;
  const data: unknown = job.data;
  const isLastAttempt = attemptsMade + 1 >= (opts.attempts ?? 1);
  try {
    await processor({ id, name, data, attempt: attemptsMade + 1, isLastAttempt, signal });
  } catch (error) {
    if (!(error instanceof NeverAgain)) throw error;
    throw new bull.UnrecoverableError(error.message);
  }
}

/** The answer, or an error when it takes too long: clients of both servers wait for ever. */
async function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), ANSWER_LIMIT_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
