import { z } from 'zod';
import { chargeOf, type ChargeFact } from '../../domain/account/charge.js';
import type { Task } from '../../domain/account/purpose.js';
import { formatCredits, type Credits } from '../../domain/credits.js';
import type { GatePolicy } from '../../domain/catalogue/policy.js';
import { formatInstant } from '../../domain/instant.js';
import { type Price, type Usage } from '../../domain/model/price.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { CreditsText } from '../shapes/credits.js';
import { policyVersionOf, PolicyVersion } from './action-price.js';
import { presentPriceUsed, PriceUsed } from './present-price.js';
import { LotCredits, lotCredits, writeAnswer } from '../accounts/schemas.js';
import { AccountId, DebitId, EventId, HoldId, MemberId, ModelId } from '../shapes/ids.js';
import { Label, Outcome } from '../shapes/words.js';
import { DEBITED } from '../openapi/examples.js';
import { InstantText } from '../shapes/time.js';
import { UsageCounts } from '../shapes/count.js';
import { PositionText } from '../shapes/position.js';

/** A recorded debit, or a hold's settlement. */
export type RecordedDebit = Recorded<ChargeFact>;

/** The rate that priced something. */
export const RateUsed = z
  .object({ model: ModelId, version: z.number().int() })
  .meta({ id: 'RateUsed' })
  .nullable()
  .describe('The rate it was priced by; null for a debit of credits.');

/** Answer to a new debit. */
export const NewDebitAnswer = z
  .object({
    debit_id: DebitId,
    account_id: AccountId,
    credits: CreditsText,
    overdrawn: CreditsText.describe('What became debt.'),
    lots: z.array(LotCredits),
    rate: RateUsed,
    price: PriceUsed,
    policy_version: PolicyVersion,
    occurred_at: InstantText,
    ...writeAnswer,
  })
  .meta({ id: 'DebitWritten', examples: [DEBITED] });
export type NewDebitAnswer = z.input<typeof NewDebitAnswer>;

/** Presents a new debit and the balance after it, from the recorded events alone. */
export function presentNewDebit(
  { fact }: RecordedDebit,
  after: Pick<NewDebitAnswer, 'balance' | 'position'>,
  policies: readonly GatePolicy[],
): NewDebitAnswer {
  const data = chargeOf(fact);
  return {
    debit_id: data.debitId,
    account_id: data.accountId,
    credits: formatCredits(data.credits),
    overdrawn: formatCredits(data.overdrawn),
    lots: lotCredits(data.lots),
    rate: presentRateUsed(data.price),
    price: presentPriceUsed(data.price),
    policy_version: policyVersionOf(data, fact.occurredAt, policies),
    occurred_at: formatInstant(fact.occurredAt),
    ...after,
  };
}

/** Model and version of a price. */
export const presentRateUsed = (price: Price | undefined): z.output<typeof RateUsed> =>
  price ? { model: price.model, version: price.rateVersion } : null;

/** Labels of a debit or hold. */
export const task = {
  model: ModelId.nullable(),
  mode: Label.nullable(),
  complexity: Label.nullable(),
  action: Label.nullable(),
  feature: Label.nullable(),
  member_id: MemberId.nullable(),
};

/** Presents a task, with null for absent labels. */
export const presentTask = ({ model, mode, complexity, action, feature, memberId }: Task) => ({
  model: model ?? null,
  mode: mode ?? null,
  complexity: complexity ?? null,
  action: action ?? null,
  feature: feature ?? null,
  member_id: memberId ?? null,
});

/** A debit with everything that explains it. */
export const DebitAnswer = z
  .object({
    debit_id: DebitId,
    account_id: AccountId,
    credits: CreditsText,
    overdrawn: CreditsText,
    refunded: CreditsText.nullable().describe('Null: too long ago to be known.'),
    lots: z.array(LotCredits),
    ...task,
    outcome: Outcome,
    usage: UsageCounts.nullable(),
    rate: RateUsed,
    policy_version: PolicyVersion,
    price: PriceUsed,
    occurred_at: InstantText,
    recorded_at: InstantText,
    hold_id: HoldId.nullable().describe('The hold that it settled.'),
    actor: z.string(),
    cause: z.string().nullable(),
    event_id: EventId,
    position: PositionText,
  })
  .meta({ id: 'Debit' });
export type DebitAnswer = z.input<typeof DebitAnswer>;

/** Presents a recorded debit; `refunded` is null if no longer known. */
export function presentDebit(
  { fact, id, meta, position }: RecordedDebit,
  refunded: Credits | null,
  policies: readonly GatePolicy[],
): DebitAnswer {
  const data = chargeOf(fact);
  return {
    debit_id: data.debitId,
    account_id: data.accountId,
    credits: formatCredits(data.credits),
    overdrawn: formatCredits(data.overdrawn),
    refunded: refunded === null ? null : formatCredits(refunded),
    lots: lotCredits(data.lots),
    ...presentTask(data),
    outcome: data.outcome,
    usage: data.usage ? presentUsage(data.usage) : null,
    rate: presentRateUsed(data.price),
    policy_version: policyVersionOf(data, fact.occurredAt, policies),
    price: presentPriceUsed(data.price),
    occurred_at: formatInstant(fact.occurredAt),
    recorded_at: formatInstant(meta.recorded_at),
    hold_id: fact.type === 'HoldSettled' ? fact.data.holdId : null,
    actor: meta.actor,
    cause: meta.cause ?? null,
    event_id: id,
    position: formatPosition(position),
  };
}

/** Presents usage. */
export const presentUsage = (usage: Usage) => ({
  input_tokens: usage.inputTokens,
  cached_input_tokens: usage.cachedInputTokens,
  output_tokens: usage.outputTokens,
  reasoning_tokens: usage.reasoningTokens,
  images: usage.images,
});
