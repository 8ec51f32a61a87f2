/** What a change does, in words, also to an invoice that is not paid. */
import { formatMoney } from '../parts/amount.js';
import { momentOf } from '../parts/dates.js';
import type { Words } from '../parts/strings.js';
import type { Invoice } from '../wire/plan.js';
import type { Step } from './flow.js';

type Shown = Extract<Step, { at: 'review' }>;

/** What is done, in a sentence; that an invoice stays due where somebody cancels. */
export function whyWords(words: Words, { asked, preview }: Shown, owed?: Invoice): string {
  const isOwed = asked.action === 'cancel' && owed !== undefined;
  const why = words.say(`planWhy_${asked.action}${isOwed ? 'Owed' : ''}`, {
    date: momentOf(preview.takes_effect_at, words.locale),
    from: preview.from?.name ?? '',
    plan: preview.to?.name ?? '',
  });
  return isOwed ? `${why} ${owedWords(words, owed)}` : why;
}

/** That an invoice stays due though nothing more is billed, and when the card is tried again. */
export function owedWords(words: Words, { total, next_attempt_at: again }: Invoice): string {
  const price = formatMoney(total, words.locale);
  return [words.say('planOwed', { price }), ...retryWords(words, again)].join(' ');
}

/** When the card is tried again; nothing where it is not. */
export const retryWords = (words: Words, at: string | null): string[] =>
  at === null ? [] : [words.say('planRetry', { date: momentOf(at, words.locale) })];
