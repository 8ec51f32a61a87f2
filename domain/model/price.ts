import { z } from 'zod';
import { Credits } from '../credits.js';

/** Limit of tokens of one kind, or images, in one request. */
export const MAX_QUANTITY_PER_REQUEST = 1_000_000_000_000;
const Quantity = z.number().int().min(0).max(MAX_QUANTITY_PER_REQUEST);

/** Usage of a request. Token kinds are disjoint: cached input is not counted in input. */
export const Usage = z.strictObject({
  inputTokens: Quantity,
  cachedInputTokens: Quantity,
  outputTokens: Quantity,
  reasoningTokens: Quantity,
  images: Quantity,
});
export type Usage = z.output<typeof Usage>;

/** No usage. */
export const NO_USAGE: Usage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  images: 0,
};

/**
 * Outcomes of a generation. Failed and retried ones cost credits unless the rate says otherwise.
 */
export const OUTCOMES = ['ok', 'failed', 'retried', 'aborted', 'platform_error'] as const;
/** Outcome of a request; a rate may price each differently. */
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.output<typeof Outcome>;

/** Name of a mode, complexity, feature or action: chosen by the product, opaque to the ledger. */
export const Label = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'expected 1 to 64 of A-Z a-z 0-9 . _ : -');

/** Kinds of price parts: tokens, images, the request itself. */
export const PART_KINDS = [
  'input',
  'cached_input',
  'output',
  'reasoning',
  'image',
  'request',
] as const;

/** Kinds whose price is a fallback: `input` for cached input, `output` for reasoning. */
export const FallbackKind = z.enum(['input', 'output']);
export type FallbackKind = z.output<typeof FallbackKind>;

/** One line of the formula: `quantity × rate`; token rates are credits per million tokens. */
export const PricePart = z.strictObject({
  kind: z.enum(PART_KINDS),
  quantity: Quantity,
  rate: Credits,
  /** The kind whose price was used as fallback; absent: its own. */
  from: FallbackKind.optional(),
});
export type PricePart = z.output<typeof PricePart>;

/** A factor of the formula, as the decimal string of the rate. */
export const Multiplier = z.strictObject({
  kind: z.enum(['mode', 'complexity', 'outcome']),
  key: Label,
  factor: z.string(),
});
export type Multiplier = z.output<typeof Multiplier>;

/**
 * A cost with its formula, complete enough to recompute by hand: `max(minimum, Σ quantity × rate [÷
 * 1,000,000 for tokens]) × Π factors`, rounded up to a micro-credit. Has a line for every kind
 * used, and for the request if the rate prices requests. Multipliers absent from the rate are
 * omitted, as is `minimum` without usage. Prices recorded by earlier versions have no lines for
 * what was free.
 */
export const Price = z.strictObject({
  model: z.string(),
  rateVersion: z.number().int(),
  parts: z.array(PricePart),
  minimum: Credits.optional(),
  multipliers: z.array(Multiplier),
});
export type Price = z.output<typeof Price>;
