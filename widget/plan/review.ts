/** What a change of plan comes to, before it is made; and what came of it. */
import { html, nothing, type TemplateResult } from 'lit';
import { creditsOf, formatMoney, wholeCredits } from '../parts/amount.js';
import { dateOf, momentOf } from '../parts/dates.js';
import { capital, row } from '../parts/figures.js';
import { icons } from '../parts/icons.js';
import { isWeb, onlyOnce } from '../parts/purchase.js';
import type { Words } from '../parts/strings.js';
import type { Card, Invoice, PlanPreview } from '../wire/plan.js';
import type { Plan } from '../wire/wire.js';
import type { PlanFlow, Step } from './flow.js';
import { nameOf } from './names.js';
import { owedWords, whyWords } from './change-words.js';

type Shown = Extract<Step, { at: 'review' }>;
type Ended = Extract<Step, { at: 'end' }>;

/** What is known besides, and where else one can go. */
export interface Around {
  readonly plans: readonly Plan[];
  /** The invoice that stays due whatever is changed; undefined: there is none. */
  readonly owed?: Invoice | undefined;
  /** Closes the dialog; undefined where there is none. */
  readonly onClose: (() => void) | undefined;
  /** Where nothing is to be changed; to the plans on offer unless told. */
  readonly onBack?: () => void;
  /** To the page where cards are changed. */
  readonly onPortal: () => void;
}

/** Of the dialog while a change is under way; empty while there is none. */
export function changeHeading(words: Words, step: Step, plans: readonly Plan[]): string {
  if (step.at === 'start') return '';
  const { action, plan } = step.asked;
  const key = step.at === 'end' ? `planEnd_${endOf(step)}` : `planTo_${action}`;
  return words.say(key, { plan: nameOf(plans, plan ?? step.preview?.from?.plan) });
}

/** The step that a change is at; undefined at its start. */
export function planChange(
  words: Words,
  flow: PlanFlow,
  around: Around,
): TemplateResult | undefined {
  const { step } = flow;
  if (step.at === 'start') return undefined;
  if (step.at === 'end') return ended(words, step, flow, around);
  if (step.preview === undefined) {
    return html`<p class="muted" role="status">${words.say('working')}</p>`;
  }
  const shown: Shown = { at: 'review', asked: step.asked, preview: step.preview };
  return html`${review(words, shown, around)}
    <div class="actions">
      <button
        class="${step.asked.action === 'cancel' ? 'danger' : 'primary'} wide"
        aria-disabled=${flow.isBusy ? 'true' : 'false'}
        @click=${(event: MouseEvent) => {
          onlyOnce(event);
          if (!event.defaultPrevented) flow.confirm();
        }}
      >
        ${flow.isBusy ? words.say('working') : confirmWords(words, shown)}
      </button>
      <button
        class="wide"
        aria-disabled=${flow.isBusy ? 'true' : 'false'}
        @click=${around.onBack ?? flow.back}
      >
        ${backWords(words, shown)}
      </button>
    </div>`;
}

function confirmWords(words: Words, { asked, preview }: Shown): string {
  const price = formatMoney(preview.charged_now, words.locale);
  const plan = preview.to?.name ?? '';
  return words.say(`planConfirm_${asked.action}`, { price, plan });
}

/** Whoever is about to cancel reads what the other button does. */
const backWords = (words: Words, { asked: { action }, preview }: Shown): string =>
  action === 'cancel'
    ? words.say('planBack_cancel', { plan: preview.from?.name ?? '' })
    : words.say('planBack');

