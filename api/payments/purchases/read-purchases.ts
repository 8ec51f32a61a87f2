import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../../domain/credits.js';
import { formatInstant } from '../../../domain/instant.js';
import { MoneyAnswer } from '../../catalogue/present-plan.js';
import { Problem } from '../../http/problem.js';
import { CreditsText } from '../../shapes/credits.js';
import { page, pageOf, pageQuery, type Page, type PageRequest } from '../../shapes/cursor.js';
import { AccountId, CatalogueName } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { PurchaseState } from '../plan/purchase-state.js';
import { commonFilters, narrowed } from '../reads/newest-first.js';
import { moneyOf } from '../reads/payment-row.js';
import {
  BACK_COLUMNS,
  backOf,
  joinBack,
  PaymentStanding,
  standingOf,
  type BackRow,
} from '../reads/payment-back.js';
import { PaymentId, PurchaseId } from '../records/ids.js';

/** A purchase of a pack, and its payment once there is one. */
export const PurchaseAnswer = z
  .object({
    purchase_id: PurchaseId,
    account_id: AccountId,
    pack: CatalogueName,
    pack_version: z.number().int(),
    name: z.string(),
    credits: CreditsText,
    price: MoneyAnswer,
    state: PurchaseState,
    is_top_up: z.boolean().describe('Begun by Scrip, with the consent of the account.'),
    checkout_url: z
      .string()
      .nullable()
      .describe('Where the buyer pays; null once nobody can pay there.'),
    payment: z
      .object({
        payment_id: PaymentId.nullable().describe(
          'Null: it is not for this caller, nor are fee and net.',
        ),
        status: z.string().describe("Stripe's word for it."),
        standing: PaymentStanding,
        amount: MoneyAnswer.describe('Tax included.'),
        refunded: MoneyAnswer.describe(
          'Of what was received. Refunds under way count, failed ones do not.',
        ),
        fee: MoneyAnswer.nullable().describe(
          "Stripe's fee, in the currency of its balance; null until it is known.",
        ),
        net: MoneyAnswer.nullable(),
        receipt_url: z.string().nullable(),
        failure_code: z
          .string()
          .nullable()
          .meta({ description: 'Why the last try failed.', examples: ['card_declined'] }),
      })
      .nullable(),
    created_at: InstantText,
    changed_at: InstantText,
  })
  .meta({ id: 'PackPurchase' });
export type PurchaseAnswer = z.output<typeof PurchaseAnswer>;

interface Row extends BackRow {
  readonly purchase_id: string;
  readonly account_id: string;
  readonly pack: string;
  readonly pack_version: number;
  readonly name: string;
  readonly credits: string;
  readonly price: string;
  readonly currency: string;
  readonly state: PurchaseState;
  readonly is_top_up: boolean;
  readonly checkout_url: string | null;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly paid_id: string | null;
  readonly status: string;
  readonly paid: string;
  readonly received: string;
  readonly refunded: string;
  readonly paid_currency: string;
  readonly receipt_url: string | null;
  readonly failure_code: string | null;
  readonly fee: string | null;
  readonly net: string;
  readonly balance_currency: string;
}

const SELECT = `
  SELECT p.purchase_id, p.account_id, p.pack, p.pack_version, p.name, p.credits, p.price,
         p.currency, p.state, p.is_top_up, p.checkout_url, p.created_at, p.changed_at,
         paid.payment_id AS paid_id, paid.status, paid.amount AS paid,
         paid.received, paid.refunded, paid.currency AS paid_currency, paid.receipt_url, paid.failure_code,
         b.fee, b.net, b.currency AS balance_currency, ${BACK_COLUMNS}
  FROM app.purchases p
  LEFT JOIN LATERAL (
    SELECT * FROM app.payments m WHERE m.purchase_id = p.purchase_id
    ORDER BY m.payment_id = p.payment_id DESC NULLS LAST, m.created_at DESC LIMIT 1
  ) paid ON true
  LEFT JOIN app.balance_transactions b ON b.id = paid.balance_transaction_id
  ${joinBack('paid')}`;

/** Query of `GET /v1/pack-purchases`. */
export const AllPurchasesQuery = z.strictObject({
  ...pageQuery,
  ...commonFilters('When created'),
  'filter[state]': PurchaseState.optional(),
  'filter[pack]': CatalogueName.optional(),
});
export type AllPurchasesQuery = z.output<typeof AllPurchasesQuery>;

/** A page of purchases. */
export const PurchasesAnswer = pageOf(PurchaseAnswer).meta({ id: 'PackPurchases' });

/** Reads purchases of packs. */
@Injectable()
export class ReadPurchases {
  constructor(private readonly pool: Pool) {}

  /** One purchase of an account. 404 if it has none with this id. */
  async one(accountId: string, purchaseId: string): Promise<PurchaseAnswer> {
    const { rows } = await this.pool.query<Row>(
      `${SELECT} WHERE p.purchase_id = $1 AND p.account_id = $2`,
      [purchaseId, accountId],
    );
    const [row] = rows;
    if (!row) throw new Problem('not_found', `the account has no purchase ${purchaseId}`);
    return present(row);
  }

  /** The purchases of an account, newest first. */
  list(accountId: string, request: PageRequest): Promise<Page<PurchaseAnswer>> {
    return this.all({ ...request, 'filter[account_id]': accountId });
  }

  /** Purchases of all accounts, newest first. Throws 422 for a cursor or range that cannot be. */
  async all(query: AllPurchasesQuery): Promise<Page<PurchaseAnswer>> {
    const columns = { account: 'p.account_id', at: 'p.created_at', id: 'p.purchase_id' };
    const { sql, values } = narrowed(query, columns, {
      'p.state': query['filter[state]'],
      'p.pack': query['filter[pack]'],
    });
    const { rows } = await this.pool.query<Row>(`${SELECT} ${sql}`, values);
    const listed = page(rows, query, (row) => [row.created_at.toISOString(), row.purchase_id]);
    return { ...listed, data: listed.data.map(present) };
  }
}

function present(row: Row): PurchaseAnswer {
  const { purchase_id, account_id, pack, pack_version, name, state, is_top_up } = row;
  return {
    purchase_id,
    account_id,
    pack,
    pack_version,
    name,
    credits: formatCredits(BigInt(row.credits)),
    price: moneyOf(row.price, row.currency),
    state,
    is_top_up,
    checkout_url: state === 'open' ? row.checkout_url : null,
    payment: paymentOf(row),
    created_at: formatInstant(row.created_at.getTime()),
    changed_at: formatInstant(row.changed_at.getTime()),
  };
}

function paymentOf(row: Row): PurchaseAnswer['payment'] {
  const { paid_id, status, paid, paid_currency, receipt_url, failure_code, fee, net } = row;
  if (paid_id === null) return null;
  return {
    payment_id: paid_id,
    status,
    standing: standingOf(
      { received: BigInt(row.received), refunded: BigInt(row.refunded) },
      backOf(row),
    ),
    amount: moneyOf(paid, paid_currency),
    refunded: moneyOf(row.refunded, paid_currency),
    fee: fee === null ? null : moneyOf(fee, row.balance_currency),
    net: fee === null ? null : moneyOf(net, row.balance_currency),
    receipt_url,
    failure_code,
  };
}
