import { z } from 'zod';
import { formatPosition, parsePosition } from '../../platform/event-store/records/metadata.js';

const FORM = '^\\d{20}$';

/** A log position in a request: opaque text ⇄ commit position; 422 if malformed. */
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

/** A position in answers, formatted by `formatPosition`. */
export const PositionText = z.string().meta({
  id: 'Position',
  description:
    'Opaque; only ever grows. Give it to a read as `min_position` to read your write. Writes that ' +
    'came together share one; the ledger has the position of each entry.',
  pattern: FORM,
  examples: ['00000000000000123456'],
});

/** Presents a position; null if nothing was written. */
export const presentPosition = (position: bigint | null): string | null =>
  position === null ? null : formatPosition(position);
