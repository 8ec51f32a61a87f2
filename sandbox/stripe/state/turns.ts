import type pg from 'pg';
import { inTransaction } from '../../../platform/database/database.js';
import { StripeFailure } from './errors.js';
import type { SandboxClock } from './clock.js';
import { BY_ITSELF, type Cause, Turn, type TurnSettings } from './turn.js';

/** No more than this wait for one another; what Stripe does by itself always does. */
const MAX_WAITING = 500;

/** Runs turns: those that write one after the other, so that none ever meets half of another. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: SandboxClock,
    private readonly settings: TurnSettings,
  ) {}

  /** Called after each turn that was committed. */
  onCommit(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** A turn that may write, now or at that instant. What it throws undoes what it wrote. */
  write<T>(cause: Cause, work: (turn: Turn) => Promise<T>, at?: number): Promise<T> {
    if (this.waiting >= MAX_WAITING && cause !== BY_ITSELF) throw tooMany();
    this.waiting += 1;
    const turn = this.last
      .then(() =>
        inTransaction(this.pool, (client) =>
          work(new Turn(client, at ?? this.clock.now(), cause, this.settings)),
        ),
      )
      .finally(() => (this.waiting -= 1));
    this.last = turn.catch(() => undefined);
    return turn.then((result) => {
      for (const listener of this.listeners) listener();
      return result;
    });
  }

  /** Resolves when no turn that writes is left. */
  async end(): Promise<void> {
    await this.last;
  }

  /** A turn that only reads, beside others. */
  read<T>(cause: Cause, work: (turn: Turn) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, (client) =>
      work(new Turn(client, this.clock.now(), cause, this.settings)),
    );
  }
}

/** https://docs.stripe.com/rate-limits */
const tooMany = (): StripeFailure =>
  new StripeFailure(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message: 'Too many requests hit the API too quickly.',
  });
