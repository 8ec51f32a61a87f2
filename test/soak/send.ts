import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, NoAnswer, ScripError, uuidv7, type Scrip } from '../../client/src/index.js';
import type { Random } from '../../tools/seed/random.js';
import { API_KEY } from './product.js';

/** One write, as a client sends it under a key. */
export type Write<Answer> = (
  scrip: Scrip,
  header: { 'Idempotency-Key': string },
) => Promise<{ readonly data: Answer; readonly response: Response }>;

/** How the run went for the callers. */
export class Tally {
  acknowledged = 0;
  tries = 0;
  /** Writes that were sent twice at once, or again after their answer. */
  repeated = 0;
  /** Longest time in which nobody was answered, in milliseconds, and when it ended. */
  longestGapMs = 0;
  longestGapEndedAt = '';
  private readonly latencies: number[] = [];
  private lastAt = performance.now();

  /** For how long nobody has had an answer. */
  get silentMs(): number {
    return performance.now() - this.lastAt;
  }

  /** Counts an answer to a write that was begun then. */
  answered(begunAt: number): void {
    this.acknowledged += 1;
    this.latencies.push(performance.now() - begunAt);
    if (this.silentMs > this.longestGapMs) {
      this.longestGapMs = this.silentMs;
      this.longestGapEndedAt = new Date().toISOString();
    }
    this.lastAt = performance.now();
  }

  /** Milliseconds from the first try to the answer that this share of the writes took at most. */
  quantile(share: number): number {
    const sorted = this.latencies.sort((a, b) => a - b);
    return Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  }
}

/** Once nobody is answered nobody else is killed; a write without an answer then ends the run. */
const PATIENCE_MS = 150_000;
const TRY_MS = [1_500, 8_000] as const;
const PAUSE_MS = [20, 400] as const;
/** Nobody knows whether it happened, or it did not: the same may be sent again. */
const AGAIN = new Set([429, 502, 503, 504]);
const SHARE_AT_ONCE = 0.05;
const SHARE_AGAIN = 0.05;

/** Sends writes until they are answered, to one API process after the other. */
export class Sender {
  private readonly clients: readonly Scrip[];
  private turn: number;

  constructor(
    urls: readonly string[],
    private readonly random: Random,
    private readonly tally: Tally,
  ) {
    this.turn = random.between(0, urls.length - 1);
    const timeoutMs = random.between(...TRY_MS);
    this.clients = urls.map((url) => createClient({ url, apiKey: API_KEY, timeoutMs, retries: 0 }));
  }

  /**
   * The answer to a write. A share of them is sent twice at once, and a share again after the
   * answer: all answers must be the same. Throws a refusal, and what has no answer after 150 s.
   */
  async send<Answer>(write: Write<Answer>): Promise<Answer> {
    const key = uuidv7();
    const begunAt = performance.now();
    const first = this.untilAnswered(write, key);
    const twin = this.random.next() < SHARE_AT_ONCE ? this.untilAnswered(write, key) : first;
    const [answer, other] = await Promise.all([first, twin]);
    this.tally.answered(begunAt);
    if (twin !== first) this.compare(key, answer.data, other.data);
    if (this.random.next() < SHARE_AGAIN) {
      const later = await this.untilAnswered(write, key);
      this.compare(key, answer.data, later.data);
      if (later.response.headers.get('idempotency-hit') !== 'true') {
        throw new Error(`${key} was answered before, and its repetition is no hit`);
      }
    }
    return answer.data;
  }

  private compare(key: string, one: unknown, other: unknown): void {
    this.tally.repeated += 1;
    if (isDeepStrictEqual(one, other)) return;
    throw new Error(`${key}: two answers, ${JSON.stringify(one)} and ${JSON.stringify(other)}`);
  }

  private async untilAnswered<Answer>(write: Write<Answer>, key: string) {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      this.turn += 1;
      this.tally.tries += 1;
      try {
        return await write(this.client(), { 'Idempotency-Key': key });
      } catch (error) {
        if (!mayBeSentAgain(error) || performance.now() > deadline) throw describe(error, key);
      }
      await sleep(this.random.between(...PAUSE_MS));
    }
  }

  private client(): Scrip {
    const client = this.clients[this.turn % this.clients.length];
    if (!client) throw new Error('there is no API process');
    return client;
  }
}

const mayBeSentAgain = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof ScripError && AGAIN.has(error.status));

function describe(error: unknown, key: string): unknown {
  if (!(error instanceof ScripError)) return error;
  return new Error(`${key}: ${error.status} ${error.code}, ${error.detail}`, { cause: error });
}
