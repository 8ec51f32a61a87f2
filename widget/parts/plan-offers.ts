/** Lists the plans above the current one. */
import { html, nothing, type TemplateResult } from 'lit';
import { creditsOf, formatMoney } from './amount.js';
import type { Words } from './strings.js';
import type { Plan } from '../wire/wire.js';

/** Those of `plans` that cost more than `current`; none where it is unknown, or not comparable. */
export function dearerThan(plans: readonly Plan[], current: string | undefined): readonly Plan[] {
  const own = plans.find(({ plan }) => plan === current);
  if (!own) return [];
  return plans.filter(({ price }) => {
    const isComparable = own.price.minor === 0 || own.price.currency === price.currency;
    return isComparable && price.minor > own.price.minor;
  });
}

/** A list of them; nothing where there are none. `isAlone`: no packs stand above it. */
export function planOffers(
  words: Words,
  plans: readonly Plan[],
  { isAlone, onChoose }: { readonly isAlone: boolean; readonly onChoose: (plan: Plan) => void },
): TemplateResult | typeof nothing {
  if (plans.length === 0) return nothing;
  return html`<div class="plans">
    ${isAlone ? nothing : html`<h3>${words.say('or')}</h3>`}
    <p class="small muted">${words.say('upgradeWhy')}</p>
    <ul>
      ${plans.map((plan) => planOffer(words, plan, () => onChoose(plan)))}
    </ul>
  </div>`;
}

/** One line: what the plan costs and gives, and a button that chooses it. */
function planOffer(words: Words, plan: Plan, onChoose: () => void): TemplateResult {
  const parts = [
    words.say('creditsAMonth', { credits: words.credits(creditsOf(plan.credits)) }),
    ...(plan.seats > 1 ? [words.count('seats', plan.seats, String(plan.seats))] : []),
    ...(plan.priority_support ? [words.say('prioritySupport')] : []),
  ];
  const price = words.say('aMonth', { price: formatMoney(plan.price, words.locale) });
  return html`<li>
    <span class="what"
      ><b>${plan.name}</b><span>${price}</span
      ><span class="small muted">${parts.join(' · ')}</span></span
    >
    <button @click=${onChoose}>${words.say('choosePlan', { plan: plan.name })}</button>
  </li>`;
}
