/** Renewals of a plan that were not paid: what to do, and until when its credits last. */
import { z } from 'zod';
import { Instant } from '../../../domain/instant.js';
import { Money } from '../../../domain/money.js';
import { fact, type Block } from '../letters/letter.js';
import { day, money, time } from '../letters/words.js';
import { defineMail, type About } from './kind.js';

const Data = z.strictObject({
  invoice_id: z.string(),
  /** Null: of several, or of none that is ours. */
  plan: z.string().nullable(),
  due: Money,
  /** Null: it is not tried again. */
  next_attempt_at: Instant.nullable(),
  /** When what is left of the last period's credits ends. */
  credits_end_at: Instant,
  at: Instant,
});
type Data = z.output<typeof Data>;

const common = {
  to: 'account',
  switch: null,
  isOnceAPeriod: false,
  data: Data,
  holds: ({ invoice }: About) => invoice?.isOpen ?? true,
} as const;

/** Sent once for each renewal, when it was first tried and not paid. */
export const renewalFailed = defineMail({
  ...common,
  kind: 'renewal_failed',
  causes: {},
  write: (data, about) => ({
    subject: `Your ${namedPlan(data, about)} could not be renewed`,
    blocks: [
      { paragraph: 'Your card was not charged, so the credits of the new period are not there.' },
      { facts: factsOf(data, about) },
      {
        paragraph: `What is left of your last period's credits stays until ${time(data.credits_end_at)}. Pay before that, and nothing is interrupted.`,
      },
      ...howToPay(about),
    ],
  }),
});

/** Sent once for each renewal, after the last attempt before its account's credits end. */
export const renewalLastCall = defineMail({
  ...common,
  kind: 'renewal_last_call',
  causes: {},
  write: (data, about) => ({
    subject: `The credits of your ${namedPlan(data, about)} end on ${day(data.credits_end_at)}`,
    blocks: [
      {
        paragraph: `The renewal is still not paid. What is left of your last period's credits ends on ${time(data.credits_end_at)}, unless the renewal is paid before.`,
      },
      { facts: factsOf(data, about) },
      ...howToPay(about),
    ],
  }),
});

const planOf = ({ plan }: Data, { planName }: About) => planName ?? plan;

function namedPlan(data: Data, about: About): string {
  const name = planOf(data, about);
  return name ? `${name} plan` : 'plan';
}

const factsOf = (data: Data, about: About) => [
  ...fact('Plan', planOf(data, about)),
  ...fact('Due', money(data.due)),
  ...fact('Invoice', about.invoice?.number),
  ...fact('Tried', day(data.at)),
  ...fact('Tried again', data.next_attempt_at === null ? null : time(data.next_attempt_at)),
];

function howToPay({ invoice }: About): readonly Block[] {
  const url = invoice?.payUrl ?? null;
  if (url === null) return [{ paragraph: 'What to do: save another card, or pay the invoice.' }];
  return [
    { link: url, says: 'Pay the invoice' },
    { paragraph: 'It is charged once. The credits are added as soon as it is paid.' },
  ];
}
