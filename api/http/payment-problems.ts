import type { Kind } from './domain-problems.js';

/** Failures of payments. */
export const PAYMENT_PROBLEMS = {
  consent_required: {
    status: 409,
    title: 'Nobody has consented',
    detail:
      'charging a card while nobody is there takes consent: send `consent` with the words that ' +
      'were shown, and their version',
  },
  card_required: {
    status: 409,
    title: 'There is no saved card',
    detail: 'the account has no saved card: lead the buyer to POST …/auto-top-up/card first',
  },
  not_subscribed: { status: 409, title: 'The account has no subscription' },
  checkout_refused: { status: 409, title: 'Stripe does not take the purchase' },
  payment_not_refundable: { status: 409, title: 'The payment cannot be refunded' },
  payment_not_grantable: { status: 409, title: 'The payment cannot be granted' },
  payment_refund_refused: { status: 409, title: 'Stripe does not refund the payment' },
  payments_not_set_up: {
    status: 501,
    title: 'Payments are not set up',
    detail: 'payments are not set up yet: nothing was bought, and nothing charged',
  },
  payments_unavailable: {
    status: 503,
    title: 'Stripe does not answer',
    detail: 'Stripe does not answer: ask again with the same key after the seconds in Retry-After',
  },
} as const satisfies Record<string, Kind>;
