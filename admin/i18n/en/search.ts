/** Texts of the search. */
export const SEARCH = {
  'search.title': 'Search',
  'search.open': 'Search accounts, debits, tickets',
  'search.placeholder': 'Account, e-mail, ticket, or any id',
  'search.hint': 'Paste the id of a debit, hold, lot, adjustment or refund to come to its account.',
  'search.nothing': 'Nothing found',
  'search.nothing_why': 'Nothing is called “%{text}”.',
  'search.looking': 'Looking',
  'search.results': 'Results',
  'search.account': 'Account',
  'search.debit': 'Debit',
  'search.hold': 'Hold',
  'search.lot': 'Lot',
  'search.adjustment': 'Adjustment',
  'search.refund': 'Refund',
  'search.ticket': 'Ticket',
} as const;
