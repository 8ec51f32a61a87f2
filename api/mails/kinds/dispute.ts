/** Notice to finance that a payment is disputed. */
import { z } from 'zod';
import { sum } from '../../../domain/account/posting.js';
import { Credits } from '../../../domain/credits.js';
import { Instant } from '../../../domain/instant.js';
import { Money } from '../../../domain/money.js';
import { defineMail } from './kind.js';
import { ownLink } from './own-link.js';
import { fact } from '../letters/letter.js';
import { credits, money, time } from '../letters/words.js';

const Data = z.strictObject({
  dispute_id: z.string(),
  payment_id: z.string(),
  /** Null: the whole payment. */
  amount: Money.nullable(),
  frozen: Credits,
  at: Instant,
});

/** Sent once for each dispute, when the bank has withdrawn money. */
export const disputeOpened = defineMail({
  kind: 'dispute_opened',
  to: 'finance',
  switch: null,
  isOnceAPeriod: false,
  data: Data,
  causes: {
    DisputeOpened: ({ fact: { data, occurredAt } }) => ({
      fact: data.disputeId,
      data: {
        dispute_id: data.disputeId,
        payment_id: data.paymentId,
        amount: data.amount,
        frozen: sum(data.frozen),
        at: occurredAt,
      },
    }),
  },
  write: (data, about) => {
    const { accountId, dispute, payment } = about;
    const amount = dispute?.amount ?? data.amount ?? payment?.amount ?? null;
    return {
      subject: amount ? `Dispute: ${money(amount)}, ${accountId}` : `Dispute: ${accountId}`,
      blocks: [
        { paragraph: 'A payment is disputed, and the bank has withdrawn its money.' },
        {
          facts: [
            ...fact('Account', accountId),
            ...fact('Disputed', amount && money(amount)),
            ...fact('Reason', dispute?.reason.replaceAll('_', ' ')),
            ...fact('Credits frozen', credits(data.frozen)),
            ...fact('Opened', time(data.at)),
            ...fact('Evidence due', dispute?.evidenceDueAt ? time(dispute.evidenceDueAt) : null),
            ...fact('Dispute', data.dispute_id),
            ...fact('Payment', data.payment_id),
          ],
        },
        { paragraph: 'Answer it in the dashboard of Stripe before its evidence is due.' },
        ...ownLink(
          about,
          `/console/accounts/${encodeURIComponent(accountId)}/payments`,
          'Its payments in the console',
        ),
      ],
    };
  },
});
