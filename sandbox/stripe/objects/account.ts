import { route } from '../http/route.js';
import type { Turn } from '../state/turn.js';

/** The one account of the double. https://docs.stripe.com/api/accounts/object */
export const account = (id: string) => [
  route<object>('GET /v1/account', (_turn: Turn) =>
    Promise.resolve({
      body: {
        id,
        object: 'account',
        business_profile: {
          mcc: null,
          minority_owned_business_designation: null,
          name: 'Scrip sandbox',
          product_description: null,
          specified_commercial_transactions_act_url: null,
          support_address: null,
          support_email: null,
          support_phone: null,
          support_url: null,
          url: null,
        },
        capabilities: { card_payments: 'active', transfers: 'active' },
        charges_enabled: true,
        country: 'US',
        default_currency: 'usd',
        details_submitted: true,
        email: null,
        payouts_enabled: true,
        type: 'standard',
      },
    }),
  ),
];
