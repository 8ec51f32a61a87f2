import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Credits } from '../../domain/credits.js';
import { expectBody, type Answer } from '../lib/answer.js';
import type { Sendable } from './row.js';

const MAX_ACCOUNTS_REMEMBERED = 100_000;

const Rehearsed = z.object({
  credits: Credits,
  overdrawn: Credits,
  balance: z.object({ available: Credits }),
});

/**
 * The sums of a dry run: the server decides each row on the account as it is, and what earlier rows
 * of the file would have taken is kept here.
 */
export class DryRun {
  /** Micro-credits that the rows so far would leave, by account. */
  private readonly left = new LRUCache<string, bigint>({ max: MAX_ACCOUNTS_REMEMBERED });

  /** Takes what a row would cost; false where that is more than earlier rows would leave. */
  spend({ accountId, debit }: Sendable, answer: Answer): boolean {
    if (debit['policy'] === 'allow_debt') return true;
    const { credits, overdrawn, balance } = expectBody(answer, Rehearsed, 'dry run');
    const left = this.left.get(accountId) ?? balance.available + credits - overdrawn;
    const isEnough = credits <= left;
    this.left.set(accountId, isEnough ? left - credits : left);
    return isEnough;
  }
}
