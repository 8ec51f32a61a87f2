/** Automatic top-ups that were not paid: what to do, and that they have ended. */
import { z } from 'zod';
import { MAX_FAILURES_IN_A_ROW } from '../../../domain/account/decide/topup.js';
import { Instant } from '../../../domain/instant.js';
import { fact } from '../letters/letter.js';
import { day, money } from '../letters/words.js';
import { defineMail, type About } from './kind.js';
import { ownLink } from './own-link.js';

/** Stripe's word for a bank that wants its customer to be there. */
const ASKS_FOR_OWNER = 'authentication_required';

const Data = z.strictObject({
  purchase_id: z.string(),
  /** Stripe's word, such as `insufficient_funds`. */
  code: z.string(),
  at: Instant,
});

const common = { to: 'account', switch: null, isOnceAPeriod: false } as const;

/** Sent once for each attempt that was declined, but for one after which top-ups end. */
export const topUpFailed = defineMail({
  ...common,
  kind: 'top_up_failed',
  data: Data,
  causes: {
    AutoTopUpFailed: ({ fact: { data, occurredAt: at } }) =>
      data.code === ASKS_FOR_OWNER || data.inARow >= MAX_FAILURES_IN_A_ROW
        ? undefined
        : { fact: data.purchaseId, data: { purchase_id: data.purchaseId, code: data.code, at } },
  },
  write: ({ code, at }, about) => ({
    subject: 'Your automatic top-up has failed',
    blocks: [
      { paragraph: 'Your card was not charged, and no credits were added.' },
      { facts: [...meant(about), ...fact('Reason', wordsOf(code)), ...fact('Date', day(at))] },
      {
        paragraph:
          'What to do: see that the card is good, or save another one. The next attempt comes when ' +
          'credits are spent, an hour from now at the earliest; after three failures in a row, ' +
          'top-ups end.',
      },
      ...howTo(about),
    ],
  }),
});

/** Sent once for each attempt whose bank wants its customer to be there. */
export const topUpLink = defineMail({
  ...common,
  kind: 'top_up_needs_you',
  data: Data,
  holds: ({ purchase }) => !purchase?.isPaid,
  causes: {
    AutoTopUpFailed: ({ fact: { data, occurredAt: at } }) =>
      data.code === ASKS_FOR_OWNER
        ? { fact: data.purchaseId, data: { purchase_id: data.purchaseId, code: data.code, at } }
        : undefined,
  },
  write: ({ at }, about) => {
    const url = about.purchase?.checkoutUrl ?? null;
    return {
      subject: 'Your bank asks you to confirm a payment',
      blocks: [
        {
          paragraph:
            'Your automatic top-up could not be paid without you: your bank wants you to confirm ' +
            'it. Your card was not charged, and no credits were added.',
        },
        { facts: [...meant(about), ...fact('Date', day(at))] },
        ...(url === null
          ? [{ paragraph: 'What to do: buy credits yourself, and confirm the payment.' }]
          : [
              { link: url, says: 'Pay and confirm' },
              { paragraph: 'It is charged once, also if you open the page again.' },
            ]),
      ],
    };
  },
});

/** Sent once when top-ups end by themselves. */
export const topUpOff = defineMail({
  ...common,
  kind: 'top_up_off',
  data: z.strictObject({ code: z.string().nullable(), at: Instant }),
  causes: {
    AutoTopUpTurnedOff: ({ id, fact: { data, occurredAt: at } }) =>
      data.why === 'failures' ? { fact: id, data: { code: data.code ?? null, at } } : undefined,
  },
  write: ({ code, at }, about) => ({
    subject: 'Your automatic top-ups have ended',
    blocks: [
      { paragraph: 'Three in a row could not be paid, so your card is not charged again.' },
      {
        facts: [
          ...fact('Reason of the last', code === null ? null : wordsOf(code)),
          ...fact('Date', day(at)),
        ],
      },
      { paragraph: 'What to do: save another card, and switch automatic top-ups on again.' },
      ...howTo(about),
    ],
  }),
});

const howTo = (about: About) =>
  ownLink(about, '/help/packs-and-subscriptions#another-card', 'How to save another card');

/** What was to be bought, and was not. */
const meant = ({ purchase }: About) => [
  ...fact('Not bought', purchase?.name),
  ...fact('Price', purchase && money(purchase.price)),
];

/** Why it was not paid, for the buyer. */
const wordsOf = (code: string): string =>
  WORDS.get(code) ?? `the payment did not go through (${code.replaceAll('_', ' ')})`;

/** Stripe's codes of failures that buyers meet, in their words. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['authentication_required', 'the bank wants a confirmation'],
  ['card_declined', 'the card was declined'],
  ['expired_card', 'the card has expired'],
  ['generic_decline', 'the card was declined'],
  ['insufficient_funds', 'the card has too little money'],
  ['no_saved_card', 'no card is saved'],
]);
