import { z } from 'zod';
import { chargeOf } from '../../domain/account/charge.js';
import type { AccountEvent } from '../../domain/account/events.js';
import { sum } from '../../domain/account/posting.js';
import { formatCredits } from '../../domain/credits.js';
import type { GatePolicy } from '../../domain/catalogue/policy.js';
import { formatInstant } from '../../domain/instant.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { policyVersionOf, PolicyVersion } from '../debits/action-price.js';
import { presentRateUsed, RateUsed } from '../debits/present-debit.js';
import { presentPriceUsed, PriceUsed } from '../debits/present-price.js';
import { BalanceBefore, LotCredits, lotCredits, writeAnswer } from '../accounts/schemas.js';
import { CreditsText } from '../shapes/credits.js';
import { AccountId, DebitId, EventId, HoldId } from '../shapes/ids.js';
import { Outcome } from '../shapes/words.js';
import { HELD, SETTLED } from '../openapi/examples.js';
import { InstantText } from '../shapes/time.js';

type FactOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>;
type After = Pick<HoldAnswer, 'balance' | 'position'>;

const hold = { hold_id: HoldId, account_id: AccountId };

/** Answer to a new hold. */
export const HoldAnswer = z
  .object({
    ...hold,
    credits: CreditsText.describe('What is reserved.'),
    lots: z.array(LotCredits),
    rate: RateUsed.describe('The hold is settled by this one; null: by credits.'),
    price: PriceUsed,
    policy_version: PolicyVersion,
    placed_at: InstantText,
    expires_at: InstantText,
    ...writeAnswer,
  })
  .meta({ id: 'HoldWritten', examples: [HELD] });
export type HoldAnswer = z.input<typeof HoldAnswer>;

/** Presents a new hold and the balance after it, from the recorded event alone. */
export const presentNewHold = (
  { data, occurredAt }: FactOf<'HoldPlaced'>,
  after: After,
  policies: readonly GatePolicy[],
): HoldAnswer => ({
  hold_id: data.holdId,
  account_id: data.accountId,
  credits: formatCredits(data.credits),
  lots: lotCredits(data.lots),
  rate: presentRateUsed(data.price),
  price: presentPriceUsed(data.price),
  policy_version: policyVersionOf(data, occurredAt, policies),
  placed_at: formatInstant(occurredAt),
  expires_at: formatInstant(data.expiresAt),
  ...after,
});

/** Answer to an extension. */
export const ExtendAnswer = z
  .object({
    ...hold,
    credits: CreditsText.describe('What is reserved besides what was before.'),
    lots: z.array(LotCredits),
    expires_at: InstantText,
    unchanged: z.literal(true).optional().describe('It was kept as long already.'),
    ...writeAnswer,
  })
  .meta({ id: 'HoldExtended' });
export type ExtendAnswer = z.input<typeof ExtendAnswer>;

/** Presents an extension. */
export const presentExtended = ({ data }: FactOf<'HoldExtended'>, after: After): ExtendAnswer => ({
  hold_id: data.holdId,
  account_id: data.accountId,
  credits: formatCredits(data.credits),
  lots: lotCredits(data.lots),
  expires_at: formatInstant(data.expiresAt),
  ...after,
});

const givenBack = {
  released: CreditsText.describe('Was reserved and went back to its lots.'),
  forfeited: CreditsText.describe('Was reserved of lots that have ended since: lost.'),
  debt_repaid: CreditsText.describe('Of what went back: paid to debt at once.'),
};

const presentGivenBack = (
  data: FactOf<'HoldReleased'>['data'] | FactOf<'HoldSettled'>['data'],
) => ({
  released: formatCredits(sum(data.released)),
  forfeited: formatCredits(sum(data.forfeited)),
  debt_repaid: formatCredits(sum(data.repaid)),
});

/** Answer to a settlement: a debit, and what happened to the rest. */
export const SettleAnswer = z
  .object({
    debit_id: DebitId,
    ...hold,
    credits: CreditsText.describe('What it cost.'),
    overdrawn: CreditsText.describe('What became debt.'),
    lots: z.array(LotCredits),
    ...givenBack,
    rate: RateUsed,
    price: PriceUsed,
    outcome: Outcome,
    occurred_at: InstantText,
    ...writeAnswer,
  })
  .meta({ id: 'HoldSettled', examples: [SETTLED] });
export type SettleAnswer = z.input<typeof SettleAnswer>;

/** Presents a settlement from the recorded event alone. */
export function presentSettled(fact: FactOf<'HoldSettled'>, after: After): SettleAnswer {
  const { data, occurredAt } = fact;
  return {
    debit_id: data.debitId,
    hold_id: data.holdId,
    account_id: data.accountId,
    credits: formatCredits(data.credits),
    overdrawn: formatCredits(data.overdrawn),
    lots: lotCredits(chargeOf(fact).lots),
    ...presentGivenBack(data),
    rate: presentRateUsed(data.price),
    price: presentPriceUsed(data.price),
    outcome: data.outcome,
    occurred_at: formatInstant(occurredAt),
    ...after,
  };
}

/** Answer to a release. */
export const ReleaseAnswer = z
  .object({
    ...hold,
    ...givenBack,
    event_id: EventId,
    occurred_at: InstantText,
    balance_before: BalanceBefore,
    ...writeAnswer,
  })
  .meta({ id: 'HoldReleased' });
export type ReleaseAnswer = z.input<typeof ReleaseAnswer>;

/** Presents a release. */
export const presentReleased = (
  { id, fact: { data, occurredAt } }: Recorded<FactOf<'HoldReleased'>>,
  figures: Pick<ReleaseAnswer, 'balance_before' | 'balance' | 'position'>,
): ReleaseAnswer => ({
  hold_id: data.holdId,
  account_id: data.accountId,
  ...presentGivenBack(data),
  event_id: id,
  occurred_at: formatInstant(occurredAt),
  ...figures,
});
