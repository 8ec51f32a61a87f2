import { z } from 'zod';
import { formatCredits, MICRO } from '../../domain/credits.js';
import { type Price, type PricePart } from '../../domain/model/price.js';
import { costOf } from '../../domain/model/pricing.js';
import { CreditsText } from '../shapes/credits.js';
import { ModelId } from '../shapes/ids.js';
import { Factor, PriceKind } from '../shapes/words.js';

const Exact = z.string().meta({
  description: 'An exact decimal, not rounded: it may have more than six decimals.',
  pattern: '^\\d+(?:\\.\\d*[1-9])?$',
  examples: ['0.000000125'],
});

/**
 * The computation of a price, line by line, so that it can be verified by hand. Has a line for
 * every kind used, even at price "0".
 */
export const PriceAnswer = z
  .object({
    model: ModelId,
    rate_version: z.number().int(),
    lines: z.array(
      z.object({
        kind: PriceKind,
        quantity: z.number().int(),
        rate: CreditsText,
        price_of: PriceKind.describe(
          'Whose price this is: its own, or `input` for `cached_input` and `output` for ' +
            '`reasoning` where the rate names none for them.',
        ),
        per: z.number().int().describe('The rate is for this many: 1000000 or 1.'),
        credits: Exact,
      }),
    ),
    sum: Exact,
    minimum: CreditsText.nullable(),
    multipliers: z.array(
      z.object({
        kind: z.enum(['mode', 'complexity', 'outcome']),
        key: z.string(),
        factor: Factor,
        credits: Exact.describe('What the cost came to with this factor.'),
      }),
    ),
    exact: Exact.describe('The cost before it was rounded.'),
    rounding: z.literal('up'),
    credits: CreditsText,
  })
  .meta({ id: 'PriceArithmetic' });

/** The computation of a price by rate. */
export const PriceUsed = PriceAnswer.nullable().describe(
  'How the credits came about; null where no rate priced them.',
);

/** Presents a stored price; null if there is none. */
export const presentPriceUsed = (price: Price | undefined): z.output<typeof PriceUsed> =>
  price ? presentPrice(price) : null;

/** Lines are in millionths of a micro-credit: token rates are per million. */
const LINE_DECIMALS = 12;
const FACTOR_DECIMALS = 6;

/** Presents a stored price: exact at every step, rounded up once at the end. */
export function presentPrice(price: Price): z.output<typeof PriceAnswer> {
  const lines = price.parts.map((part) => ({ part, value: lineValue(part) }));
  const sum = lines.reduce((total, { value }) => total + value, 0n);
  const least = (price.minimum ?? 0n) * MICRO;
  let exact = sum < least ? least : sum;
  let decimals = LINE_DECIMALS;
  const multipliers = price.multipliers.map(({ kind, key, factor }) => {
    const [whole = '0', fraction = ''] = factor.split('.');
    exact *= BigInt(whole + fraction.padEnd(FACTOR_DECIMALS, '0'));
    decimals += FACTOR_DECIMALS;
    return { kind, key, factor, credits: formatDecimal(exact, decimals) };
  });
  return {
    model: price.model,
    rate_version: price.rateVersion,
    lines: lines.map(({ part: { kind, quantity, rate, from }, value }) => ({
      kind,
      quantity,
      rate: formatCredits(rate),
      price_of: from ?? kind,
      per: perOf(kind),
      credits: formatDecimal(value, LINE_DECIMALS),
    })),
    sum: formatDecimal(sum, LINE_DECIMALS),
    minimum: price.minimum === undefined ? null : formatCredits(price.minimum),
    multipliers,
    exact: formatDecimal(exact, decimals),
    rounding: 'up',
    credits: formatCredits(costOf(price)),
  };
}

function lineValue({ kind, quantity, rate }: PricePart): bigint {
  return (BigInt(quantity) * rate * MICRO) / BigInt(perOf(kind));
}

/** Token rates are credits per million tokens, others per unit. */
function perOf(kind: PricePart['kind']): 1 | 1_000_000 {
  switch (kind) {
    case 'input':
    case 'cached_input':
    case 'output':
    case 'reasoning':
      return 1_000_000;
    case 'image':
    case 'request':
      return 1;
  }
}

/** `formatDecimal(1250n, 3)` → `"1.25"`; the value is never negative. */
function formatDecimal(value: bigint, decimals: number): string {
  const digits = value.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return `${digits.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`;
}
