/**
 * The numbers that the double takes, and what becomes of a payment with each.
 * https://docs.stripe.com/testing
 */
export interface TestCard {
  readonly number: string;
  /** The payment method that stands for it in calls. */
  readonly token: string;
  /** In words, for people. */
  readonly what: string;
  /** What the card's bank says to a payment. */
  readonly answer: 'approves' | 'declines' | 'authenticates';
  readonly declineCode?: 'generic_decline' | 'insufficient_funds';
  /** It can be saved all the same. */
  readonly canBeSaved?: true;
  /** Authentication is asked for also once it was set up for payments without its owner. */
  readonly asksAlways?: true;
  /** What happens after the payment. */
  readonly later?: 'dispute' | 'refund_pending' | 'refund_fails';
}

/** Cards by which payments end in their different ways. */
export const TEST_CARDS: readonly TestCard[] = [
  {
    number: '4242424242424242',
    token: 'pm_card_visa',
    what: 'The payment succeeds',
    answer: 'approves',
  },
  {
    number: '4000000000000002',
    token: 'pm_card_visa_chargeDeclined',
    what: 'The card is declined',
    answer: 'declines',
    declineCode: 'generic_decline',
  },
  {
    number: '4000000000009995',
    token: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    what: 'Declined: insufficient funds',
    answer: 'declines',
    declineCode: 'insufficient_funds',
  },
  {
    number: '4000002500003155',
    token: 'pm_card_authenticationRequiredOnSetup',
    what: 'Authentication is asked for, once it is set up no more',
    answer: 'authenticates',
  },
  {
    number: '4000002760003184',
    token: 'pm_card_authenticationRequired',
    what: 'Authentication is asked for each time',
    answer: 'authenticates',
    asksAlways: true,
  },
  {
    number: '4000000000000341',
    token: 'pm_card_chargeCustomerFail',
    what: 'Can be saved, and fails when it is charged',
    answer: 'declines',
    declineCode: 'generic_decline',
    canBeSaved: true,
  },
  {
    number: '4000000000000259',
    token: 'pm_card_createDispute',
    what: 'Succeeds, and is disputed as fraudulent',
    answer: 'approves',
    later: 'dispute',
  },
  {
    number: '4000000000007726',
    token: 'pm_card_pendingRefund',
    what: 'Succeeds; a refund stays pending for a while',
    answer: 'approves',
    later: 'refund_pending',
  },
  {
    number: '4000000000005126',
    token: 'pm_card_refundFail',
    what: 'Succeeds; a refund fails later',
    answer: 'approves',
    later: 'refund_fails',
  },
];

/** Bank accounts of the delayed way to pay. https://docs.stripe.com/payments/ach-direct-debit */
export const TEST_ACCOUNTS = [
  { number: '000123456789', what: 'The payment succeeds after some days', succeeds: true },
  { number: '000111111116', what: 'The payment fails after some days', succeeds: false },
] as const;

/** The card with this number or token. */
export const cardOf = (name: string): TestCard | undefined =>
  TEST_CARDS.find(({ number, token }) => number === name || token === name);
