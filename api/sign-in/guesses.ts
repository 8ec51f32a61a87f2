import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { clientOf } from '../auth/client-address.js';
import { Problem } from '../http/problem.js';

const WINDOW_S = 15 * 60;
/** Wrong passwords for one address of one person, from one client. */
const MAX_PER_PAIR = 5;
/** Wrong passwords and failed single sign-ons of one client, whoever's they were to be. */
const MAX_PER_CLIENT = 30;
/** Wrong codes of one person, or of one session that steps up. */
const MAX_CODES = 5;

/** What is guessed, by whom: counted in the database, so that all processes count together. */
@Injectable()
export class Guesses {
  private readonly pairs: RateLimiterPostgres;
  private readonly clients: RateLimiterPostgres;
  private readonly codes: RateLimiterPostgres;

  constructor(pool: Pool) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        storeClient: pool,
        schemaName: 'app',
        tableName: 'sign_in_attempts',
        tableCreated: true,
        keyPrefix,
        points,
        duration: WINDOW_S,
        blockDuration: 0,
      });
    this.pairs = limiter('pair', MAX_PER_PAIR);
    this.clients = limiter('client', MAX_PER_CLIENT);
    this.codes = limiter('code', MAX_CODES);
  }

  /**
   * Tries a password for an e-mail address. The attempt counts before it is known to be wrong, so
   * that parallel guesses are bounded too; a right one is not counted. Throws 429. The person's
   * open sessions, and signing in from elsewhere, are not affected.
   */
  async password(
    { address, email }: { readonly address: string; readonly email: string },
    attempt: () => Promise<boolean>,
  ): Promise<boolean> {
    const client = clientOf(address);
    const pair = hash('sha256', `${client}\n${email.toLowerCase()}`, 'base64url');
    await consume(this.clients, client);
    await consume(this.pairs, pair);
    if (!(await attempt())) return false;
    await Promise.all([this.pairs.delete(pair), this.clients.reward(client)]);
    return true;
  }

  /** Tries to finish single sign-on; failures count for the client. Throws 429. */
  async signOn<T>(address: string, attempt: () => Promise<T>): Promise<T> {
    const client = clientOf(address);
    await consume(this.clients, client);
    const result = await attempt();
    await this.clients.reward(client);
    return result;
  }

  /** Tries a code or a password again for `who`: a person who signs in, or a session. */
  async again(who: string, attempt: () => Promise<boolean>): Promise<boolean> {
    await consume(this.codes, who);
    const isRight = await attempt();
    if (isRight) await this.codes.delete(who);
    return isRight;
  }
}

/** Throws 429 with the time until the next attempt. */
async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw tooManyAttempts(Math.max(1, Math.ceil(error.msBeforeNext / 1_000)));
  }
}

/** 429 that says when to try again. */
export const tooManyAttempts = (retryAfterSeconds: number): Problem =>
  new Problem('too_many_attempts', undefined, {
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
