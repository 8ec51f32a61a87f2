import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Pool } from 'pg';
import type { callsOn } from '../../support/product/account-calls.js';
import type { TestProduct } from '../../support/product/app.js';

/** So many rows that a plan which reads all of them costs more than one by index. */
const ROWS = 20_000;

const FILLS = [
  `INSERT INTO read.adjustments
   SELECT 'acct-' || (i % 200), i, 'adj_' || i, gen_random_uuid(),
     CASE WHEN i % 2000 = 0 THEN 'deduct' ELSE 'issue' END, 5, 0, NULL,
     CASE WHEN i % 4000 = 0 THEN 'billing_error' ELSE 'goodwill' END, NULL,
     CASE WHEN i % 50 = 0 THEN 'T-' || i END, 'staff:stf_' || (i % 40), NULL,
     now() - i * interval '1 minute', now() - i * interval '1 minute', i
   FROM generate_series(1, ${ROWS}) i`,
  `INSERT INTO app.webhook_messages
   SELECT 'msg_' || i, CASE WHEN i % 2000 = 0 THEN 'plan.changed' ELSE 'credits.granted' END,
     'acct-' || (i % 200), '{}', now() - i * interval '10 seconds'
   FROM generate_series(1, ${ROWS}) i`,
];
const DELIVERIES = `INSERT INTO app.webhook_deliveries
   (id, message_id, endpoint_id, state, created_at, attempts)
   SELECT 'whd_' || i, 'msg_' || i, $1, CASE WHEN i % 1000 = 0 THEN 'failed' ELSE 'succeeded' END,
     now() - i * interval '10 seconds', 1
   FROM generate_series(1, ${ROWS}) i`;
const LEDGER = `INSERT INTO read.ledger_entries
   (account_id, revision, event_id, kind, credits, d_available, d_held, d_frozen, d_debt,
    after_available, after_held, after_debt, lots, forfeited_held, actor, occurred_at, recorded_at,
    position)
   SELECT $1, 1000 + i, gen_random_uuid(),
     CASE WHEN i % 2000 = 0 THEN 'adjustment' ELSE 'debit' END, -1, -1, 0, 0, 0, 1, 0, 0, '[]', 0,
     'key:preset', now() - i * interval '1 minute', now() - i * interval '1 minute', 1
   FROM generate_series(1, ${ROWS}) i`;
const READ_WHOLE = /Seq Scan on (adjustments|webhook_messages|webhook_deliveries|ledger_entries)\b/;

/** Stories of what a page of a long list costs the database, on a product that runs by then. */
export function listsAtSize(
  theProduct: () => TestProduct,
  { open, post, get }: ReturnType<typeof callsOn>,
): void {
  describe('a page of a list of many', () => {
    let endpoint: string;
    let account: string;
    beforeAll(async () => {
      const { pool } = theProduct().harness;
      account = await open();
      const url = 'https://example.com/hooks';
      endpoint = (await post('/v1/webhook-endpoints', { url })).id;
      for (const fill of FILLS) await pool.query(fill);
      await pool.query(DELIVERIES, [endpoint]);
      await pool.query(LEDGER, [account]);
      await pool.query('ANALYZE');
    });

    /** The plans of all that a request asks of these tables. */
    async function plansOf(path: string): Promise<string[]> {
      const pool = theProduct().app.get(Pool);
      const query = jest.spyOn(pool, 'query');
      await get(path);
      const calls: readonly (readonly unknown[])[] = [...query.mock.calls];
      query.mockRestore();
      const plans: string[] = [];
      for (const [text, values] of calls) {
        if (typeof text !== 'string' || !/\b(adjustments|webhook_|ledger_entries)/.test(text))
          continue;
        const bound = Array.isArray(values) ? values : [];
        const { rows } = await pool.query<Record<string, string>>(`EXPLAIN ${text}`, bound);
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      }
      return plans;
    }

    const past = () => new Date(Date.now() - 24 * 3_600_000).toISOString();
    it.each([
      ...[
        '',
        'actor]=staff:stf_3',
        'reason_code]=billing_error',
        'ticket]=T-5000',
        'account_id]=acct-7',
        'kind]=deduct',
        'kind]=issue',
        'kind]=refund',
        'to]=',
      ].map((filter) => ['adjustments', filter] as const),
      ...[
        '',
        'state]=failed',
        'type]=plan.changed',
        'type]=test.ping',
        'account_id]=acct-7',
        'to]=',
      ].map((filter) => ['deliveries', filter] as const),
      ...['', 'kind]=adjustment', 'kind]=debit', 'kind]=refund'].map(
        (filter) => ['ledger', filter] as const,
      ),
    ])('of %s, narrowed by "%s", is found by an index', async (list, filter) => {
      const path = {
        adjustments: '/v1/adjustments',
        deliveries: `/v1/webhook-endpoints/${endpoint}/deliveries`,
        ledger: `/v1/accounts/${account}/ledger`,
      }[list];
      const narrowed =
        filter === '' ? '' : `&filter[${filter}${filter.endsWith('=') ? past() : ''}`;
      const plans = await plansOf(`${path}?page[size]=50${narrowed}`);
      expect(plans.length).toBeGreaterThan(0);
      for (const plan of plans) expect(plan).not.toMatch(READ_WHOLE);
    });
  });
}
