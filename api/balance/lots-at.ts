import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { revisionOf } from '../../domain/account/ids.js';
import { byConsumption } from '../../domain/account/lot-book.js';
import type { Lot } from '../../domain/account/lot-figures.js';
import { formatCredits } from '../../domain/credits.js';
import { IntegrityError } from '../../domain/errors.js';
import { formatInstant } from '../../domain/instant.js';
import { AccountsAsOf } from '../accounts/accounts-as-of.js';
import { AccountStream } from '../accounts/account-stream.js';
import type { Knowledge } from '../shapes/known-at.js';
import type { LotAnswer } from './get-lots.js';
import type { Origin } from './lot-origins.js';
import { unitPrice } from './unit-price.js';

/** A lot without who gave it and why. */
export type BareLot = Omit<z.output<typeof LotAnswer>, keyof Origin>;

/** Lots as the log had them at a moment of the past. */
@Injectable()
export class LotsAt {
  constructor(
    private readonly asOf: AccountsAsOf,
    private readonly stream: AccountStream,
  ) {}

  /** Lots with credits in the order of consumption. Throws like `AccountsAsOf.recordedBy`. */
  async of(accountId: string, knownAt: Knowledge): Promise<Lot[]> {
    const { state } = await this.asOf.recordedBy(accountId, knownAt);
    return [...state.book.lots]
      .filter(({ status, remaining }) => status === 'live' && remaining > 0n)
      .sort((one, other) => byConsumption(one.grant, other.grant));
  }

  /** Presents a lot; its id leads to the event that granted it. */
  async present(accountId: string, lot: Lot): Promise<BareLot> {
    const { grant, status, remaining, held, frozen } = lot;
    const { lotId, paid, granted, expiresAt } = grant;
    const event = await this.stream.eventAt(accountId, revisionOf(lotId) ?? -1);
    if (!event) throw new IntegrityError('a lot without its event', { accountId, lotId });
    return {
      lot_id: lotId,
      source: grant.source,
      status,
      granted: formatCredits(granted),
      remaining: formatCredits(remaining),
      held: formatCredits(held),
      frozen: formatCredits(frozen),
      effective_at: formatInstant(grant.effectiveAt),
      expires_at: expiresAt === null ? null : formatInstant(expiresAt),
      unit_price: paid && unitPrice(paid.minor, paid.currency, granted),
      paid_by: grant.paidBy,
      event_id: event.id,
    };
  }
}