function review(words: Words, shown: Shown, { plans, owed }: Around): TemplateResult {
  const { asked, preview } = shown;
  const { to, renewal } = preview;
  const money = (value: PlanPreview['charged_now']) => formatMoney(value, words.locale);
  const isNow = asked.action === 'upgrade';
  return html`<p class="small">${whyWords(words, shown, owed)}</p>
    <dl>
      ${isNow ? chargedRows(words, preview) : nothing}
      ${preview.ends.map(({ credits, at, plan }) =>
        row(
          plan === null
            ? words.say('planEndsFree')
            : words.say('planEnds', { plan: nameOf(plans, plan) }),
          wholeCredits(creditsOf(credits), words.locale),
          words.say('ends', { date: momentOf(at, words.locale) }),
        ),
      )}
      ${
        to && preview.renews_at
          ? row(
              words.say('planNext', { date: dateOf(preview.renews_at, words.locale) }),
              money(renewal),
              words.say('planNextHint', {
                plan: to.name,
                credits: words.credits(creditsOf(to.credits)),
              }),
            )
          : nothing
      }
    </dl>`;
}

function chargedRows(words: Words, preview: PlanPreview): TemplateResult {
  const { card, tax, charged_now: charged } = preview;
  const by = card ? cardWords(words, card) : words.say('planNoCard');
  const taxed =
    tax && tax.minor > 0 ? words.say('planTax', { tax: formatMoney(tax, words.locale) }) : '';
  const after = words.credits(creditsOf(preview.available_after));
  return html`${row(
    words.say('planCharged'),
    formatMoney(charged, words.locale),
    [by, taxed].filter(Boolean).join(' · '),
  )}
  ${row(
    words.say('planCreditsNow'),
    `+${wholeCredits(creditsOf(preview.credits_now), words.locale)}`,
    words.say('planAfter', { credits: after }),
  )}`;
}

/** `Visa •••• 4242`, as its owner knows it. */
export const cardWords = (words: Words, { brand, last4 }: Card): string =>
  words.say('card', { brand: capital(brand), last4 });

/** `valid until 12/34`. */
export const cardUntil = (words: Words, { exp_month, exp_year }: Card): string => {
  const expiry = `${String(exp_month).padStart(2, '0')}/${String(exp_year).slice(-2)}`;
  return words.say('cardUntil', { expiry });
};

/** Which texts say how it ended. */
const endOf = ({ asked, status, written }: Ended): string => {
  if (status === 'scheduled') return asked.action === 'cancel' ? 'cancelled' : 'scheduled';
  if (status !== 'pending') return status;
  return written.pay_reason === 'authentication_required' ? 'authenticate' : 'declined';
};

function ended(words: Words, step: Ended, flow: PlanFlow, around: Around): TemplateResult {
  const { written, preview } = step;
  const how = endOf(step);
  const isGood = how !== 'declined' && how !== 'authenticate' && how !== 'dropped';
  const payUrl = step.status === 'pending' ? (written.pay_url ?? '') : '';
  const { subscription } = written;
  const until = subscription?.pending_until;
  const at = subscription?.next_at ?? subscription?.period_ends_at;
  const owed = how === 'cancelled' ? around.owed : undefined;
  const why = words.say(`planEndWhy_${how}${owed ? 'Owed' : ''}`, {
    plan: nameOf(around.plans, step.asked.plan ?? subscription?.plan ?? undefined),
    from: preview?.from?.name ?? '',
    credits: preview ? words.credits(creditsOf(preview.credits_now)) : '',
    date: at ? momentOf(at, words.locale) : '',
    until: until ? momentOf(until, words.locale) : '',
  });
  const text = owed ? `${why} ${owedWords(words, owed)}` : why;
  return html`<div class="notice ${isGood ? 'good' : 'low'}">
      ${isGood ? icons.ok : icons.low}
      <div><p role="status">${text}</p></div>
    </div>
    <div class="actions">
      ${
        isWeb(payUrl)
          ? html`<a class="button primary wide" href=${payUrl} target="_blank" rel="noopener"
              >${words.say(how === 'declined' ? 'planPayOther' : 'planAuthenticate')}</a
            >`
          : nothing
      }
      ${
        how === 'declined'
          ? html`<button class="wide" @click=${around.onPortal}>${words.say('portalCard')}</button>`
          : nothing
      }
      <button class="wide" @click=${around.onClose ?? flow.back}>
        ${words.say(isGood ? 'done' : 'close')}
      </button>
    </div>`;
}
