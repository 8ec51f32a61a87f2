/** https://stripe.com/pricing: 2.9 % and 30 ¢ of a card payment, in cents, half up. */
const CARD_PER_MILLE = 29;
const CARD_FIXED = 30;
/** 0.8 % of a direct debit, 5.00 at most. */
const DEBIT_PER_MILLE = 8;
const DEBIT_MOST = 500;

/** Charged for each dispute, in cents. */
export const DISPUTE_FEE = 1_500;

const shareOf = (amount: number, perMille: number): number =>
  Math.floor((amount * perMille + 500) / 1_000);

/** What Stripe keeps of a payment, in cents. */
export const feeOf = (amount: number, method: string): number =>
  method === 'card'
    ? shareOf(amount, CARD_PER_MILLE) + CARD_FIXED
    : Math.min(shareOf(amount, DEBIT_PER_MILLE), DEBIT_MOST);
