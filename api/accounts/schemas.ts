/** Schemas that routes of accounts share: figures, lots, reasons, freshness. */
import { z } from 'zod';
import { formatCredits, type Credits } from '../../domain/credits.js';
import type { Control } from '../../domain/decider.js';
import { CreditsText } from '../shapes/credits.js';
import { Position, PositionText } from '../shapes/position.js';
import { InstantText, RequestInstant } from '../shapes/time.js';
import { EventId, LotId } from '../shapes/ids.js';
import { ReasonCode } from '../shapes/words.js';

/** Query of reads that show the caller's own writes. */
export const freshnessQuery = { min_position: Position.optional() };

/** Query of a read without further parameters. */
export const FreshQuery = z.strictObject(freshnessQuery);

/** Present only if true. */
export const staleAnswer = {
  stale: z.literal(true).optional().describe('`min_position` was not reached in 2 s.'),
};

/** An instant in a cursor: our own text, unless the caller has changed it. */
export const InstantKey = z.string().refine((text) => RequestInstant.safeParse(text).success);

/** The balance after a write. */
export const BalanceAfter = z
  .object({ available: CreditsText, held: CreditsText, debt: CreditsText })
  .meta({
    id: 'BalanceAfter',
    description: 'As its event recorded it; what is frozen by disputes stands in the balance.',
  });

/** Members of every write's answer. */
export const writeAnswer = { balance: BalanceAfter, position: PositionText };

/** Members that name the event of a write, for commands that may have nothing to do. */
export const eventAnswer = {
  event_id: EventId.nullable().describe(
    'The event that says it; null where nothing was to be done.',
  ),
  occurred_at: InstantText.nullable().describe('When; null where nothing was done.'),
};

/** The balance before a write that moves credits by hand, with the one after it. */
export const BalanceBefore = BalanceAfter.clone().meta({
  id: 'BalanceBefore',
  description: 'What the event found: the balance after it, less what it changed.',
});

/** Presents the control figures of a write's last event. */
export const presentFigures = ({
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

/** Presents allocations of an event. */
export const lotCredits = (
  lots: readonly { readonly lotId: string; readonly credits: Credits }[],
): z.output<typeof LotCredits>[] =>
  lots.map(({ lotId, credits }) => ({ lot_id: lotId, credits: formatCredits(credits) }));

const MAX_NOTE_CHARS = 2_000;

/** Free text stored outside the log. PostgreSQL takes no NUL; lone surrogates are invalid. */
export const personalText = (maxChars: number) =>
  z
    .string()
    .max(maxChars)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'expected plain text');

/** Text that can be seen: more than blanks and signs without width. */
export const seenText = (maxChars: number) =>
  personalText(maxChars).regex(/[^\s\p{C}]/u, 'expected some text');

const Note = seenText(MAX_NOTE_CHARS).min(1);
const reason_code = ReasonCode;

/** Reference to a support ticket; stored in the log, so no free text. */
export const Ticket = z
  .string()
  .regex(/^[A-Za-z0-9#][A-Za-z0-9._:#/-]{0,63}$/, 'expected 1 to 64 of A-Z a-z 0-9 . _ : # / -')
  .meta({
    id: 'Ticket',
    description: 'Names a case in a help desk; it stands in the log, so it is no place for prose.',
    examples: ['ZD-4711'],
  });
const ticket = Ticket.optional();

/** Reason of an action, optional. */
export const reasonBody = { reason_code, note: Note.optional(), ticket };

/** Reason of an action that also happens without a person: by a key, or a widget. */
export const reasonIfAny = {
  reason_code: reason_code.optional().describe('People must send it.'),
  note: Note.optional(),
  ticket,
};

/** The body of an action whose reason only people send. */
export const ReasonIfAnyBody = z
  .strictObject(reasonIfAny)
  .meta({ id: 'ReasonIfAny', examples: [{ reason_code: 'other', note: 'asked for by phone' }] });
export type ReasonIfAnyBody = z.output<typeof ReasonIfAnyBody>;

/** Reason of an action, required. */
export const requiredReason = { reason_code, note: Note, ticket };
