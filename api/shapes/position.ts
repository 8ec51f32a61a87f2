import { z } from 'zod';
import { formatPosition, parsePosition } from '../../platform/event-store/records/metadata.js';

const FORM = '^\\d{20}$';

/**
 * A position of the log, given back by a caller: opaque text ⇄ commit position. Anything else is
 * 422.
 */
export const Position = z
  .string()
  .transform((text, ctx) => {
    const position = parsePosition(text);
    if (position !== undefined) return position;
    const message = 'expected the `position` of an answer, which has 20 digits';
    ctx.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  })
  .meta({
    description: 'The `position` of a write.',
    pattern: FORM,
    examples: ['00000000000000123456'],
  });

/** A position as it stands in answers; made by `formatPosition`. */
export const PositionText = z.string().meta({
  id: 'Position',
  description:
    'Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that ' +
    'came together share one; the ledger has the position of each entry.',
  pattern: FORM,
  examples: ['00000000000000123456'],
});

/** A position as it is answered; null where nothing was written. */
export const presentPosition = (position: bigint | null): string | null =>
  position === null ? null : formatPosition(position);
