/** Receipt of a pack that was paid for. */
import { z } from 'zod';
import { Credits } from '../../../domain/credits.js';
import { Instant } from '../../../domain/instant.js';
import { Money } from '../../../domain/money.js';
import { defineMail } from './kind.js';
import { fact } from '../letters/letter.js';
import { credits, day, money } from '../letters/words.js';

const Data = z.strictObject({
  purchase_id: z.string(),
  payment_id: z.string(),
  credits: Credits,
  repaid: Credits,
  /** Net of tax; null: not known. */
  net: Money.nullable(),
  at: Instant,
});

/** Sent once for each payment that granted a pack. */
export const receipt = defineMail({
  kind: 'receipt',
  to: 'account',
  switch: 'receipts',
  isOnceAPeriod: false,
  // Somebody has paid, whatever has become of the account since.
  outlivesAccount: true,
  data: Data,
  causes: {
    PackPurchased: ({ fact: { data, occurredAt } }) => ({
      fact: data.paymentId,
      data: {
        purchase_id: data.purchaseId,
        payment_id: data.paymentId,
        credits: data.lot.granted,
        repaid: data.repaid,
        net: data.lot.paid,
        at: occurredAt,
      },
    }),
  },
  write: (data, { purchase, payment }) => {
    const name = purchase?.name ?? 'credits';
    const isTopUp = purchase?.isTopUp ?? false;
    const paid = payment?.amount ?? data.net;
    const tax = paid && data.net && taxIn(paid, data.net);
    return {
      subject: `${isTopUp ? 'Topped up' : 'Receipt'}: ${name}${paid ? `, ${money(paid)}` : ''}`,
      blocks: [
        { paragraph: isTopUp ? TOPPED_UP : PAID },
        {
          facts: [
            ...fact('Bought', name),
            ...fact('Credits', credits(data.credits)),
            ...fact('Paid', paid && money(paid)),
            ...fact('Of which tax', tax && money(tax)),
            ...fact('Date', day(data.at)),
            ...fact('Payment', data.payment_id),
          ],
        },
        ...(data.repaid > 0n
          ? [{ paragraph: `${credits(data.repaid)} of these credits repaid what was owed.` }]
          : []),
        ...(payment?.receiptUrl ? [{ link: payment.receiptUrl, says: 'View the receipt' }] : []),
      ],
    };
  },
});

const PAID = 'Thank you: your payment has arrived, and your credits have been added.';
const TOPPED_UP = 'Your automatic top-up has been paid, and your credits have been added.';

/** Null where nothing was added to the price, or the part of it is in doubt. */
function taxIn(gross: Money, net: Money): Money | null {
  if (gross.currency !== net.currency || gross.minor <= net.minor) return null;
  return { minor: gross.minor - net.minor, currency: gross.currency };
}
