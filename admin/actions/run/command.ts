/** What people can do with the credits of an account, and what they fill in for it. */
import { fromMicro, toMicro } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';

/** What is to be done, and to what. */
export type Command =
  { readonly kind: 'adjust' } | { readonly kind: 'refund'; readonly debitId: string };

/** Why, as the log keeps it. */
export type ReasonCode = Schemas['ReasonCode'];

/** What a person has typed, as it was typed. */
export interface Input {
  readonly direction: 'issue' | 'deduct';
  /** Without a sign. Of a refund: empty for all that is left. */
  readonly credits: string;
  readonly reason_code: ReasonCode | '';
  readonly note: string;
  readonly ticket: string;
}

/** A field of a form, by its name in the API. */
export type Field = 'credits' | 'reason_code' | 'note' | 'ticket';
/** The fields in the order in which they stand. */
export const FIELDS: readonly Field[] = ['credits', 'reason_code', 'note', 'ticket'];

/** Nothing is filled in. */
export const BLANK: Input = {
  direction: 'issue',
  credits: '',
  reason_code: '',
  note: '',
  ticket: '',
};

/** The fields that a command cannot be previewed without, and that are empty. */
export function missingIn({ kind }: Command, input: Input): Field[] {
  const needed: readonly Field[] =
    kind === 'adjust' ? ['credits', 'reason_code', 'note'] : ['reason_code'];
  return needed.filter((field) => input[field].trim() === '');
}

/** An amount as the API takes it: `120.50` is 120.5. What is no amount is sent as it was typed. */
export function canonical(typed: string): string {
  const text = typed.trim();
  try {
    return fromMicro(toMicro(text));
  } catch {
    return text;
  }
}

/** The credits of an adjustment, with their sign. */
export function signedCredits({ direction, credits }: Input): string {
  const amount = canonical(credits);
  return direction === 'issue' ? amount : `-${amount}`;
}

/** Why, as the bodies of all commands say it. */
export function reasonOf({ reason_code, note, ticket }: Input) {
  if (reason_code === '') throw new RangeError('a command without a reason');
  return {
    reason_code,
    ...(note.trim() !== '' && { note: note.trim() }),
    ...(ticket.trim() !== '' && { ticket: ticket.trim() }),
  };
}
