/** A payment as it is read from our tables, and as it is shown. */
import { z } from 'zod';
import { formatCredits } from '../../../domain/credits.js';
import { formatInstant } from '../../../domain/instant.js';
import { MoneyAnswer, presentMoney } from '../../catalogue/present-plan.js';
import { CreditsText } from '../../shapes/credits.js';
import { AccountId, CatalogueName } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { PurchaseState } from '../plan/purchase-state.js';
import { PaymentId, PurchaseId } from '../records/ids.js';
import {
  BILLED_COLUMNS,
  joinBilled,
  PaidInvoice,
  presentBilled,
  type BilledRow,
} from './billed.js';
import {
  BACK_COLUMNS,
  backOf,
  joinBack,
  PaymentRefundable,
  PaymentStanding,
  standingOf,
  whyNotRefundable,
  type BackRow,
} from './payment-back.js';

/** A payment, as it stands in lists. */
export const ListedPayment = z
  .object({
    payment_id: PaymentId,
    account_id: AccountId.nullable().describe('Null: no purchase of ours explains it.'),
    status: z.string().meta({
      description: "Stripe's word for it.",
      examples: ['succeeded'],
    }),
    standing: PaymentStanding,
    amount: MoneyAnswer.describe('Asked for, tax included.'),
    received: MoneyAnswer,
    refunded: MoneyAnswer.describe(
      'Of what was received. Refunds under way count, failed ones do not.',
    ),
    fee: MoneyAnswer.nullable().describe(
      "Stripe's fee, in the currency of its balance; null until it is known.",
    ),
    net: MoneyAnswer.nullable().describe(
      'Received less the fee; refunds and disputes not counted.',
    ),
    disputed: MoneyAnswer.describe(
      'Withdrawn by disputes and not returned, in the currency of the balance.',
    ),
    dispute_fee: MoneyAnswer.describe(
      "Stripe's fees for disputes, in the currency of the balance.",
    ),
    kept: MoneyAnswer.nullable().describe(
      'What is left on the balance: `net` and all that refunds and disputes moved there, with ' +
        'their fees. Negative where they took more than was earned; null until `net` is known.',
    ),
    refundable: PaymentRefundable,
    purchase: z
      .object({
        purchase_id: PurchaseId,
        pack: CatalogueName,
        name: z.string(),
        credits: CreditsText,
        state: PurchaseState,
        is_top_up: z.boolean().describe('Begun by itself, with consent.'),
      })
      .meta({ id: 'PaidPurchase' })
      .nullable()
      .describe('The purchase that it is for, whether it has paid it or not.'),
    invoice: PaidInvoice,
    customer_id: z
      .string()
      .nullable()
      .meta({ pattern: '^cus_[A-Za-z0-9_]{1,200}$', examples: ['cus_TabcD'] }),
    receipt_url: z.string().nullable(),
    failure_code: z
      .string()
      .nullable()
      .meta({ description: 'Why the last try failed.', examples: ['card_declined'] }),
    created_at: InstantText,
  })
  .meta({ id: 'ListedPayment' });
export type ListedPayment = z.input<typeof ListedPayment>;

/** A row of PAYMENTS. */
export interface PaymentRow extends BackRow, BilledRow {
  readonly payment_id: string;
  readonly account_id: string | null;
  readonly status: string;
  readonly amount: string;
  readonly received: string;
  readonly refunded: string;
  readonly currency: string;
  readonly customer_id: string | null;
  readonly receipt_url: string | null;
  readonly failure_code: string | null;
  readonly created_at: Date;
  readonly purchase_id: string | null;
  readonly pack: string;
  readonly name: string;
  readonly credits: string;
  readonly state: PurchaseState;
  readonly is_top_up: boolean;
  readonly fee: string | null;
  readonly net: string;
  readonly balance_currency: string | null;
}

/** Selects payments `m` with their purchases, invoices and balance transactions. */
export const PAYMENTS = `
  SELECT m.payment_id, m.account_id, m.status, m.amount, m.received, m.refunded, m.currency,
         m.customer_id, m.receipt_url, m.failure_code, m.created_at,
         p.purchase_id, p.pack, p.name, p.credits, p.state, p.is_top_up,
         b.fee, b.net, b.currency AS balance_currency,
         ${BILLED_COLUMNS}, ${BACK_COLUMNS}
  FROM app.payments m
  LEFT JOIN app.purchases p ON p.purchase_id = m.purchase_id
  LEFT JOIN app.balance_transactions b ON b.id = m.balance_transaction_id
  ${joinBilled('m')}
  ${joinBack('m')}`;

/** Presents an amount in minor units, as PostgreSQL gives it. */
export const moneyOf = (minor: string, currency: string) =>
  presentMoney({ minor: BigInt(minor), currency });

/** Presents a payment. */
export function presentPayment(row: PaymentRow): ListedPayment {
  const { payment_id, account_id, status, currency, customer_id, receipt_url, failure_code } = row;
  const paid = { received: BigInt(row.received), refunded: BigInt(row.refunded) };
  const back = backOf(row);
  const onBalance = (minor: bigint) =>
    presentMoney({ minor, currency: row.balance_currency ?? currency });
  const net = row.fee === null ? null : BigInt(row.net);
  return {
    payment_id,
    account_id,
    status,
    standing: standingOf(paid, back),
    amount: moneyOf(row.amount, currency),
    received: moneyOf(row.received, currency),
    refunded: moneyOf(row.refunded, currency),
    fee: row.fee === null ? null : onBalance(BigInt(row.fee)),
    net: net === null ? null : onBalance(net),
    disputed: onBalance(back.disputed),
    dispute_fee: onBalance(back.disputeFee),
    kept: net === null ? null : onBalance(net + back.net),
    refundable: {
      left: presentMoney({ minor: paid.received - paid.refunded, currency }),
      why_not: whyNotRefundable(paid, account_id !== null, back),
    },
    purchase:
      row.purchase_id === null
        ? null
        : {
            purchase_id: row.purchase_id,
            pack: row.pack,
            name: row.name,
            credits: formatCredits(BigInt(row.credits)),
            state: row.state,
            is_top_up: row.is_top_up,
          },
    invoice: presentBilled(row),
    customer_id,
    receipt_url,
    failure_code,
    created_at: formatInstant(row.created_at.getTime()),
  };
}
