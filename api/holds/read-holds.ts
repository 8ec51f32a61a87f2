import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AccountEvent } from '../../domain/account/events.js';
import { reservedOf, type Hold } from '../../domain/account/hold-book.js';
import { sum } from '../../domain/account/posting.js';
import type { AccountState } from '../../domain/account/state.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { policyVersionOf, PolicyVersion } from '../debits/action-price.js';
import { AccountStream } from '../accounts/account-stream.js';
import { AccountsAsOf } from '../accounts/accounts-as-of.js';
import type { Knowledge } from '../shapes/known-at.js';
import {
  presentRateUsed,
  presentTask,
  presentUsage,
  RateUsed,
  task,
} from '../debits/present-debit.js';
import { presentPriceUsed, PriceUsed } from '../debits/present-price.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { CreditsText } from '../shapes/credits.js';
import { afterKey, page, pageOf, type Page, type PageRequest } from '../shapes/cursor.js';
import { FindHold, type PlacedHold } from './find-hold.js';
import { AccountId, DebitId, EventId, HoldId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';
import { UsageCounts } from '../shapes/count.js';
import { PositionText } from '../shapes/position.js';

/** An open hold. */
export const OpenHold = z
  .object({
    hold_id: HoldId,
    credits: CreditsText.describe('What is reserved now.'),
    ...task,
    placed_at: InstantText,
    expires_at: InstantText,
  })
  .meta({ id: 'OpenHold' });

/** A page of open holds. */
export const HoldsAnswer = pageOf(OpenHold).meta({ id: 'OpenHolds' });

const HAPPENED = ['placed', 'extended', 'settled', 'released', 'expired'] as const;

const HoldEvent = z
  .object({
    kind: z.enum(HAPPENED),
    credits: CreditsText.describe('Reserved; of `settled` charged, else given back.'),
    debit_id: DebitId.nullable(),
    expires_at: InstantText.nullable(),
    actor: z.string(),
    occurred_at: InstantText,
    recorded_at: InstantText,
    position: PositionText,
    event_id: EventId,
  })
  .meta({ id: 'HoldEvent' });

/** One hold with its events. */
export const HoldDetails = z
  .object({
    hold_id: HoldId,
    account_id: AccountId,
    status: z
      .enum(['open', 'expired', 'settled', 'released', 'ended'])
      .describe('`ended`: so long ago that it is not known how, where its life does not say.'),
    credits: CreditsText.describe('What is reserved now.'),
    ...task,
    usage_estimate: UsageCounts.nullable(),
    rate: RateUsed,
    policy_version: PolicyVersion,
    price: PriceUsed,
    placed_at: InstantText,
    expires_at: InstantText.nullable().describe('Null once it has ended.'),
    life: z.array(HoldEvent).describe('Oldest first.'),
    life_complete: z
      .boolean()
      .describe('False: so much has happened on the account since that not all was read.'),
  })
  .meta({ id: 'Hold' });
export type HoldDetails = z.input<typeof HoldDetails>;

const PAGE_EVENTS = 1_000;
/** Limit of the account's events searched for those of one hold. */
const MAX_EVENTS_OF_A_LIFE = 10_000;
const Key = z.tuple([z.string()]);

/** Reads holds from the log. */
@Injectable()
export class ReadHolds {
  constructor(
    private readonly stream: AccountStream,
    private readonly asOf: AccountsAsOf,
    private readonly findHold: FindHold,
    private readonly catalogue: CatalogueView,
  ) {}

  /** Lists open holds by age, now or as recorded by a moment. Throws `account_not_found`. */
  async open(
    accountId: string,
    request: PageRequest,
    knownAt?: Knowledge,
  ): Promise<Page<z.input<typeof OpenHold>>> {
    const [after = ''] = afterKey(request, Key) ?? [];
    const { state } = knownAt
      ? await this.asOf.recordedBy(accountId, knownAt)
      : await this.asOf.now(accountId);
    const rest = [...state.holds.open].filter(({ holdId }) => holdId > after);
    const listed = page(rest, request, ({ holdId }) => [holdId]);
    return { ...listed, data: listed.data.map(presentOpen) };
  }

  /** Reads one hold. Throws DomainError `hold_not_found` or `account_not_found`. */
  async one(accountId: string, holdId: string): Promise<HoldDetails> {
    await this.catalogue.fresh();
    const placed = await this.findHold.placed(accountId, holdId);
    const { state } = await this.stream.bookDue(accountId);
    const { life, isComplete } = await this.lifeOf(accountId, placed);
    const { data, occurredAt } = placed.fact;
    const open = state.holds.open.get(holdId);
    return {
      hold_id: holdId,
      account_id: accountId,
      status: statusOf(state, holdId) ?? endOf(life),
      credits: formatCredits(open ? reservedOf(open) : 0n),
      ...presentTask(data),
      usage_estimate: data.estimate ? presentUsage(data.estimate) : null,
      rate: presentRateUsed(data.price),
      policy_version: policyVersionOf(data, occurredAt, this.catalogue.current().policies),
      price: presentPriceUsed(data.price),
      placed_at: formatInstant(occurredAt),
      expires_at: open ? formatInstant(open.expiresAt) : null,
      life: life.map(presentEvent),
      life_complete: isComplete || life.some(isLast),
    };
  }

  /** Events of a hold from its first, as far as the limit allows. */
  private async lifeOf(accountId: string, placed: PlacedHold) {
    const life: HoldFact[] = [];
    const last = placed.revision + MAX_EVENTS_OF_A_LIFE;
    for (let from = placed.revision; from < last; from += PAGE_EVENTS) {
      const events = await this.stream.eventsFrom(accountId, from, PAGE_EVENTS);
      for (const event of events) {
        if (isOf(event, placed.fact.data.holdId)) life.push(event);
      }
      if (events.length < PAGE_EVENTS || life.some(isLast)) return { life, isComplete: true };
    }
    return { life, isComplete: false };
  }
}

type HoldFact = Recorded<
  Extract<AccountEvent, { type: 'HoldPlaced' | 'HoldExtended' | 'HoldSettled' | 'HoldReleased' }>
>;

const HOLD_TYPES = new Set(['HoldPlaced', 'HoldExtended', 'HoldSettled', 'HoldReleased']);

const isOf = (event: Recorded, holdId: string): event is HoldFact =>
  HOLD_TYPES.has(event.fact.type) &&
  'holdId' in event.fact.data &&
  event.fact.data.holdId === holdId;

/** An expired hold may still be settled. */
const isLast = ({ fact }: HoldFact): boolean =>
  fact.type === 'HoldSettled' || (fact.type === 'HoldReleased' && fact.data.reason === 'released');

function statusOf({ holds }: AccountState, holdId: string) {
  if (holds.open.get(holdId)) return 'open';
  if (holds.expired.get(holdId)) return 'expired';
  return holds.ended.get(holdId)?.end;
}

/** How a hold ended, if the account has dropped that. */
function endOf(life: readonly HoldFact[]): HoldDetails['status'] {
  const kind = life.map(kindOf).findLast((one) => one !== 'placed' && one !== 'extended');
  return kind ?? 'ended';
}

function kindOf({ fact }: HoldFact) {
  switch (fact.type) {
    case 'HoldPlaced':
      return 'placed';
    case 'HoldExtended':
      return 'extended';
    case 'HoldSettled':
      return 'settled';
    case 'HoldReleased':
      return fact.data.reason;
  }
}

function presentEvent(event: HoldFact): z.input<typeof HoldEvent> {
  const { fact, meta, position, id } = event;
  const { data } = fact;
  return {
    kind: kindOf(event),
    credits: formatCredits('credits' in data ? data.credits : sum(data.released)),
    debit_id: 'debitId' in data ? data.debitId : null,
    expires_at: 'expiresAt' in data ? formatInstant(data.expiresAt) : null,
    actor: meta.actor,
    occurred_at: formatInstant(fact.occurredAt),
    recorded_at: formatInstant(meta.recorded_at),
    position: formatPosition(position),
    event_id: id,
  };
}

const presentOpen = (hold: Hold): z.input<typeof OpenHold> => ({
  hold_id: hold.holdId,
  credits: formatCredits(reservedOf(hold)),
  ...presentTask(hold.task),
  placed_at: formatInstant(hold.placedAt),
  expires_at: formatInstant(hold.expiresAt),
});
