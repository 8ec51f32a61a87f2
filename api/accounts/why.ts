import { z } from 'zod';
import { ReasonCode } from '../shapes/words.js';

/** Reason in entries and events; null if none was given. */
export const whyFields = {
  reason_code: ReasonCode.nullable(),
  has_note: z.boolean().describe('Whether a note was written with it.'),
  note: z
    .string()
    .nullable()
    .describe('The text of the note, for callers with `pii:read`; null once it was erased.'),
  ticket: z.string().nullable().describe('The case in a help desk.'),
};

/** The reason as stored. */
interface Why {
  readonly reason_code: string | null;
  readonly note_hmac: string | null;
  readonly ticket: string | null;
}
type WhyAnswer = z.output<z.ZodObject<typeof whyFields>>;

const NOBODY_SAID: WhyAnswer = { reason_code: null, has_note: false, note: null, ticket: null };

/** Presents a reason; `false` hides it. */
export function presentWhy(why: Why | false, texts: ReadonlyMap<string, string>): WhyAnswer {
  if (!why || why.reason_code === null) return NOBODY_SAID;
  return {
    reason_code: ReasonCode.parse(why.reason_code),
    has_note: why.note_hmac !== null,
    note: (why.note_hmac !== null && texts.get(why.note_hmac)) || null,
    ticket: why.ticket,
  };
}
