import { locale, type Words } from '../../i18n/words.js';
import { amountText } from '../../lib/amount.js';
import type { Field } from '../run/command.js';
import type { Failure } from '../run/failure.js';
import type { Preview, State } from '../run/machine.js';

/** An amount in the words of a sentence. */
export const amountIn = (credits: string): string => amountText(credits, locale());

/** What is wrong with a field, in words; undefined: nothing. */
export function fieldWords(failure: Failure | null, field: Field, t: Words): string | undefined {
  switch (failure?.kind) {
    case 'missing':
      return failure.fields.includes(field) ? t('act.required') : undefined;
    case 'fields':
      return failure.fields[field];
    case 'short':
      if (field !== 'credits') return undefined;
      return t('act.short', { available: amountIn(failure.available) });
    case 'nothing_left':
      return field === 'credits' ? t('act.nothing_left') : undefined;
    case 'stale':
    case 'duplicate':
    case 'limit':
    case 'step_up':
    case 'signed_out':
    case 'refused':
    case 'fault':
    case undefined:
      return undefined;
  }
}

/** What is done: an amount is given, taken or refunded. */
export const deedOf = ({ command, input }: State): 'issue' | 'deduct' | 'refund' =>
  command.kind === 'refund' ? 'refund' : input.direction;

/** The fact that the confirm button says: `Issue 120.5 credits to Acme`. */
export const confirmWords = (state: State, { credits }: Preview, t: Words): string =>
  t(`act.confirm_${deedOf(state)}`, { credits: amountIn(credits), name: state.accountName });

/** What has changed since the preview, in words. */
export function changedWords(changed: readonly string[], t: Words): string {
  const known = CHANGED.filter((part) => changed.includes(part));
  const words = known.map((part) => t(`act.changed_${part}`));
  return words.length === 0 ? t('act.changed_other') : words.join(', ');
}

const CHANGED = ['command', 'status', 'plan', 'debt', 'staff_actions', 'effect'] as const;
