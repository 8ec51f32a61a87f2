import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { monthOf } from '../../../domain/account/period.js';
import type { AccountState, AutoTopUp } from '../../../domain/account/state.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Money } from '../../../domain/money.js';

/** What a consent has charged in a calendar month, or is about to. */
export interface MonthCharged {
  /** Such as `2026-11`, in the account's time zone. */
  readonly month: string;
  readonly charged: Money;
  /** What the cap leaves; not less than nothing. */
  readonly left: Money;
}

/** What the month's top-ups come to. Pure. */
export function monthCharged(
  month: string,
  { monthlyCap }: Pick<AutoTopUp, 'monthlyCap'>,
  charged: bigint,
): MonthCharged {
  const { minor: cap, currency } = monthlyCap;
  const left = cap > charged ? cap - charged : 0n;
  return { month, charged: { minor: charged, currency }, left: { minor: left, currency } };
}

/** Adds up what automatic top-ups have charged in the present month, paid or under way. */
@Injectable()
export class TopUpMonth {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** An attempt counts for the month in which it was begun, by the account's calendar. */
  async of(accountId: string, state: AccountState, consent: AutoTopUp): Promise<MonthCharged> {
    const month = monthOf(this.clock.now(), state.timeZone);
    const { rows } = await this.pool.query<{ charged: string }>(
      `SELECT coalesce(sum(p.price), 0) AS charged
       FROM app.top_ups t JOIN app.purchases p USING (purchase_id)
       WHERE t.account_id = $1 AND t.month = $2 AND p.currency = $3
         AND (t.ended_at IS NULL OR p.state IN ('open', 'processing', 'paid', 'granted'))`,
      [accountId, month, consent.monthlyCap.currency],
    );
    return monthCharged(month, consent, BigInt(rows[0]?.charged ?? 0));
  }
}

/** Whether a consent leaves room for one more. */
export const hasRoom = ({ left }: MonthCharged, { price }: { readonly price: Money }): boolean =>
  price.minor <= left.minor;
