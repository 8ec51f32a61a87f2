import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../../platform/log.js';
import {
  PermanentFailure,
  Queues,
  RetryAfter,
  type ActiveJob,
} from '../../../platform/queues/queues.js';
import { administerOn, createDatabase, type TestDatabase } from '../../support/stores/postgres.js';
import { until } from '../../support/product/projections.js';
import { backends, type QueueServer } from '../../support/stores/queues.js';

/** A job of a process that was killed is given to another within 40 s. */
const HAND_OVER_LIMIT_MS = 50_000;

describe.each(backends())('job queues on $name', (backend) => {
  let database: TestDatabase;
  let server: QueueServer;
  const opened: Queues[] = [];
  beforeAll(async () => {
    database = await createDatabase();
    server = await backend.start();
  });
  afterAll(async () => {
    await Promise.all(opened.map((queues) => queues.close(1_000)));
    await server.stop();
    await database.drop();
  });

  const open = () => {
    const log = createLogger('test', 'silent');
    const { url: databaseUrl } = database;
    const queues = new Queues({ databaseUrl, redisUrl: server.redisUrl, maxConnections: 8, log });
    opened.push(queues);
    return queues;
  };
  let count = 0;
  const newId = () => `job-${(count += 1)}`;
  /** Whose jobs are done by `act`; they are told apart by their ids. */
  const taken: ActiveJob[] = [];
  const acts = new Map<string, (job: ActiveJob) => void | Promise<void>>();
  const attemptsAt = (id: string) => taken.filter((job) => job.id === id).length;
  beforeAll(async () => {
    for (const queues of [open(), open()]) {
      await queues.work('deliveries', { concurrency: 4 }, async (job) => {
        taken.push(job);
        await acts.get(job.id)?.(job);
      });
    }
  });

  /** The first time that this job is written down as done, its transaction is ended. */
  const loseTheEndOf = (id: string) =>
    administerOn(
      database.url,
      `SET search_path = bullmq;
       CREATE SEQUENCE ends;
       CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF nextval('bullmq.ends') = 1 THEN
           RAISE 'deadlock detected' USING ERRCODE = '40P01';
         END IF;
         RETURN NEW;
       END $$;
       CREATE TRIGGER lose BEFORE UPDATE ON job FOR EACH ROW
         WHEN (NEW.id = '${id}' AND NEW.state = 'completed') EXECUTE FUNCTION lose()`,
    );

  it('hand a job over as it was added, once', async () => {
    const jobId = newId();
    const data = { text: 'ü "quoted"', list: [1, null, { deep: true }] };
    await open().add({ queue: 'deliveries', name: 'deliver', data, jobId });
    await until(() => attemptsAt(jobId) === 1, 'the job to be done');
    const [job] = taken.filter(({ id }) => id === jobId);
    expect(job).toMatchObject({ name: 'deliver', data, attempt: 1 });
  });

  it('take a job with a known id once, from whichever process', async () => {
    const jobId = newId();
    const job = { queue: 'deliveries', name: 'deliver', data: {}, jobId } as const;
    await Promise.all([open().addAll([job, job]), open().add(job)]);
    await until(() => attemptsAt(jobId) === 1, 'the job to be done');
    await open().add(job);
    const marker = newId();
    await open().add({ ...job, jobId: marker });
    await until(() => attemptsAt(marker) === 1, 'a later job to be done');
    expect(attemptsAt(jobId)).toBe(1);
  });

  it('do many jobs, each once', async () => {
    const ids = Array.from({ length: 1_200 }, newId);
    const jobs = ids.map((jobId) => ({ queue: 'deliveries', name: 'n', data: {}, jobId }) as const);
    await open().addAll(jobs);
    await until(() => new Set(taken.map(({ id }) => id)).size >= count, 'all jobs to be done');
    expect(ids.filter((id) => attemptsAt(id) !== 1)).toEqual([]);
  });

  it('try again when a processor asks for it, and tell which attempt it is', async () => {
    const jobId = newId();
    acts.set(jobId, ({ attempt }) => {
      if (attempt < 3) throw new RetryAfter(5, { cause: new Error('not now') });
    });
    await open().add({ queue: 'deliveries', name: 'deliver', data: {}, jobId });
    await until(() => attemptsAt(jobId) === 3, 'the third attempt');
    expect(taken.filter(({ id }) => id === jobId).map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('count a job that is never to be tried again as failed', async () => {
    const [jobId, queues] = [newId(), open()];
    acts.set(jobId, () => {
      throw new PermanentFailure('of no use');
    });
    await queues.add({ queue: 'deliveries', name: 'deliver', data: {}, jobId });
    await until(async () => (await queues.counts('deliveries')).failed === 1, 'it to have failed');
    expect(attemptsAt(jobId)).toBe(1);
  });

  it('keep a job that fails for later, by the rules of its queue', async () => {
    const [jobId, queues] = [newId(), open()];
    acts.set(jobId, () => {
      throw new Error('not now');
    });
    await queues.add({ queue: 'deliveries', name: 'deliver', data: {}, jobId });
    await until(async () => (await queues.counts('deliveries')).delayed === 1, 'it to wait');
    expect(attemptsAt(jobId)).toBe(1);
  });

  it('tell which jobs wait, run or are to be tried again', async () => {
    const [done, running, failed, later, unknown] = [newId(), newId(), newId(), newId(), newId()];
    const queues = open();
    let finish: (() => void) | undefined;
    acts.set(running, () => new Promise((resolve) => (finish = resolve)));
    acts.set(failed, () => {
      throw new PermanentFailure('of no use');
    });
    const job = { queue: 'deliveries', name: 'deliver', data: {} } as const;
    const added = [done, running, failed].map((jobId) => ({ ...job, jobId }));
    await queues.addAll([...added, { ...job, jobId: later, delayMs: 600_000 }]);
    const all = [done, running, failed, later, unknown];
    const left = async () => [...(await queues.unfinished('deliveries', all))];
    await until(async () => (await left()).length === 2, 'two to have ended', left);
    await until(() => finish !== undefined, 'one to run');
    expect(await left()).toEqual([running, later]);
    finish?.();
    await until(async () => (await left()).length === 1, 'the third to end', left);
  });

  it('repeat a job for as long as somebody works, once for all who plan it', async () => {
    const seen: string[] = [];
    for (const queues of [open(), open()]) {
      await queues.every('sweeps', 'look', 200);
      await queues.work('sweeps', { concurrency: 2 }, ({ id }) => {
        seen.push(id);
        return Promise.resolve();
      });
    }
    await until(() => seen.length >= 4, 'four repetitions');
    expect(new Set(seen).size).toBe(seen.length);
  });

  describe('when no one else takes jobs', () => {
    beforeAll(async () => {
      await Promise.all(opened.splice(0).map((queues) => queues.close(1_000)));
    });

    it('give a job of a process that is gone to another', async () => {
      const [jobId, first, second] = [newId(), open(), open()];
      const began: string[] = [];
      await first.work('deliveries', { concurrency: 1 }, async ({ id, signal }) => {
        if (id !== jobId) return;
        began.push('first');
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        throw new Error('cut off');
      });
      await first.add({ queue: 'deliveries', name: 'react', data: {}, jobId });
      await until(() => began.length > 0, 'the first to begin');
      await second.work('deliveries', { concurrency: 1 }, ({ id }) => {
        // A job that waits for its next attempt since an earlier test comes here, too.
        if (id === jobId) began.push('second');
        return Promise.resolve();
      });
      await first.close(1_000);
      // Where its end could not be written in time, the job is found by its lock, which ends later.
      await until(
        () => began.length > 1,
        'the second to do it',
        () => began,
        HAND_OVER_LIMIT_MS,
      );
      expect(began).toEqual(['first', 'second']);
      await second.close(1_000);
    });

    it('try a sweep again that has lost a deadlock, also one over its own end, and no other', async () => {
      const [lost, lostAtItsEnd, broken, queues] = [newId(), newId(), newId(), open()];
      const all = [lost, lostAtItsEnd, broken];
      if (backend.name === 'PostgreSQL') await loseTheEndOf(lostAtItsEnd);
      const began: string[] = [];
      await queues.work('sweeps', { concurrency: 1 }, ({ id, attempt }) => {
        if (all.includes(id)) began.push(id);
        if (id === broken) throw new Error('the shelf is empty');
        return id === lost && attempt === 1
          ? administerOn(database.url, `DO 'BEGIN RAISE ''lost'' USING ERRCODE = ''40P01''; END'`)
          : Promise.resolve();
      });
      const job = { queue: 'sweeps', name: 'due', data: {} } as const;
      await queues.addAll(all.map((jobId) => ({ ...job, jobId })));
      const left = () => queues.unfinished('sweeps', all);
      await until(async () => (await left()).size === 0, 'all to have ended');
      const again = backend.name === 'PostgreSQL' ? [lost, lostAtItsEnd] : [lost];
      expect(began.sort()).toEqual([...all, ...again].sort());
      const failed = await queues.failed('sweeps', 10);
      expect(failed).toMatchObject([{ id: broken, attempts: 1 }]);
      await queues.close(1_000);
    });

    it('are let go of in the middle of a job that does not end, also where the server is gone', async () => {
      const [jobId, queues] = [newId(), open()];
      let finish: (() => void) | undefined;
      let isDone = false;
      await queues.work('deliveries', { concurrency: 1 }, async ({ id }) => {
        if (id !== jobId) return;
        await new Promise<void>((resolve) => (finish = resolve));
        isDone = true;
      });
      await queues.add({ queue: 'deliveries', name: 'react', data: {}, jobId });
      await until(() => finish !== undefined, 'it to begin');
      // That of PostgreSQL stays: the whole run needs it.
      await server.stop();
      await queues.close(50);
      expect(isDone).toBe(false);
      finish?.();
    });
  });
});
