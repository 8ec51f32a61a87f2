import { z } from 'zod';
import { Credits } from '../credits.js';

/** Most tokens of one kind, or images, that one request may report. */
export const MAX_QUANTITY_PER_REQUEST = 1_000_000_000_000;
const Quantity = z.number().int().min(0).max(MAX_QUANTITY_PER_REQUEST);

/** What a request used. Token kinds are disjoint: cached input is not counted in input. */
export const Usage = z.strictObject({
  inputTokens: Quantity,
  cachedInputTokens: Quantity,
  outputTokens: Quantity,
  reasoningTokens: Quantity,
  images: Quantity,
});
export type Usage = z.output<typeof Usage>;

/** Nothing used of any kind. */
export const NO_USAGE: Usage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  images: 0,
};

/** How a generation ended. Failed and retried ones cost credits unless the rate says otherwise. */
export const OUTCOMES = ['ok', 'failed', 'retried', 'aborted', 'platform_error'] as const;
/** How a request ended; a rate may price each outcome differently. */
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.output<typeof Outcome>;

/** Name of a mode, complexity, feature or action: chosen by the product, opaque to the ledger. */
export const Label = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'expected 1 to 64 of A-Z a-z 0-9 . _ : -');

/** What a price is made of: kinds of tokens, images, the request itself. */
export const PART_KINDS = [
  'input',
  'cached_input',
  'output',
  'reasoning',
  'image',
  'request',
] as const;

/** Kinds whose price holds for others too: `input` for cached input, `output` for reasoning. */
export const FallbackKind = z.enum(['input', 'output']);
export type FallbackKind = z.output<typeof FallbackKind>;

/** One line of the formula: `quantity × rate`; token rates are credits per million tokens. */
export const PricePart = z.strictObject({
  kind: z.enum(PART_KINDS),
  quantity: Quantity,
  rate: Credits,
  /** The kind whose price this is; absent: the kind's own. */
  from: FallbackKind.optional(),
});
export type PricePart = z.output<typeof PricePart>;

/** A factor of the formula, as the decimal string that the rate was published with. */
export const Multiplier = z.strictObject({
  kind: z.enum(['mode', 'complexity', 'outcome']),
  key: Label,
  factor: z.string(),
});
export type Multiplier = z.output<typeof Multiplier>;

/**
 * How a cost came about, complete enough to be computed again by hand:
 * `max(minimum, Σ quantity × rate [÷ 1,000,000 for tokens]) × Π factors`, rounded up to a
 * micro-credit.
 * There is a line for every kind that was used, and for the request where requests have a price.
 * Multipliers that the rate does not have are left out, and `minimum` where nothing was used. In
 * prices that earlier versions of the product recorded, what was free has no line.
 */
export const Price = z.strictObject({
  model: z.string(),
  rateVersion: z.number().int(),
  parts: z.array(PricePart),
  minimum: Credits.optional(),
  multipliers: z.array(Multiplier),
});
export type Price = z.output<typeof Price>;
