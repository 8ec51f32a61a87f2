/** What the payment of a refund or dispute was, so that a reader knows it from others. */
import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { MoneyAnswer, presentMoney } from '../../catalogue/present-plan.js';
import { CatalogueName } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { joinBilled } from './billed.js';

/** The payment that money went back of. */
export const PaidAnswer = z
  .object({
    created_at: InstantText,
    received: MoneyAnswer,
    name: z
      .string()
      .nullable()
      .describe('Of the pack that it bought; null: no purchase of ours explains it.'),
    plan: CatalogueName.nullable().describe('That its invoice was for.'),
  })
  .meta({ id: 'PaidBack' })
  .nullable()
  .describe('The payment; null until it is read from Stripe.');

/** What a row has of it. */
export interface PaidRow {
  readonly paid_at: Date | null;
  readonly paid_received: string;
  readonly paid_currency: string;
  readonly paid_name: string | null;
  readonly paid_plan: string | null;
}

/** Of what `joinPaid` joins. */
export const PAID_COLUMNS = `m.created_at AS paid_at, m.received AS paid_received,
         m.currency AS paid_currency, bought.name AS paid_name,
         billed.plan AS paid_plan`;

/** Joins to refunds or disputes, under an alias, their payments and what these bought. */
export const joinPaid = (back: string) => `
  LEFT JOIN app.payments m ON m.payment_id = ${back}.payment_id
  LEFT JOIN app.purchases bought ON bought.purchase_id = m.purchase_id
  ${joinBilled('m')}`;

/** Presents the payment of a refund or dispute. */
export const presentPaid = (row: PaidRow): z.input<typeof PaidAnswer> =>
  row.paid_at === null
    ? null
    : {
        created_at: formatInstant(row.paid_at.getTime()),
        received: presentMoney({ minor: BigInt(row.paid_received), currency: row.paid_currency }),
        name: row.paid_name,
        plan: row.paid_plan,
      };
