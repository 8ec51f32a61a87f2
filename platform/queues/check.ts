import { types } from 'node:util';
import { Redis } from 'ioredis';
import { explainQueues, RedisRefusal } from './explain.js';

const CONNECT_TIMEOUT_MS = 3_000;
const OLDEST = [6, 2] as const;

/**
 * Checks the Redis of the job queues once, before use. Returns warnings for the operator, a
 * sentence each; does not wait for an unavailable server. Throws a Refusal if waiting does not
 * help.
 */
export async function checkRedis(url: string): Promise<string[]> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // `connect` only reports that it was closed; the reason comes as an earlier event.
  let said: Error | undefined;
  redis.on('error', (error: Error) => (said ??= error));
  try {
    await redis.connect();
    const info = await redis.info();
    if (said !== undefined) throw said;
    return judge(info);
  } catch (error) {
    const explained = explainQueues(said ?? error, url);
    if (explained instanceof RedisRefusal && explained.isFinal) throw explained;
    return [types.isNativeError(explained) ? explained.message : 'Redis is away'];
  } finally {
    redis.disconnect();
  }
}

function judge(info: string): string[] {
  const of = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1] ?? '';
  const version = of('redis_version');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new RedisRefusal(`Redis ${version} is too old: Scrip needs 6.2 or later (REDIS_URL)`, {
      ...{ brief: 'Redis is too old (REDIS_URL)', isFinal: true, cause: undefined },
    });
  }
  const policy = of('maxmemory_policy');
  return policy === '' || policy === 'noeviction'
    ? []
    : [`Redis may forget jobs (maxmemory-policy ${policy}): set noeviction`];
}
