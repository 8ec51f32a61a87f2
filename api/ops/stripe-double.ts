import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Advance, TestClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Queues } from '../../platform/queues/queues.js';
import { Problem } from '../http/problem.js';

/** The double itself waits a minute for its webhooks. */
const STEP_LIMIT_MS = 90_000;
/** Payments are tried again after seconds; the clock stops where none ends for so long. */
const IDLE_LIMIT_MS = 20_000;
const LOOK_AGAIN_MS = 10;
const ADVANCE_LIMIT_MS = 10 * 60_000;

const Time = z.object({ now: z.number(), next_due: z.number().nullable() });

/**
 * The double of Stripe, whose time goes along with the test clock. Jumping at once would let
 * renewals expire before they are paid for: so both go from one instant at which something is due
 * in the double to the next, and what is paid by then is granted before they go on.
 */
@Injectable()
export class StripeDouble {
  constructor(
    private readonly config: Config,
    private readonly queues: Queues,
  ) {}

  /**
   * Advances the clock, and the double with it; only the clock where no double is told of. Throws
   * TestClockRefused, `test_clock_stuck` and QueuesUnavailable.
   */
  async takeAlong(clock: TestClock, advance: Advance): Promise<Instant> {
    const { stripe } = this.config;
    if (!stripe?.apiUrl || stripe.sandboxToken === undefined) return clock.advance(advance);
    const control = new Control(new URL('/_sandbox/clock', stripe.apiUrl), stripe.sandboxToken);
    const startedMs = performance.now();
    const to = clock.furtherTo(advance);
    for (;;) {
      const due = await control.nextDue();
      const isLast = due === undefined || due > to;
      const instant = isLast ? to : due;
      // What was due before this clock's time is made up for without turning it back.
      const at = await clock.advance({ byMs: Math.max(instant - clock.now(), 0) });
      await control.goTo(instant);
      await this.untilIdle();
      if (isLast) return at;
      if (performance.now() - startedMs > ADVANCE_LIMIT_MS) {
        throw stuck(`it is ${formatInstant(at)} after ten minutes: ask again to go on`);
      }
    }
  }

  /** Waits until everything that was told of payments is looked into, as long as it gets less. */
  private async untilIdle(): Promise<void> {
    let before = Infinity;
    for (let sinceMs = performance.now(); ;) {
      const { waiting, active, delayed } = await this.queues.counts('payments');
      const left = waiting + active + delayed;
      if (left === 0) return;
      if (left < before) {
        before = left;
        sinceMs = performance.now();
      }
      if (performance.now() - sinceMs > IDLE_LIMIT_MS) {
        throw stuck('payments of this instant wait to be looked into: is a worker running?');
      }
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

const stuck = (detail: string, cause?: unknown): Problem =>
  new Problem('test_clock_stuck', detail, { headers: { 'retry-after': '1' }, cause });

/** The clock in the control plane of the double; instants in milliseconds. */
class Control {
  constructor(
    private readonly url: URL,
    private readonly token: string,
  ) {}

  /** When something is due there next. */
  async nextDue(): Promise<Instant | undefined> {
    const { next_due: due } = await this.ask({ method: 'GET' });
    return due === null ? undefined : due * 1_000;
  }

  /** Does what is due until then. */
  async goTo(instant: Instant): Promise<void> {
    await this.ask({ method: 'POST', body: JSON.stringify({ to: Math.floor(instant / 1_000) }) });
  }

  private async ask({ method, body }: { method: string; body?: string }) {
    try {
      const answer = await fetch(this.url, {
        method,
        headers: {
          authorization: `Bearer ${this.token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
        redirect: 'error',
        signal: AbortSignal.timeout(STEP_LIMIT_MS),
      });
      if (!answer.ok) throw new Error(`it answers ${answer.status}`);
      return Time.parse(await answer.json());
    } catch (cause) {
      throw stuck('the double of Stripe, whose time goes along, does not answer', cause);
    }
  }
}
