import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { formatCredits } from '../../domain/credits.js';
import { DAY_MS, formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/database.js';
import type { Logger } from '../../platform/log.js';
import { Queues } from '../../platform/queues/queues.js';
import { LOG } from '../../api/http/log.js';
import { deliverJob, enqueue, storeMessages } from '../../api/webhook-sending/outbox.js';
import { lotExpiring, type ExpiringLot } from '../../api/webhook-sending/messages.js';
import { LotSource } from '../../api/shapes/words.js';

/** Days before expiry at which a lot is announced, nearest first. */
const LEAD_DAYS = [1, 7] as const;
const LOTS_PER_PAGE = 500;
const MAX_PAGES = 200;

interface Row {
  readonly account_id: string;
  readonly lot_id: string;
  readonly source: string;
  readonly left: string;
  readonly expires_at: Date;
}

/**
 * Announces lots 7 days and 1 day before they expire, once each. Excludes plan lots, which a
 * renewal replaces. A lot granted for less than the lead is not announced at it.
 */
@Injectable()
export class FindEndingLots {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly queues: Queues,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Runs once; returns the number of lots announced. */
  async run(signal: AbortSignal): Promise<number> {
    let announced = 0;
    let nearer = 0;
    for (const days of LEAD_DAYS) {
      for (let pages = 0; pages < MAX_PAGES && !signal.aborted; pages += 1) {
        const lots = await this.page(nearer, days);
        await this.announce(lots, days);
        announced += lots.length;
        if (lots.length < LOTS_PER_PAGE) break;
      }
      nearer = days;
    }
    return announced;
  }

  /** Lots that expire after `nearer` days, at most `days` from now, not yet announced. */
  private async page(nearer: number, days: number): Promise<ExpiringLot[]> {
    const now = this.clock.now();
    const { rows } = await this.pool.query<Row>(
      `SELECT l.account_id, l.lot_id, l.source, l.expires_at,
         (l.remaining - l.held - l.frozen)::text AS left
       FROM read.lots l
       WHERE l.status = 'live' AND l.source <> 'plan' AND l.expires_at > $1 AND l.expires_at <= $2
         AND l.effective_at <= l.expires_at - make_interval(days => $3)
         AND l.remaining - l.held - l.frozen > 0
         AND NOT EXISTS (SELECT FROM app.lot_notices n
           WHERE n.account_id = l.account_id AND n.lot_id = l.lot_id AND n.days = $3)
       ORDER BY l.expires_at LIMIT $4`,
      [
        formatInstant(now + nearer * DAY_MS),
        formatInstant(now + days * DAY_MS),
        days,
        LOTS_PER_PAGE,
      ],
    );
    return rows.map(({ left, expires_at, source, ...lot }) => ({
      ...lot,
      source: LotSource.parse(source),
      remaining: formatCredits(BigInt(left)),
      expires_at: formatInstant(expires_at.getTime()),
      days,
      occurred_at: formatInstant(now),
    }));
  }

  /** Writes messages and the record of the announcement in one transaction. */
  private async announce(lots: readonly ExpiringLot[], days: number): Promise<void> {
    if (lots.length === 0) return;
    const due = await inTransaction(this.pool, async (client) => {
      await client.query(
        `INSERT INTO app.lot_notices (account_id, lot_id, days)
         SELECT account_id, lot_id, $3
         FROM unnest($1::text[], $2::text[]) AS l (account_id, lot_id)
         ON CONFLICT DO NOTHING`,
        [lots.map(({ account_id }) => account_id), lots.map(({ lot_id }) => lot_id), days],
      );
      const messages = lots.map(lotExpiring);
      return storeMessages(client, messages, { except: null }, this.clock.now());
    });
    const jobs = due.map((delivery) => deliverJob(delivery, 0));
    await enqueue({ queues: this.queues, log: this.log }, jobs);
  }
}
