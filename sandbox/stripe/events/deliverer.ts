import type pg from 'pg';
import { doubledMs } from '../../../platform/patience/back-off.js';
import { inTime } from '../../../platform/patience/timeout.js';
import type { Kinds } from '../state/kinds.js';
import { type DeliveryRules, undisturbed } from './rules.js';
import { signatureOf } from './signature.js';

/** https://docs.stripe.com/webhooks: Stripe tries for three days; the double for half a minute. */
const MAX_ATTEMPTS = 8;
const PAUSES = { firstMs: 200, longestMs: 10_000 };
const ANSWER_LIMIT_MS = 10_000;
const MAX_UNDER_WAY = 16;
const IDLE_LIMIT_MS = 60_000;

interface Due {
  readonly seq: string;
  readonly attempts: number;
  readonly event: Kinds['event'];
  readonly endpoint: Kinds['webhook_endpoint'];
  readonly secret: string;
}

/** Sends webhooks: at least once each, in no order, and again after a failure. */
export class Deliverer {
  readonly rules: DeliveryRules = undisturbed();
  private readonly underWay = new Map<string, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private lookAgain = false;
  private stopped = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: (message: string) => void,
  ) {}

  /** There may be something to send. */
  wake(): void {
    if (this.stopped) return;
    this.lookAgain = true;
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
      if (this.lookAgain) this.wake();
    });
  }

  /** Resolves once nothing is under way and nothing that may be sent waits; false after 60 s. */
  async idle(): Promise<boolean> {
    const done = await inTime(this.untilIdle(), IDLE_LIMIT_MS);
    return done === true;
  }

  /** Ends; what was not sent is sent after the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.underWay.values());
  }

  private async untilIdle(): Promise<true> {
    for (;;) {
      await this.looking;
      const [first] = this.underWay.values();
      if (first) await first;
      else if (this.stopped || this.rules.held || (await this.waitMs()) === undefined) return true;
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async look(): Promise<void> {
    this.lookAgain = false;
    try {
      // The newest first is an order: one at a time keeps it.
      const room = (this.rules.reversed ? 1 : MAX_UNDER_WAY) - this.underWay.size;
      if (this.rules.held || room <= 0) return;
      for (const due of await this.due(room)) {
        const sent = this.attempt(due)
          .catch((error: unknown) => this.log(`a webhook was not recorded: ${String(error)}`))
          .finally(() => {
            this.underWay.delete(due.seq);
            this.wake();
          });
        this.underWay.set(due.seq, sent);
      }
      const waitMs = await this.waitMs();
      clearTimeout(this.timer);
      // While some are under way, the end of the first of them looks again.
      const isLater = waitMs !== undefined && (waitMs > 0 || this.underWay.size === 0);
      if (isLater && !this.stopped) {
        this.timer = setTimeout(() => this.wake(), Math.max(waitMs, 10));
      }
    } catch (error) {
      this.log(`webhooks cannot be looked up: ${String(error)}`);
      if (!this.stopped) this.timer = setTimeout(() => this.wake(), PAUSES.firstMs);
    }
  }

  private async due(limit: number): Promise<Due[]> {
    const { rows } = await this.pool.query<Due>(
      `SELECT d.seq, d.attempts, e.body AS event, o.body AS endpoint, h.body ->> 'secret' AS secret
       FROM deliveries d
         JOIN objects e ON e.id = d.event
         JOIN objects o ON o.id = d.endpoint
         JOIN hidden h ON h.id = d.endpoint
       WHERE d.state = 'pending' AND d.next_ms <= $1 AND NOT d.seq = ANY($2)
       ORDER BY d.seq ${this.rules.reversed ? 'DESC' : 'ASC'} LIMIT $3`,
      [Date.now(), [...this.underWay.keys()], limit],
    );
    return rows;
  }

  /** Milliseconds until the next of those that wait is due; undefined when none waits. */
  private async waitMs(): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ next: string | null }>(
      `SELECT min(next_ms) AS next FROM deliveries
       WHERE state = 'pending' AND NOT seq = ANY($1)`,
      [[...this.underWay.keys()]],
    );
    const next = rows[0]?.next;
    return typeof next === 'string' ? Number(next) - Date.now() : undefined;
  }

  private async attempt(due: Due): Promise<void> {
    if (this.isDropped(due.event.type)) return this.end(due, 'dropped');
    let isTaken = false;
    for (let copy = 0; copy < this.rules.copies; copy += 1) isTaken = await this.send(due);
    if (isTaken) return this.end(due, 'delivered');
    const attempts = due.attempts + 1;
    if (attempts >= MAX_ATTEMPTS) return this.end(due, 'failed');
    await this.pool.query('UPDATE deliveries SET attempts = $2, next_ms = $3 WHERE seq = $1', [
      due.seq,
      attempts,
      Date.now() + doubledMs(attempts, PAUSES),
    ]);
  }

  private isDropped(type: string): boolean {
    if (this.rules.dropTypes.includes(type)) return true;
    if (this.rules.dropNext <= 0) return false;
    this.rules.dropNext -= 1;
    return true;
  }

  /** Whether the endpoint has answered with success. */
  private async send({ event, endpoint, secret }: Due): Promise<boolean> {
    const version = this.rules.apiVersion ?? endpoint.api_version ?? event.api_version;
    const payload = JSON.stringify({ ...event, api_version: version }, undefined, 2);
    const now = Math.floor(Date.now() / 1_000);
    try {
      const answer = await fetch(endpoint.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signatureOf(payload, secret, now),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false; // nobody there, or no answer in time: the same to Stripe
    }
  }

  private async end({ seq, event }: Due, state: string): Promise<void> {
    await this.pool.query(
      'UPDATE deliveries SET state = $2, attempts = attempts + 1 WHERE seq = $1',
      [seq, state],
    );
    await this.pool.query(
      `UPDATE objects SET body = jsonb_set(body, '{pending_webhooks}', to_jsonb(
         (SELECT count(*) FROM deliveries WHERE event = $1 AND state = 'pending')))
       WHERE id = $1`,
      [event.id],
    );
  }
}
