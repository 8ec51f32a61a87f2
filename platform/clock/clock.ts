import type pg from 'pg';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { inTransaction } from '../database/database.js';
import { clientConfig, DatabaseClient } from '../database/client.js';
import type { Logger } from '../log.js';
import { ThrottledWarnings } from '../failures/throttled-warnings.js';

/** The current time. Everything that decides or stamps reads it here. */
export abstract class Clock {
  /** Milliseconds since 1970 UTC. */
  abstract now(): Instant;
}

/** The system clock. */
export class SystemClock extends Clock {
  now(): Instant {
    return Date.now();
  }
}

/** The test clock was asked to go back, or beyond its limit. */
export class TestClockRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TestClockRefused';
  }
}

/** Target of the test clock: an instant, or milliseconds from now. */
export type Advance = { readonly to: Instant } | { readonly byMs: number };

const CHANNEL = 'test_clock';
const POLL_MS = 1_000;
const PATIENCE_MS = 5_000;

/**
 * Limit of the test clock ahead of real time. Touching an account books everything that fell due in
 * between: some 1,200 renewals here.
 */
export const MAX_YEARS_AHEAD = 100;

/**
 * The clock of sandbox mode: system time plus an offset that only grows. The offset is stored in
 * `app.test_clock`, so processes share it and it survives restarts. Processes learn of a change by
 * notification, at the latest within a second.
 */
export class TestClock extends Clock {
  private offsetMs = 0;
  private closed = false;
  private listener: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly complaints: ThrottledWarnings | undefined;

  private constructor(
    private readonly pool: pg.Pool,
    private readonly url: string,
    log: Pick<Logger, 'warn'> | undefined,
  ) {
    super();
    this.complaints = log && new ThrottledWarnings(log);
  }

  /** Reads the offset and follows it until `close`. The database must be migrated. */
  static async open(pool: pg.Pool, url: string, log?: Pick<Logger, 'warn'>): Promise<TestClock> {
    const clock = new TestClock(pool, url, log);
    await clock.read();
    await clock.follow();
    return clock;
  }

  now(): Instant {
    return Date.now() + this.offsetMs;
  }

  /** The instant that an advance leads to. Throws TestClockRefused. */
  furtherTo(where: Advance): Instant {
    return checked(this.now(), where);
  }

  /**
   * Sets the clock, which keeps ticking from there; returns the new time. Throws TestClockRefused.
   */
  async advance(where: Advance): Promise<Instant> {
    const offset = await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ offset_ms: string }>(
        'SELECT offset_ms FROM app.test_clock FOR UPDATE',
      );
      // One reading of real time: with two, the offset could shrink by what passes between them.
      const real = Date.now();
      const now = real + Number(rows[0]?.offset_ms ?? 0);
      const next = Math.round(checked(now, where)) - real;
      await client.query('UPDATE app.test_clock SET offset_ms = $1', [next]);
      await client.query('SELECT pg_notify($1, $2)', [CHANNEL, String(next)]);
      return next;
    });
    this.take(offset);
    return this.now();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.listener?.end().catch(() => undefined);
  }

  private take(offsetMs: number): void {
    if (Number.isFinite(offsetMs) && offsetMs > this.offsetMs) this.offsetMs = offsetMs;
  }

  private async read(): Promise<void> {
    const { rows } = await this.pool.query<{ offset_ms: string }>(
      'SELECT offset_ms FROM app.test_clock',
    );
    this.take(Number(rows[0]?.offset_ms ?? 0));
  }

  /** Listens unless it already does, and reads in case a notification was lost. */
  private async follow(): Promise<void> {
    try {
      if (!this.listener) await this.listen();
      else await this.read();
    } catch (error) {
      this.complaints?.warn(error, {}, 'the test clock cannot be read; it keeps its offset');
    }
    if (this.closed) return;
    this.timer = setTimeout(() => void this.follow(), POLL_MS);
    this.timer.unref();
  }

  private async listen(): Promise<void> {
    const { url } = this;
    const listener = new DatabaseClient(
      clientConfig({ url, application: CHANNEL, statementTimeoutMs: PATIENCE_MS }),
    );
    const lose = () => {
      if (this.listener === listener) this.listener = undefined;
    };
    listener.on('error', lose);
    listener.on('end', lose);
    listener.on('notification', ({ payload }) => this.take(Number(payload)));
    await listener.connect();
    await listener.query(`LISTEN ${CHANNEL}`);
    this.listener = listener;
    if (this.closed) await listener.end();
    else await this.read();
  }
}

/** Where an advance leads. Throws TestClockRefused. */
function checked(now: Instant, where: Advance): Instant {
  const target = 'to' in where ? where.to : now + where.byMs;
  if (target < now) throw new TestClockRefused(`it is already ${formatInstant(now)}`);
  if (!(target <= furthest())) throw new TestClockRefused(TOO_FAR);
  return target;
}

const TOO_FAR = `the test clock goes at most ${MAX_YEARS_AHEAD} years ahead of real time`;

function furthest(): Instant {
  const instant = new Date();
  return instant.setUTCFullYear(instant.getUTCFullYear() + MAX_YEARS_AHEAD);
}
