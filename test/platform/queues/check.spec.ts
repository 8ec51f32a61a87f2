import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createLogger } from '../../../platform/log.js';
import { Queues, QueuesUnavailable } from '../../../platform/queues/queues.js';
import { checkRedis } from '../../../platform/queues/check.js';
import { explainQueues } from '../../../platform/queues/explain.js';
import { refusalIn } from '../../../platform/refusal.js';
import { LogLines } from '../../support/product/log-lines.js';
import { backends, type QueueServer } from '../../support/stores/queues.js';

const redis = backends().find(({ name }) => name === 'Redis');

if (redis) {
  describe('a Redis that refuses us', () => {
    let server: QueueServer | undefined;
    let url: URL;
    const urlWith = (password: string) => {
      const own = new URL(url);
      own.password = password;
      return own.href;
    };

    beforeAll(async () => {
      server = await redis.start();
      url = new URL(server?.redisUrl ?? '');
      const client = new Redis(url.href);
      await client.config('SET', 'requirepass', 'right');
      await client.quit();
    });
    afterAll(() => server?.stop());

    it.each([
      ['hunter2', /^the Redis at 127\.0\.0\.1:\d+ refuses the user or password: correct them in/],
      ['', /^the Redis at 127\.0\.0\.1:\d+ asks for a password: /],
    ])('ends a start in one sentence: password "%s"', async (password, words) => {
      const refused = await checkRedis(urlWith(password)).catch((error: unknown) => error);
      expect(refusalIn(refused)?.isFinal).toBe(true);
      expect(String(refusalIn(refused)?.message)).toMatch(words);
      expect(String(refusalIn(refused)?.message)).not.toContain('hunter2');
    });

    it('lets in who is right', async () => {
      expect(await checkRedis(urlWith('right'))).toEqual([]);
    });

    it('is waited for where it is away, and that is said', async () => {
      const nobody = await checkRedis('redis://:hunter2@127.0.0.1:1');
      expect(nobody).toEqual([
        expect.stringMatching(/^no Redis answers at 127\.0\.0\.1:1 \(ECONN/),
      ]);
    });

    it('is named by the queues, once and without the password', async () => {
      const said = new LogLines();
      const log = createLogger('test', 'info', said);
      const redisUrl = urlWith('hunter2');
      const queues = new Queues({ databaseUrl: '', redisUrl, maxConnections: 1, log });
      for (let time = 0; time < 2; time += 1) {
        const refused = await queues.counts('sweeps').catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(QueuesUnavailable);
        expect(refusalIn(refused)?.brief).toBe('the user or password is refused (REDIS_URL)');
      }
      expect(said.lines.filter(({ msg }) => msg === 'a queue is away')).toHaveLength(1);
      expect(JSON.stringify(said.lines)).not.toContain('hunter2');
      await queues.close(0);
    });
  });
}

describe('what a Redis says', () => {
  it.each([
    [{ message: 'NOPERM this user has no permissions' }, /does not let this user work/],
    [{ message: 'READONLY You cannot write against a replica.' }, /cannot write: READONLY/],
    [{ message: 'x', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, /is not trusted .*NODE_EXTRA_CA/],
    [{ message: 'x', code: 'ENOTFOUND' }, /^no host is called cache:6379: correct REDIS_URL$/],
    [{ message: 'ERR DB index is out of range' }, /has no such database/],
  ])('is told in words: %j', ({ message, ...rest }, words) => {
    const error = Object.assign(new Error(message), rest);
    const explained = explainQueues(error, 'redis://u:hunter2@cache:6379');
    expect(explained instanceof Error && explained.message).toMatch(words);
    expect(String(explained)).not.toContain('hunter2');
  });

  it('stays as it is where it means something else', () => {
    const error = new Error('torn');
    expect(explainQueues(error, 'redis://cache')).toBe(error);
    expect(explainQueues(error, undefined)).toBe(error);
  });
});
