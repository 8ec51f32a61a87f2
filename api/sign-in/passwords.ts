import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { tooManyAttempts } from './guesses.js';

/** argon2id with 19 MiB and two passes, as OWASP recommends at least. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes 19 MiB and a thread of the pool for some tens of milliseconds. */
const MAX_AT_ONCE = 32;

/** Hashes and checks passwords with argon2id. */
@Injectable()
export class Passwords {
  /** Checked where there is no hash, so that this takes as long. Nobody knows its password. */
  private readonly nobody = hash(randomBytes(32), COST);
  private running = 0;

  /** A hash to be stored. */
  hash(password: string): Promise<string> {
    return this.bounded(() => hash(password, COST));
  }

  /**
   * Whether a password is that of a hash: exactly one verification, also where there is no hash.
   * Throws 429 if too many run already.
   */
  async verify(stored: string | null | undefined, password: string): Promise<boolean> {
    const against = stored ?? (await this.nobody);
    const isRight = await this.bounded(() => verify(against, password));
    return isRight && typeof stored === 'string';
  }

  private async bounded<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= MAX_AT_ONCE) throw tooManyAttempts(1);
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
    }
  }
}
