/** Receipt of a period of a plan that was paid for. */
import { z } from 'zod';
import { lineOfSource } from '../../../domain/account/decide/bundle.js';
import { Credits } from '../../../domain/credits.js';
import { Instant } from '../../../domain/instant.js';
import type { LotGrant } from '../../../domain/account/lot.js';
import { Money } from '../../../domain/money.js';
import { fact } from '../letters/letter.js';
import { credits, day, money } from '../letters/words.js';
import { defineMail } from './kind.js';

const Data = z.strictObject({
  /** The line of an invoice that was paid. */
  paid_by: z.string(),
  plan: z.string(),
  credits: Credits,
  repaid: Credits,
  /** Net of tax. */
  net: Money,
  at: Instant,
});

/** Sent once for each line of an invoice that granted credits, whatever it began or renewed. */
export const planReceipt = defineMail({
  kind: 'plan_receipt',
  to: 'account',
  switch: 'receipts',
  isOnceAPeriod: false,
  // Somebody has paid, whatever has become of the account since.
  outlivesAccount: true,
  data: Data,
  causes: {
    PlanCreditsGranted: ({ fact: { data, occurredAt } }) => ofLot(data.lot, data, occurredAt),
    PeriodRenewed: ({ fact: { data, occurredAt } }) => ofLot(data.lot, data, occurredAt),
  },
  write: (data, { planName, invoice }) => ({
    subject: `Receipt: ${planName ?? data.plan}, ${money(data.net)}`,
    blocks: [
      { paragraph: 'Thank you: your payment has arrived, and your credits have been added.' },
      {
        facts: [
          ...fact('Plan', planName ?? data.plan),
          ...fact('Credits', credits(data.credits)),
          ...fact('Price', money(data.net)),
          ...fact('Date', day(data.at)),
          ...fact('Invoice', invoice?.number),
        ],
      },
      ...(data.repaid > 0n
        ? [{ paragraph: `${credits(data.repaid)} of these credits repaid what was owed.` }]
        : []),
      ...(invoice?.payUrl ? [{ link: invoice.payUrl, says: 'View the invoice' }] : []),
    ],
  }),
});

/** What was given or is free has no receipt. */
function ofLot(
  lot: LotGrant | undefined,
  { plan, repaid }: { readonly plan: string; readonly repaid: Credits },
  at: Instant,
) {
  if (!lot?.paid || lot.paid.minor === 0n || !lineOfSource(lot.paidBy)) return undefined;
  const { paidBy: paid_by, granted, paid: net } = lot;
  return { fact: paid_by, data: { paid_by, plan, credits: granted, repaid, net, at } };
}
