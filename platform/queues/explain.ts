import { types } from 'node:util';
import { Refusal } from '../refusal.js';

/** Redis refused the connection, or cannot work. */
export class RedisRefusal extends Refusal {}

/** Explains why Redis refused, in words; returns other errors unchanged. */
export function explainQueues(error: unknown, redisUrl: string | undefined): unknown {
  if (redisUrl === undefined || !types.isNativeError(error)) return error;
  if (error instanceof Refusal) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const explained = explain(error.message, code, hostOf(redisUrl));
  if (!explained) return error;
  const [brief, text, isFinal] = explained;
  return new RedisRefusal(text, { brief: `${brief} (REDIS_URL)`, isFinal, cause: error });
}

type Explained = readonly [brief: string, text: string, isFinal: boolean];

function explain(said: string, code: string, host: string): Explained | undefined {
  if (/^WRONGPASS|invalid password|invalid username-password/i.test(said)) {
    const text = `the Redis at ${host} refuses the user or password: correct them in REDIS_URL`;
    return ['the user or password is refused', text, true];
  }
  if (/^NOAUTH/.test(said)) {
    const text = `the Redis at ${host} asks for a password: write redis://user:password@… in REDIS_URL`;
    return ['a password is asked for', text, true];
  }
  if (/AUTH.*without any password configured/i.test(said)) {
    const text = `the Redis at ${host} has no password, but REDIS_URL names one: remove it`;
    return ['no password is set there', text, true];
  }
  if (/^NOPERM/.test(said)) {
    const text = `the Redis at ${host} does not let this user work (${said}): give it +@all on scrip:* (ACL), or another user in REDIS_URL`;
    return ['the user lacks a right', text, true];
  }
  if (/^(READONLY|MISCONF|OOM|LOADING|MASTERDOWN)/.test(said)) {
    return ['cannot write', `the Redis at ${host} cannot write: ${said}`, false];
  }
  if (/^ERR (DB index|invalid DB)/i.test(said)) {
    const text = `the Redis at ${host} has no such database: correct the number at the end of REDIS_URL`;
    return ['there is no such database', text, true];
  }
  if (/version needs to be greater/i.test(said)) {
    return ['is too old', `the Redis at ${host} is too old: 6.2 or later is needed`, true];
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/.test(code)) {
    const text = `the certificate of the Redis at ${host} is not trusted (${code}): name its CA in NODE_EXTRA_CA_CERTS`;
    return ['the certificate is not trusted', text, true];
  }
  if (/wrong version number|^ERR_SSL|EPROTO/.test(`${code} ${said}`)) {
    const text = `the Redis at ${host} speaks no TLS: write redis:// in REDIS_URL, not rediss://`;
    return ['TLS fails', text, true];
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return ['its host is not found', `no host is called ${host}: correct REDIS_URL`, false];
  }
  if (/^E[A-Z]+$/.test(code)) {
    const text = `no Redis answers at ${host} (${code}): start it or correct REDIS_URL`;
    return ['no server answers', text, false];
  }
  return undefined;
}

/** Host and port of a Redis URL, without credentials. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || 'localhost' : 'the address in REDIS_URL';
}
