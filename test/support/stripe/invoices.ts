import type {
  InvoiceNow,
  LineNow,
  SubscriptionNow,
} from '../../../api/payments/plan/billing-tree.js';
import type { SoldPrice } from '../../../api/payments/plan/invoice.js';

export const usd = (minor: bigint) => ({ minor, currency: 'usd' });

const sold = (plan: string, minor: bigint, credits: bigint): SoldPrice => ({
  plan,
  version: 1,
  credits: credits * 1_000_000n,
  price: usd(minor),
});

/** Prices that are sold: those of the default plans. */
export const PRICES: ReadonlyMap<string, SoldPrice> = new Map([
  ['price_pro', sold('pro', 2_000n, 500n)],
  ['price_team', sold('team', 4_900n, 1_500n)],
]);

/** A line of one month of Pro. */
export const lineOf = (more: Partial<LineNow> = {}): LineNow => ({
  lineId: 'il_1',
  priceId: 'price_pro',
  quantity: 1n,
  isProration: false,
  subtotal: 2_000n,
  discount: 0n,
  taxIncluded: 0n,
  taxAdded: 0n,
  period: { startsAt: 1_000, endsAt: 2_000 },
  ...more,
});

/** A paid invoice of one month of Pro. */
export const invoiceOf = (more: Partial<InvoiceNow> = {}): InvoiceNow => ({
  invoiceId: 'in_1',
  status: 'paid',
  customerId: 'cus_1',
  subscriptionId: 'sub_1',
  reason: 'subscription_cycle',
  number: null,
  total: usd(2_000n),
  due: 2_000n,
  balanceApplied: 0n,
  paidOffStripe: 0n,
  attempts: 1,
  nextAttemptAt: null,
  hostedUrl: null,
  paidAt: 1_500,
  lines: [lineOf()],
  payments: [{ paymentId: 'pi_1', status: 'paid', paid: 2_000n }],
  createdAt: 1_000,
  ...more,
});

/** A subscription to Pro. */
export const subscriptionOf = (more: Partial<SubscriptionNow> = {}): SubscriptionNow => ({
  subscriptionId: 'sub_1',
  customerId: 'cus_1',
  status: 'active',
  currency: 'usd',
  itemId: 'si_1',
  priceId: 'price_pro',
  period: { startsAt: 1_000_000, endsAt: 2_000_000 },
  cancelAt: null,
  cancelsAtPeriodEnd: false,
  canceledAt: null,
  endedAt: null,
  pending: null,
  schedule: null,
  latestInvoiceId: 'in_1',
  createdAt: 1_000_000,
  ...more,
});
