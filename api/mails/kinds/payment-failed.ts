/** A payment that failed after its buyer had left the checkout, such as one from a bank account. */
import { z } from 'zod';
import { Instant } from '../../../domain/instant.js';
import { defineMail } from './kind.js';
import { ownLink } from './own-link.js';
import { fact } from '../letters/letter.js';
import { day, money } from '../letters/words.js';

const Data = z.strictObject({ purchase_id: z.string(), at: Instant });

/** Sent once for each purchase, whatever is switched off. */
export const paymentFailed = defineMail({
  kind: 'payment_failed',
  to: 'account',
  switch: null,
  isOnceAPeriod: false,
  data: Data,
  causes: {},
  holds: ({ purchase }) => !purchase?.isPaid,
  write: ({ at }, { purchase, publicUrl }) => ({
    subject: `Your payment for ${purchase?.name ?? 'credits'} has failed`,
    blocks: [
      { paragraph: 'Your bank has not sent the money, so no credits were added.' },
      {
        facts: [
          ...fact('Not bought', purchase?.name),
          ...fact('Price', purchase && money(purchase.price)),
          ...fact('Date', day(at)),
        ],
      },
      {
        paragraph:
          'What to do: buy again, and pay with a card or from another account. Nothing is tried ' +
          'again by itself.',
      },
      ...ownLink({ publicUrl }, '/help/packs-and-subscriptions', 'How buying works'),
    ],
  }),
});
