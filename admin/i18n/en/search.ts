/** Texts of the search. */
export const SEARCH = {
  'search.title': 'Search',
  'search.open': 'Search accounts, debits, tickets',
  'search.placeholder': 'Account, e-mail, ticket, or any id',
  'search.hint':
    'Paste the id of a debit, hold, lot, adjustment, refund, approval or payment to come to it.',
  'search.nothing': 'Nothing found',
  'search.nothing_why': 'Nothing is called “%{text}”.',
  'search.looking': 'Looking',
  'search.results': 'Results',
  'search.account': 'Account',
  'search.payment': 'Payment',
  'search.debit': 'Debit',
  'search.hold': 'Hold',
  'search.lot': 'Lot',
  'search.adjustment': 'Adjustment',
  'search.refund': 'Refund',
  'search.ticket': 'Ticket',
  'search.approval': 'Approval',
  'search.finding': 'Finding',
  'search.stripe_event': 'Webhook of Stripe',
} as const;
