/** What is said of a subscription where something waits. */
import { formatMoney } from '../parts/amount.js';
import { momentOf } from '../parts/dates.js';
import type { Words } from '../parts/strings.js';
import type { Subscription } from '../wire/plan.js';
import { currentPlan, type PlanFacts } from './facts.js';
import { retryWords } from './change-words.js';
import { nameOf } from './names.js';
import { FREE, graceEnd, openInvoice, planStanding } from './standing.js';

/** Of a missing payment, or a change at the end of the period; empty where nothing waits. */
export function noticeWords(words: Words, facts: PlanFacts): string {
  const { seen, plans } = facts;
  const { subscription } = seen;
  if (!subscription) return '';
  const named = (plan: string | null | undefined) => nameOf(plans, plan ?? undefined);
  const from = named(currentPlan(facts));
  const moment = (at: string | null) => (at === null ? '' : momentOf(at, words.locale));
  switch (planStanding(seen)) {
    case 'none':
    case 'active':
      return '';
    case 'incomplete':
      return words.say('planIncomplete', { from, plan: named(subscription.plan) });
    case 'pending': {
      const until = moment(subscription.pending_until);
      return words.say('planPending', { from, plan: named(subscription.pending_plan), until });
    }
    case 'ending':
      return words.say('planEnding', changeOf(words, facts, subscription));
    case 'scheduled':
      return words.say('planNextIs', changeOf(words, facts, subscription));
    case 'past_due':
      return pastDueWords(words, facts, subscription);
  }
}

/** That a plan that waits to be dearer can be cancelled, and when. */
export const cancelLater = (words: Words, { pending_until: until }: Subscription): string =>
  words.say('planCancelLater', { until: until === null ? '' : momentOf(until, words.locale) });

function pastDueWords(words: Words, facts: PlanFacts, subscription: Subscription): string {
  const invoice = openInvoice(facts.seen);
  const until = graceEnd(subscription);
  const isOver = Date.parse(facts.balance?.as_of ?? '') >= Date.parse(until);
  const price = invoice ? formatMoney(invoice.total, words.locale) : '';
  return [
    words.say(invoice ? 'planPastDue' : 'planPastDueBare', { price }),
    words.say(isOver ? 'planGraceOver' : 'planGrace', { until: momentOf(until, words.locale) }),
    ...(subscription.next_plan === FREE
      ? [words.say('planEndingOwed', changeOf(words, facts, subscription))]
      : []),
    ...retryWords(words, invoice?.next_attempt_at ?? null),
  ].join(' ');
}

function changeOf(words: Words, facts: PlanFacts, { next_plan, next_at, ...now }: Subscription) {
  return {
    date: momentOf(next_at ?? now.period_ends_at, words.locale),
    from: nameOf(facts.plans, currentPlan(facts)),
    plan: nameOf(facts.plans, next_plan ?? undefined),
  };
}
