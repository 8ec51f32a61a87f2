import { locale, type Words } from '../../i18n/words.js';
import { amountText } from '../../lib/amount.js';
import { moneyText, wrongMoneyText } from '../../ui/money.js';
import type { Field } from '../run/command.js';
import type { Failure } from '../run/failure.js';
import type { Preview, State } from '../run/machine.js';
import { DID_TO_PLAN, type Did } from '../run/receipt.js';

/** An amount in the words of a sentence. */
export const amountIn = (credits: string): string => amountText(credits, locale());

/** What is wrong with a field, in words; undefined: nothing. */
export function fieldWords(failure: Failure | null, field: Field, t: Words): string | undefined {
  switch (failure?.kind) {
    case 'missing':
      return failure.fields.includes(field) ? t('act.required') : undefined;
    case 'fields':
      return failure.fields[field];
    case 'signed':
      return field === 'credits' || field === 'money' ? t('act.signed') : undefined;
    case 'no_money':
      return field === 'money' ? wrongMoneyText(failure.currency, t) : undefined;
    case 'short':
      if (field !== 'credits') return undefined;
      return t('act.short', { available: amountIn(failure.available) });
    case 'nothing_left':
      return field === 'credits' ? t('act.nothing_left') : undefined;
    case 'not_at_once':
      return field === 'when' ? t('act.not_at_once') : undefined;
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

/** What would be done. */
function deedOf({ command, input }: State, { change }: Preview): Did {
  if (command.kind === 'adjust') return input.direction;
  if (command.kind === 'refund_finding') return 'refund_payment';
  if (command.kind === 'grant_payment') return 'issue';
  if (command.kind !== 'change_plan') return command.kind;
  return change ? DID_TO_PLAN[change.status] : 'change_plan';
}

/** The fact that the confirm button says: `Issue 120.5 credits to Acme`. */
export const confirmWords = (state: State, preview: Preview, t: Words): string =>
  t(`act.confirm_${deedOf(state, preview)}`, {
    credits: amountIn(preview.credits),
    name: state.accountName,
    plan: state.input.planName,
    money: preview.money ? moneyText(preview.money.amount) : '',
  });

/** What has changed since the preview, in words. */
export function changedWords(changed: readonly string[], t: Words): string {
  const known = CHANGED.filter((part) => changed.includes(part));
  const words = known.map((part) => t(`act.changed_${part}`));
  return words.length === 0 ? t('act.changed_other') : words.join(', ');
}

const CHANGED = ['command', 'status', 'plan', 'debt', 'staff_actions', 'effect'] as const;
