import type { Purpose, Task } from '../../domain/account/purpose.js';
import type { Instant } from '../../domain/instant.js';
import type { Usage } from '../../domain/model/price.js';
import { nullable, type RowOf } from '../tables/table.js';

/**
 * Columns of a ledger entry that say what a debit, settlement or hold was for, and its refund with
 * it. All are null where the event says nothing of the kind.
 */
export const detailColumns = {
  model: nullable('text'),
  mode: nullable('text'),
  action: nullable('text'),
  feature: nullable('text'),
  memberId: nullable('text'),
  /** How it ended; null for a hold, of which that is not known yet. */
  outcome: nullable('text'),
  /** What a debit or settlement reported as used; null in all five where it reported nothing. */
  inputTokens: nullable('bigint'),
  cachedInputTokens: nullable('bigint'),
  outputTokens: nullable('bigint'),
  reasoningTokens: nullable('bigint'),
  images: nullable('bigint'),
  /** Of a refund: all that was given back, also what no lot was there to take. */
  refunded: nullable('bigint'),
  /** Of a refund: when its debit occurred. Usage counts the refund there. */
  debitedAt: nullable('timestamptz'),
};

/** The values of those columns. */
export type Details = RowOf<typeof detailColumns>;

/** Of an event that was for nothing in particular, such as a grant. */
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

/** What a debit or settlement was for, and what it used. */
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

/** What a hold is for. */
export const intended = ({ model, mode, action, feature, memberId }: Task): Details => ({
  ...NO_DETAILS,
  model: model ?? null,
  mode: mode ?? null,
  action: action ?? null,
  feature: feature ?? null,
  memberId: memberId ?? null,
});

/** What a refund gives back, and what its debit was for. */
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
