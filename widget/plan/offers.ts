/** Lists plans to choose from. */
import { html, nothing, type TemplateResult } from 'lit';
import { creditsOf, formatMoney } from '../parts/amount.js';
import type { Words } from '../parts/strings.js';
import { isLive, type PlanAction } from '../wire/plan.js';
import type { Plan } from '../wire/wire.js';
import { currentPlan, type PlanFacts } from './facts.js';
import type { Asked } from './flow.js';
import { planStanding } from './standing.js';

/** Those of `plans` that cost more than `current`; none where it is unknown, or not comparable. */
export function dearerThan(plans: readonly Plan[], current: string | undefined): readonly Plan[] {
  const own = plans.find(({ plan }) => plan === current);
  if (!own) return [];
  return plans.filter(({ price }) => {
    const isComparable = own.price.minor === 0 || own.price.currency === price.currency;
    return isComparable && price.minor > own.price.minor;
  });
}

/** How plans are offered. */
interface Offering {
  /** No packs stand above them. */
  readonly isAlone: boolean;
  /** Names the text of the buttons. */
  readonly label: string;
  readonly onChoose: (plan: Plan) => void;
}

/** A list of them; nothing where there are none. */
export function planOffers(
  words: Words,
  plans: readonly Plan[],
  { isAlone, label, onChoose }: Offering,
): TemplateResult | typeof nothing {
  if (plans.length === 0) return nothing;
  return html`<div class="plans">
    ${isAlone ? nothing : html`<h3>${words.say('or')}</h3>`}
    <p class="small muted">${words.say('upgradeWhy')}</p>
    <ul>
      ${plans.map((plan) => planOffer(words, plan, label, () => onChoose(plan)))}
    </ul>
  </div>`;
}

/** Every plan that can be subscribed to, or changed to, beside the present one. */
export function planChoices(
  words: Words,
  facts: PlanFacts,
  onChoose: (asked: Asked) => void,
): TemplateResult {
  const { seen, plans } = facts;
  const paid = plans.filter(({ price }) => price.minor > 0);
  const { subscription } = seen;
  const isSubscribed = isLive(subscription);
  const current = currentPlan(facts);
  const own = plans.find(({ plan }) => plan === current);
  const actionOf = ({ price }: Plan): PlanAction => {
    if (!isSubscribed) return 'subscribe';
    return own && price.minor <= own.price.minor ? 'downgrade' : 'upgrade';
  };
  const isPaid = planStanding(seen) !== 'past_due';
  return html`<div class="plans">
    <p class="small muted">${words.say(isSubscribed ? 'planChangeWhy' : 'upgradeWhy')}</p>
    <ul>
      ${paid.map((each) => {
        const { plan } = each;
        const action = actionOf(each);
        if (isSubscribed && plan === current) return planOffer(words, each, 'planIsCurrent');
        if (plan === subscription?.next_plan) return planOffer(words, each, 'planIsNext');
        if (action === 'upgrade' && !isPaid) return nothing;
        return planOffer(words, each, `choose_${action}`, () => onChoose({ action, plan }));
      })}
    </ul>
  </div>`;
}

/** One line: what the plan costs and gives, and a button; where it cannot be chosen, why. */
export function planOffer(
  words: Words,
  plan: Plan,
  label: string,
  onChoose?: () => void,
): TemplateResult {
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
    ${
      onChoose
        ? html`<button @click=${onChoose}>${words.say(label, { plan: plan.name })}</button>`
        : html`<span class="muted">${words.say(label)}</span>`
    }
  </li>`;
}
