import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { HOUR_MS } from '../../../domain/instant.js';
import { backOffMs } from '../../../platform/patience/back-off.js';
import { briefOf, isInUse, isKept, patiently } from './client.js';
import { StripeCall } from '../records/stripe-call.entity.js';

/** A call that makes something at Stripe. */
export interface Call {
  /** Idempotency key: the same call again has the same one. */
  readonly key: string;
  readonly route: string;
  /** Null: it is for no purchase. */
  readonly purchaseId: string | null;
}

/**
 * Makes calls that must not happen twice: our row first, then the call, then the row again. After a
 * crash the same key is sent again, and Stripe answers what it answered before.
 */
@Injectable()
export class StripeCalls {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes a call under its key. Throws a StripeError; one that Stripe keeps with the key marks the
   * call as failed, and only another key can succeed.
   */
  async make<Made extends { readonly id: string }>(
    { key, route, purchaseId }: Call,
    act: (options: { readonly idempotencyKey: string }) => Promise<Made>,
  ): Promise<Made> {
    const calls = this.dataSource.getRepository(StripeCall);
    await calls
      .createQueryBuilder()
      .insert()
      .values({ key, route, purchaseId })
      .orIgnore()
      .execute();
    try {
      const made = await patiently(() => act({ idempotencyKey: key }));
      await calls.update({ key }, { state: 'done', objectId: made.id, endedAt: new Date() });
      return made;
    } catch (error) {
      if (isKept(error)) {
        const failed = { state: 'failed', error: briefOf(error), endedAt: new Date() } as const;
        await calls.update({ key }, failed);
      }
      throw error;
    }
  }

  /**
   * Makes what all accounts share, such as a price: what `find` finds is not made again, also where
   * somebody else is about to make it; a failure that Stripe keeps with a key leaves another key.
   * Throws a StripeError.
   */
  async makeShared<Made extends { readonly id: string }>(
    subject: string,
    route: string,
    find: () => Promise<Made | undefined>,
    act: (options: { readonly idempotencyKey: string }) => Promise<Made>,
  ): Promise<Made> {
    for (let tries = 1; ; tries += 1) {
      const found = await find();
      if (found) return found;
      const key = `${subject}:${await this.nextAttempt(subject, 1)}`;
      try {
        return await this.make({ key, route, purchaseId: null }, act);
      } catch (error) {
        if (!isInUse(error) || tries >= MAX_SHARED_TRIES) throw error;
        await sleep(backOffMs(tries, IN_USE_PAUSES));
      }
    }
  }

  /**
   * The next attempt, from `first`, whose key `subject:attempt` can be used; `isFree` says whether
   * it is of nothing that is there already.
   */
  async nextAttempt(
    subject: string,
    first: number,
    isFree: (key: string) => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<number> {
    const attempts = Array.from({ length: MAX_KEYS_TRIED }, (_, n) => first + n);
    const keyOf = (attempt: number) => `${subject}:${attempt}`;
    const calls = this.dataSource.getRepository(StripeCall);
    const made = await calls.findBy({ key: In(attempts.map(keyOf)) });
    const known = new Map(made.map((call) => [call.key, call]));
    for (const attempt of attempts) {
      const key = keyOf(attempt);
      if (canServe(known.get(key)) && (await isFree(key))) return attempt;
    }
    return first + MAX_KEYS_TRIED;
  }

  /** What the attempts of a subject have made, the last of them; undefined: none has ended well. */
  async madeBy(subject: string): Promise<string | undefined> {
    const attempts = Array.from({ length: MAX_KEYS_TRIED + 1 }, (_, n) => `${subject}:${n + 1}`);
    const [call] = await this.dataSource.getRepository(StripeCall).find({
      // What was made before there were attempts is under the subject itself.
      where: { key: In([subject, ...attempts]), state: 'done' },
      order: { endedAt: 'DESC' },
      take: 1,
    });
    return call?.objectId ?? undefined;
  }

  /** Whether a key can be used: not after a failure, nor once Stripe may have forgotten it. */
  async isUsable(key: string): Promise<boolean> {
    const call = await this.dataSource.getRepository(StripeCall).findOneBy({ key });
    return canServe(call ?? undefined);
  }
}

const canServe = (call: StripeCall | undefined): boolean =>
  !call || (call.state !== 'failed' && Date.now() - call.begunAt.getTime() < KEPT_MS);

/** Somebody else makes the same: about ten seconds in all. */
const MAX_SHARED_TRIES = 8;
const IN_USE_PAUSES = { firstMs: 100, longestMs: 2_000 };
/** Attempts of one thing: each is of a failed call, or of what has ended. */
const MAX_KEYS_TRIED = 20;
/** Stripe forgets keys after 24 hours. */
const KEPT_MS = 23 * HOUR_MS;
