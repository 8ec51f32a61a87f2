import type { Stripe } from 'stripe';
import { list } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';
import { balanceOf, payOut, transactionsOf } from '../money/payouts.js';
import { given, metadataAfter } from './metadata.js';

/** The balance, what moved it, and payouts. https://docs.stripe.com/api/balance */
export const balance = [
  route<object>('GET /v1/balance', async (turn) => {
    const currencies = [...(await balanceOf(turn))];
    const amounts = (status: string) =>
      currencies.map(([currency, net]) => ({
        amount: net[status] ?? 0,
        currency,
        source_types: { card: net[status] ?? 0 },
      }));
    return {
      body: {
        object: 'balance',
        available: amounts('available'),
        livemode: false,
        pending: amounts('pending'),
      },
    };
  }),
  route<Stripe.BalanceTransactionListParams>(
    'GET /v1/balance_transactions',
    async (turn, params) => {
      const { payout } = params;
      const fields = { currency: params.currency, source: params.source };
      return list(turn, 'balance_transaction', '/v1/balance_transactions', params, {
        fields: given(fields),
        ...(params.type !== undefined && {
          like: ['type', [params.type.replace(/[\\%_]/g, '\\$&')]],
        }),
        ...(payout !== undefined && { ids: await transactionsOf(turn, payout) }),
      });
    },
  ),
  retrieve('/v1/balance_transactions/:id', 'balance_transaction'),
  route<Stripe.PayoutCreateParams>('POST /v1/payouts', async (turn, params) => ({
    body: await payOut(
      turn,
      params.amount,
      params.currency.toLowerCase(),
      metadataAfter({}, params.metadata),
    ),
  })),
  route<Stripe.PayoutListParams>('GET /v1/payouts', (turn, { arrival_date: arrival, ...params }) =>
    list(turn, 'payout', '/v1/payouts', params, {
      fields: given({
        status: params.status,
        arrival_date: typeof arrival === 'number' ? arrival : undefined,
      }),
    }),
  ),
  retrieve('/v1/payouts/:id', 'payout'),
];
