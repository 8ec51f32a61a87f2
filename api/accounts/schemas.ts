import { z } from 'zod';
import { formatCredits, type Credits } from '../../domain/credits.js';
import type { Control } from '../../domain/decider.js';
import { CreditsText } from '../shapes/credits.js';
import { Position, PositionText } from '../shapes/position.js';
import { RequestInstant } from '../shapes/time.js';
import { LotId } from '../shapes/ids.js';
import { ReasonCode } from '../shapes/words.js';

/** What every read takes to see its caller's own writes. */
export const freshnessQuery = { min_position: Position.optional() };

/** Query of a read that takes nothing else. */
export const FreshQuery = z.strictObject(freshnessQuery);

/** `stale` stands only where it is true. */
export const staleAnswer = {
  stale: z.literal(true).optional().meta({ description: '`min_position` was not reached in 2 s.' }),
};

/** An instant inside a cursor: text as we gave it out, whatever a caller has made of it. */
export const InstantKey = z.string().refine((text) => RequestInstant.safeParse(text).success);

/** The balance after a write. */
export const BalanceAfter = z
  .object({ available: CreditsText, held: CreditsText, debt: CreditsText })
  .meta({
    id: 'BalanceAfter',
    description: 'As its event recorded it; what is frozen by disputes stands in the balance.',
  });

/** What every write answers with. */
export const writeAnswer = { balance: BalanceAfter, position: PositionText };

/** The control figures of a write's last event, as its answer gives them. */
export const balanceAfter = ({
  available,
  held,
  debt,
}: Pick<Control, 'available' | 'held' | 'debt'>): z.output<typeof BalanceAfter> => ({
  available: formatCredits(available),
  held: formatCredits(held),
  debt: formatCredits(debt),
});

/** Credits of one lot. */
export const LotCredits = z
  .object({ lot_id: LotId, credits: CreditsText })
  .meta({ id: 'LotCredits' });

/** Allocations of an event, as answers give them. */
export const lotCredits = (
  lots: readonly { readonly lotId: string; readonly credits: Credits }[],
): z.output<typeof LotCredits>[] =>
  lots.map(({ lotId, credits }) => ({ lot_id: lotId, credits: formatCredits(credits) }));

const MAX_NOTE_CHARS = 2_000;

/** Free text that stays outside the log. PostgreSQL takes no NUL; a lone surrogate is no text. */
export const personalText = (maxChars: number) =>
  z
    .string()
    .max(maxChars)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'expected plain text');

const Note = personalText(MAX_NOTE_CHARS).min(1);
const reason_code = ReasonCode;

/** Names a case in somebody's help desk; it stands in the log, so it is no place for prose. */
export const Ticket = z
  .string()
  .regex(/^[A-Za-z0-9#][A-Za-z0-9._:#/-]{0,63}$/, 'expected 1 to 64 of A-Z a-z 0-9 . _ : # / -')
  .meta({
    id: 'Ticket',
    description: 'Names a case in a help desk; it stands in the log, so it is no place for prose.',
    examples: ['ZD-4711'],
  });
const ticket = Ticket.optional();

/** Why a person does something. */
export const reasonBody = { reason_code, note: Note.optional(), ticket };

/** The same where nobody may do it without saying why. */
export const requiredReason = { reason_code, note: Note, ticket };
