/** How much was known at a moment of the past. */
import { z } from 'zod';
import { formatInstant, parseInstant, type Instant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { InstantText, RequestInstant } from './time.js';

/** Limits a reading to what was recorded by an instant, or up to a position. */
export type Knowledge =
  | { readonly kind: 'instant'; readonly instant: Instant }
  | { readonly kind: 'position'; readonly position: bigint };

/** A position, with or without the leading zeros of answers. */
const DECIMAL = /^\d{1,20}$/;

/** An instant or a position: how much was known. */
export const KnownAt = z
  .string()
  .max(40)
  .transform((text, ctx): Knowledge => {
    if (DECIMAL.test(text)) return { kind: 'position', position: BigInt(text) };
    const instant = parseInstant(text);
    const usable = RequestInstant.safeParse(text).success;
    if (instant !== undefined && usable) return { kind: 'instant', instant };
    ctx.issues.push({
      code: 'custom',
      input: text,
      message:
        'expected an instant such as "2026-01-31T10:00:00Z", or a position of 1 to 20 digits',
    });
    return z.NEVER;
  })
  .meta({
    type: undefined,
    anyOf: [
      { type: 'string', format: 'date-time', maxLength: 40 },
      { type: 'string', pattern: DECIMAL.source },
    ],
    maxLength: undefined,
    examples: ['2026-01-31T10:00:00Z'],
  });

/** Query of reads that show what was known at a moment. */
export const knownAtQuery = {
  known_at: KnownAt.optional().meta({
    description:
      'Only what had been recorded by then: an instant that is not in the future, or a `position`.',
    examples: ['2026-01-31T10:00:00Z'],
  }),
};

/** As requested: an instant or a position. */
export const KnownText = z.union([
  InstantText,
  z.string().meta({ pattern: '^\\d{20}$', examples: ['00000000000000123456'] }),
]);

/** Knowledge as an answer says it. */
export const presentKnowledge = (known: Knowledge): string =>
  known.kind === 'instant' ? formatInstant(known.instant) : formatPosition(known.position);
