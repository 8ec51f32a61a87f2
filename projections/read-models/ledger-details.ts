import type { Purpose, Task } from '../../domain/account/purpose.js';
import type { Instant } from '../../domain/instant.js';
import type { Usage } from '../../domain/model/price.js';
import { nullable, type RowOf } from '../tables/table.js';

/**
 * Columns of a ledger entry that describe its debit, settlement or hold, also for a refund. Null if
 * the event does not say.
 */
export const detailColumns = {
  model: nullable('text'),
  mode: nullable('text'),
  action: nullable('text'),
  feature: nullable('text'),
  memberId: nullable('text'),
  /** Outcome; null for a hold, where it is not known yet. */
  outcome: nullable('text'),
  /** Reported usage of a debit or settlement; null in all five without one. */
  inputTokens: nullable('bigint'),
  cachedInputTokens: nullable('bigint'),
  outputTokens: nullable('bigint'),
  reasoningTokens: nullable('bigint'),
  images: nullable('bigint'),
  /** Of a refund: the whole refunded amount, even without a lot to return to. */
  refunded: nullable('bigint'),
  /** Of a refund: when its debit occurred. Usage counts the refund there. */
  debitedAt: nullable('timestamptz'),
};

/** Values of those columns. */
export type Details = RowOf<typeof detailColumns>;

/** For events without a purpose, such as a grant. */
export const NO_DETAILS: Details = {
  model: null,
  mode: null,
  action: null,
  feature: null,
  memberId: null,
  outcome: null,
  inputTokens: null,
  cachedInputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  images: null,
  refunded: null,
  debitedAt: null,
};

/** Purpose and usage of a debit or settlement. */
export function used(data: Purpose & { readonly usage?: Usage | undefined }): Details {
  const { usage } = data;
  if (!usage) return { ...intended(data), outcome: data.outcome };
  return {
    ...intended(data),
    outcome: data.outcome,
    inputTokens: BigInt(usage.inputTokens),
    cachedInputTokens: BigInt(usage.cachedInputTokens),
    outputTokens: BigInt(usage.outputTokens),
    reasoningTokens: BigInt(usage.reasoningTokens),
    images: BigInt(usage.images),
  };
}

/** Purpose of a hold. */
export const intended = ({ model, mode, action, feature, memberId }: Task): Details => ({
  ...NO_DETAILS,
  model: model ?? null,
  mode: mode ?? null,
  action: action ?? null,
  feature: feature ?? null,
  memberId: memberId ?? null,
});

/** Refunded amount, and the purpose of its debit. */
export const givenBack = ({
  credits,
  debit,
}: {
  readonly credits: bigint;
  readonly debit: Purpose & { readonly occurredAt: Instant };
}): Details => ({
  ...intended(debit),
  outcome: debit.outcome,
  refunded: credits,
  debitedAt: debit.occurredAt,
});
