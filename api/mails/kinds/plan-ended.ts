/** A plan that somebody had subscribed to has ended: why, what stays, and how to have it again. */
import { z } from 'zod';
import { Instant } from '../../../domain/instant.js';
import { fact } from '../letters/letter.js';
import { credits, day } from '../letters/words.js';
import { defineMail, type About } from './kind.js';
import { ownLink } from './own-link.js';

const Data = z.strictObject({
  plan: z.string(),
  next_plan: z.string(),
  next_plan_version: z.number().int(),
  at: Instant,
});
type Data = z.output<typeof Data>;

/** Sent once when a subscription's plan has ended; not of plans that were given by hand. */
export const planEnded = defineMail({
  kind: 'plan_ended',
  to: 'account',
  switch: 'balance',
  isOnceAPeriod: false,
  data: Data,
  causes: {
    // Free plans are renewed by the clock, and what is subscribed to by invoice.
    PlanChanged: ({ id, fact: { data, occurredAt: at } }) => {
      const { from, plan: next_plan, planVersion: next_plan_version, period } = data;
      if (data.when !== 'renewal' || data.renewedBy !== 'clock') return undefined;
      return {
        fact: id,
        data: { plan: from, next_plan, next_plan_version, at },
        subscribed: { plan: from, until: period.endsAt },
      };
    },
  },
  holds: ({ subscription }) => subscription?.goesOn !== true,
  write: (data, about) => {
    const plan = about.planName ?? data.plan;
    return {
      subject: `Your plan ${plan} has ended`,
      blocks: [
        { paragraph: about.subscription?.isUnpaid === true ? NOT_PAID : CANCELLED },
        {
          facts: [
            ...fact('Plan', plan),
            ...fact('Ended', day(data.at)),
            ...fact('Your plan now', nextOf(data, about)),
          ],
        },
        {
          paragraph:
            'Credits that you have bought in packs stay: they never expire. What was left of the ' +
            'credits of the plan has ended with it.',
        },
        { paragraph: 'Nothing is charged for it any more. You can subscribe again at any time.' },
        ...ownLink(about, '/help/packs-and-subscriptions', 'How to subscribe again'),
      ],
    };
  },
});

const NOT_PAID = 'Its renewal was not paid, so your subscription has ended.';
const CANCELLED = 'Your subscription was cancelled, and the time that was paid for is over.';

const nextOf = ({ next_plan }: Data, { nextPlan }: About): string =>
  nextPlan ? `${nextPlan.name}, ${credits(nextPlan.credits)} credits a month` : next_plan;
