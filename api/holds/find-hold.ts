import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { AccountEvent } from '../../domain/account/events.js';
import type { ExpiredHold } from '../../domain/account/hold-book.js';
import { revisionOf } from '../../domain/account/ids.js';
import { taskOf } from '../../domain/account/purpose.js';
import { DomainError } from '../../domain/errors.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';

/** The event that placed a hold. */
export type PlacedHold = Recorded<Extract<AccountEvent, { type: 'HoldPlaced' }>>;

/** Cache of recent holds: most are settled by the process that placed them. */
const MAX_REMEMBERED_HOLDS = 10_000;

/** Finds holds without a read model: a hold's id contains the revision of its event. */
@Injectable()
export class FindHold {
  private readonly terms = new LRUCache<string, ExpiredHold>({ max: MAX_REMEMBERED_HOLDS });

  constructor(private readonly stream: AccountStream) {}

  /**
   * Purpose and rate of a hold, whatever happened since: the price is the same at every repetition.
   * Throws DomainError `hold_not_found` or `account_not_found`.
   */
  async termsOf(accountId: string, holdId: string): Promise<ExpiredHold> {
    const known = this.terms.get(keyOf(accountId, holdId));
    return known ?? this.remember(await this.placed(accountId, holdId));
  }

  /** The event that placed a hold. Throws likewise. */
  async placed(accountId: string, holdId: string): Promise<PlacedHold> {
    const revision = revisionOf(holdId);
    const event =
      revision !== undefined && Number.isSafeInteger(revision)
        ? await this.stream.eventAt(accountId, revision)
        : undefined;
    if (event && isHold(event, holdId)) return event;
    const { state } = await this.stream.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    throw new DomainError('hold_not_found', { account_id: accountId, hold_id: holdId });
  }

  /** Caches a recorded hold; returns its terms. */
  remember({ fact: { data, occurredAt: placedAt } }: PlacedHold): ExpiredHold {
    const { accountId, holdId, price } = data;
    const rateVersion = price?.rateVersion ?? null;
    const terms = { holdId, placedAt, task: taskOf(data), rateVersion };
    this.terms.set(keyOf(accountId, holdId), terms);
    return terms;
  }
}

const keyOf = (accountId: string, holdId: string): string => `${accountId} ${holdId}`;

const isHold = (
  event: Awaited<ReturnType<AccountStream['eventAt']>> & object,
  holdId: string,
): event is PlacedHold => event.fact.type === 'HoldPlaced' && event.fact.data.holdId === holdId;
