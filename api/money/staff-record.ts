import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { isPerson } from '../../domain/actor.js';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { DAY_MS, formatInstant, MINUTE_MS, type Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { AccountStream } from '../accounts/account-stream.js';
import { Problem } from '../http/problem.js';
import type { MoneyAction, RefundPayment } from './money-action.js';

const ALIKE_MS = 10 * MINUTE_MS;
const CREDITED_MS = 90 * DAY_MS;
const EVENTS_PER_PAGE = 256;
/** Events that the read models may lack; beyond, people wait until these have caught up. */
const MAX_EVENTS_BEHIND = 5_120;

/** Something that was given, taken or refunded by hand. */
export interface ByHand {
  readonly adjustment_id: string;
  readonly kind: 'issue' | 'deduct' | 'refund' | 'refund_payment';
  readonly credits: string;
  readonly actor: string;
  readonly recorded_at: string;
}

/** What was done to an account by hand, up to a revision of its stream. */
export interface OfAccount {
  readonly upTo: number;
  /** Revision of the newest event that a person caused; null: there is none. */
  readonly lastStaffAction: number | null;
  /** What people did for the same reason in the last 10 minutes. */
  readonly recent: readonly ByHand[];
  /** Given by hand in the last 90 days. */
  readonly credited: Credits;
}

/** A row of the register, or an event that it lacks yet. */
interface Entry extends ByHand {
  readonly reasonCode: string;
  readonly at: Instant;
}

/**
 * Reads what was done to an account by hand: from the read models, and from the stream what these
 * lack, so that nothing waits for a projection or is missed because one is behind.
 */
@Injectable()
export class StaffRecord {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly stream: AccountStream,
  ) {}

  /** Throws 503 `not_ready` if the read models are too far behind. */
  async of({ accountId, command }: MoneyAction): Promise<OfAccount> {
    const now = this.clock.now();
    const checkpoint = await this.checkpoint();
    const reasonCode = command.reason?.reasonCode ?? null;
    const [unread, read, refunds] = await Promise.all([
      this.after(accountId, checkpoint),
      this.upTo(accountId, checkpoint, reasonCode, now),
      command.type === 'RefundPayment' ? this.refundsLike(accountId, command, now) : undefined,
    ]);
    const entries = unread.events.flatMap(entryOf);
    const alike = entries.filter(
      (entry) =>
        entry.reasonCode === reasonCode && entry.at > now - ALIKE_MS && isPerson(entry.actor),
    );
    const given = entries.map(({ credits }) => BigInt(credits)).filter((credits) => credits > 0n);
    const byPerson = unread.events.find(({ meta }) => isPerson(meta.actor));
    return {
      upTo: unread.upTo,
      lastStaffAction: byPerson?.revision ?? read.lastStaffAction,
      recent: refunds ?? [...alike, ...read.recent],
      credited: given.reduce((sum, credits) => sum + credits, read.credited),
    };
  }

  /** Requests of people that the same money go back for the same reason. */
  private async refundsLike(
    accountId: string,
    { amount, reason }: RefundPayment,
    now: Instant,
  ): Promise<ByHand[]> {
    const { rows } = await this.pool.query<ByHand & { readonly recorded_at: Date }>(
      `SELECT request_id AS adjustment_id, 'refund_payment' AS kind, credits, actor,
              created_at AS recorded_at
       FROM app.refund_requests
       WHERE account_id = $1 AND created_at > $2 AND reason_code = $3 AND amount = $4
         AND currency = $5 AND actor LIKE 'staff:%' AND state <> 'refused'
       ORDER BY created_at DESC LIMIT 20`,
      [
        accountId,
        formatInstant(now - ALIKE_MS),
        reason.reasonCode,
        amount.minor.toString(),
        amount.currency,
      ],
    );
    return rows.map((row) => ({ ...row, recorded_at: row.recorded_at.toISOString() }));
  }

  /** The position up to which the read models show everything. */
  private async checkpoint(): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string | null }>(
      `SELECT min(position) AS position FROM read.checkpoints
       WHERE projection IN ('accounts', 'adjustments')`,
    );
    return BigInt(rows[0]?.position ?? -1);
  }

  /** Events after a position, newest first, and the revision of the newest of all. */
  private async after(accountId: string, position: bigint) {
    const events: Recorded[] = [];
    let upTo = -1;
    for (let from: number | 'end' = 'end'; events.length < MAX_EVENTS_BEHIND;) {
      const page = await this.stream.eventsBackwards(accountId, from, EVENTS_PER_PAGE);
      const recorded = page.map((event) => event.recorded);
      if (from === 'end') upTo = recorded[0]?.revision ?? -1;
      const newer = recorded.filter((event) => event.position > position);
      events.push(...newer);
      const oldest = recorded.at(-1)?.revision ?? 0;
      if (newer.length < recorded.length || oldest === 0) return { events, upTo };
      from = oldest - 1;
    }
    const detail = 'what was done to this account is not known: the read models are far behind';
    throw new Problem('not_ready', detail, { headers: { 'retry-after': '5' } });
  }

  private async upTo(
    accountId: string,
    checkpoint: bigint,
    reasonCode: string | null,
    now: Instant,
  ) {
    const since = (ms: number) => formatInstant(now - ms);
    const [recent, last, credited] = await Promise.all([
      this.pool.query<ByHand & { readonly recorded_at: Date }>(
        `SELECT adjustment_id, kind, credits, actor, recorded_at FROM read.adjustments
         WHERE account_id = $1 AND recorded_at > $2 AND reason_code = $3
           AND actor LIKE 'staff:%' AND position <= $4 ORDER BY recorded_at DESC LIMIT 20`,
        [accountId, since(ALIKE_MS), reasonCode, checkpoint],
      ),
      this.pool.query<{ staff_revision: string | null }>(
        'SELECT staff_revision FROM read.accounts WHERE account_id = $1',
        [accountId],
      ),
      this.pool.query<{ credited: string }>(
        `SELECT coalesce(sum(credits), 0) AS credited FROM read.adjustments
         WHERE account_id = $1 AND recorded_at > $2 AND credits > 0 AND position <= $3`,
        [accountId, since(CREDITED_MS), checkpoint],
      ),
    ]);
    const revision = last.rows[0]?.staff_revision ?? null;
    return {
      lastStaffAction: revision === null ? null : Number(revision),
      recent: recent.rows.map((row) => ({ ...row, recorded_at: row.recorded_at.toISOString() })),
      credited: BigInt(credited.rows[0]?.credited ?? 0),
    };
  }
}

function entryOf({ fact, meta }: Recorded): Entry[] {
  if (fact.type !== 'CreditsAdjusted' && fact.type !== 'DebitRefunded') return [];
  const { credits, reasonCode } = fact.data;
  const isAdjustment = fact.type === 'CreditsAdjusted';
  return [
    {
      adjustment_id: isAdjustment ? fact.data.adjustmentId : fact.data.refundId,
      kind: !isAdjustment ? 'refund' : credits < 0n ? 'deduct' : 'issue',
      credits: credits.toString(),
      actor: meta.actor,
      recorded_at: formatInstant(meta.recorded_at),
      reasonCode,
      at: meta.recorded_at,
    },
  ];
}

/** Something alike, as a preview or a refusal shows it. */
export const presentByHand = ({ adjustment_id, credits, actor, recorded_at }: ByHand) => ({
  adjustment_id,
  credits: formatCredits(BigInt(credits)),
  actor,
  recorded_at,
});
