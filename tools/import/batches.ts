import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { backOffMs } from '../../platform/patience/back-off.js';
import { expectBody, Problem, succeeded, type Answer } from '../lib/answer.js';
import type { Client } from '../lib/client.js';
import { failed } from '../lib/failure.js';
import { counted } from '../lib/words.js';

/** Enough to share the cost of a request, few enough for many to be under way at once. */
export const ITEMS_PER_BATCH = 100;
/** Until an item that the server could not write is sent again; each time longer. */
const PAUSES = { firstMs: 100, longestMs: 5_000 };
const TOO_LARGE = 413;
const TOO_MANY = 429;

/** A debit as `POST /v1/usage/batch` takes it. */
export interface Item extends Readonly<Record<string, unknown>> {
  readonly account_id: string;
  readonly idempotency_key: string;
}

/** How many batches are sent, and how long the server is waited for. */
export interface BatchesOptions {
  /** Batches under way at once. */
  readonly most: number;
  /** Asks what would become of the items; nothing is written. */
  readonly dryRun: boolean;
  /** How long items that the server cannot write are sent again, in milliseconds. */
  readonly patienceMs: number;
  /** Told in words when that begins. */
  readonly say: (message: string) => void;
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly item: Item;
  /** How often the server could not write it, and since when. */
  failures: number;
  failingSince: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const Results = z.object({
  results: z.array(
    z.looseObject({
      index: z.number().int(),
      status: z.number().int(),
      hit: z.literal(true).optional(),
      error: Problem.optional(),
    }),
  ),
});

/** Sends debits in batches: whatever waits when a request may begin goes into one. */
export class Batches {
  private readonly waiting: Waiting[] = [];
  private inFlight = 0;

  constructor(
    private readonly client: Client,
    private readonly options: BatchesOptions,
  ) {}

  /**
   * What the debit alone would be answered with. An item that the server could not write now is
   * sent again, until patience ends: then it is answered with that. Rejects when the whole server
   * stays away.
   */
  debit(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, failures: 0, failingSince: 0, resolve, reject });
      setImmediate(() => this.pump());
    });
  }

  private pump(): void {
    while (this.inFlight < this.options.most && this.waiting.length > 0) {
      const batch = this.waiting.splice(0, ITEMS_PER_BATCH);
      this.inFlight += 1;
      void this.send(batch)
        .catch((error: unknown) => batch.forEach(({ reject }) => reject(error)))
        .finally(() => {
          this.inFlight -= 1;
          this.pump();
        });
    }
  }

  private async send(batch: readonly Waiting[]): Promise<void> {
    const items = batch.map(({ item }) => item);
    const body = this.options.dryRun ? { items, dry_run: true, assume_open: true } : { items };
    const answer = await this.client.call('POST', '/v1/usage/batch', { body });
    if (answer.status === TOO_LARGE && batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await this.send(batch.slice(0, half));
      return this.send(batch.slice(half));
    }
    // Refused as a whole: so is each of them.
    if (!succeeded(answer)) return batch.forEach(({ resolve }) => resolve(answer));
    const { results } = expectBody(answer, Results, 'batch');
    const again: Waiting[] = [];
    batch.forEach((one, index) => {
      const result = results[index];
      if (result?.index !== index) return one.reject(failed('batch: an item has no result'));
      const { status, hit = false, error, ...body } = result;
      const answer = { status, hit, body: error ?? body };
      if (this.mayBeSentAgain(one, status)) again.push(one);
      else one.resolve(answer);
    });
    if (again.length > 0) await this.later(again);
  }

  private mayBeSentAgain(one: Waiting, status: number): boolean {
    if (status < 500 && status !== TOO_MANY) return false;
    one.failures += 1;
    if (one.failures === 1) one.failingSince = performance.now();
    return performance.now() - one.failingSince <= this.options.patienceMs;
  }

  private sayAgain(count: number): void {
    this.options.say(`${counted(count, 'row')} could not be written: sent again`);
  }

  /** Puts items back after a pause, during which their request counts as under way. */
  private async later(again: readonly Waiting[]): Promise<void> {
    const failures = Math.max(...again.map((one) => one.failures));
    if (failures === 1) this.sayAgain(again.length);
    const { signal } = this.options;
    try {
      await sleep(backOffMs(failures, PAUSES), undefined, { signal });
      this.waiting.unshift(...again);
    } catch (error) {
      again.forEach(({ reject }) => reject(error));
    }
  }
}
