import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../../domain/credits.js';
import { formatInstant } from '../../../domain/instant.js';
import { MoneyAnswer } from '../../catalogue/present-plan.js';
import { CreditsText } from '../../shapes/credits.js';
import { page, pageOf, pageQuery, type Page } from '../../shapes/cursor.js';
import { AccountId, CatalogueName } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { commonFilters, narrowed } from '../reads/newest-first.js';
import { moneyOf } from '../reads/payment-row.js';
import { PaymentId, PurchaseId } from '../records/ids.js';

/** How an attempt stands. */
const TopUpState = z.enum(['under_way', 'paid', 'succeeded', 'link_open', 'failed']).meta({
  id: 'TopUpState',
  description:
    '`paid`: the card was charged, and the credits are not there; where that stays so, as on a ' +
    'closed account, a finding says why. `succeeded`: they are there. ' +
    '`link_open`: the bank wants its customer to be there, who can pay at `checkout_url`.',
});

/** One attempt of an automatic top-up. */
export const TopUpAnswer = z
  .object({
    purchase_id: PurchaseId,
    account_id: AccountId,
    pack: CatalogueName,
    credits: CreditsText,
    price: MoneyAnswer,
    state: TopUpState,
    failure_code: z
      .string()
      .nullable()
      .describe("Why the card was not charged, in Stripe's words."),
    payment_id: PaymentId.nullable(),
    checkout_url: z.string().nullable(),
    month: z.string().meta({ description: 'Whose cap it counts for.', examples: ['2026-11'] }),
    begun_at: InstantText,
    ended_at: InstantText.nullable(),
  })
  .meta({ id: 'TopUpAttempt' });
export type TopUpAnswer = z.output<typeof TopUpAnswer>;

/** A page of attempts. */
export const TopUpsAnswer = pageOf(TopUpAnswer).meta({ id: 'TopUpAttempts' });

/** Query of `GET /v1/top-ups`. */
export const TopUpsQuery = z.strictObject({ ...pageQuery, ...commonFilters('When begun') });
export type TopUpsQuery = z.output<typeof TopUpsQuery>;

interface Row {
  readonly purchase_id: string;
  readonly account_id: string;
  readonly pack: string;
  readonly credits: string;
  readonly price: string;
  readonly currency: string;
  readonly state: string;
  readonly failure_code: string | null;
  readonly payment_id: string | null;
  readonly checkout_url: string | null;
  readonly month: string;
  readonly begun_at: Date;
  readonly ended_at: Date | null;
}

const SELECT = `
  SELECT t.purchase_id, t.account_id, p.pack, p.credits, p.price, p.currency, p.state,
         t.failure_code, coalesce(p.payment_id, t.intent_id) AS payment_id, p.checkout_url,
         t.month, t.begun_at, t.ended_at
  FROM app.top_ups t JOIN app.purchases p USING (purchase_id)`;

/** Reads attempts of automatic top-ups. */
@Injectable()
export class ReadAttempts {
  constructor(private readonly pool: Pool) {}

  /** Newest first. Throws 422 for a cursor or range that cannot be. */
  async list(query: TopUpsQuery): Promise<Page<TopUpAnswer>> {
    const columns = { account: 't.account_id', at: 't.begun_at', id: 't.purchase_id' };
    const { sql, values } = narrowed(query, columns, {});
    const { rows } = await this.pool.query<Row>(`${SELECT} ${sql}`, values);
    const listed = page(rows, query, (row) => [row.begun_at.toISOString(), row.purchase_id]);
    return { ...listed, data: listed.data.map(present) };
  }

  /** The last one of an account; undefined: there was none. */
  async last(accountId: string): Promise<TopUpAnswer | undefined> {
    const { rows } = await this.pool.query<Row>(
      `${SELECT} WHERE t.account_id = $1 ORDER BY t.begun_at DESC, t.purchase_id DESC LIMIT 1`,
      [accountId],
    );
    return rows[0] && present(rows[0]);
  }
}

function present(row: Row): TopUpAnswer {
  const { purchase_id, account_id, pack, failure_code, payment_id, month, ended_at } = row;
  const state = stateOf(row);
  return {
    purchase_id,
    account_id,
    pack,
    credits: formatCredits(BigInt(row.credits)),
    price: moneyOf(row.price, row.currency),
    state,
    failure_code,
    payment_id,
    checkout_url: state === 'link_open' ? row.checkout_url : null,
    month,
    begun_at: formatInstant(row.begun_at.getTime()),
    ended_at: ended_at && formatInstant(ended_at.getTime()),
  };
}

function stateOf({ state, ended_at }: Row): TopUpAnswer['state'] {
  if (state === 'granted') return 'succeeded';
  if (ended_at === null || state === 'processing') return 'under_way';
  if (state === 'paid') return 'paid';
  return state === 'open' ? 'link_open' : 'failed';
}
