/** Ids of purchases, payments and findings. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { idSchema } from '../../shapes/ids.js';

const ID_BYTES = 10;

/**
 * A random id: `pur_…` for a purchase, `fnd_…` for a finding, `rfq_…` for a refund request,
 * `sco_…` for a checkout of a subscription, `sbr_…` for what is asked of one.
 */
export const newId = (prefix: 'pur' | 'fnd' | 'rfq' | 'sco' | 'sbr'): string =>
  `${prefix}_${randomBytes(ID_BYTES).toString('hex')}`;

/** The id of any object at Stripe. */
export const StripeObjectId = idSchema(/^[a-z]{2,20}_[\w-]{1,250}$/, 'an object of Stripe', {
  description: 'Names one object; given by Stripe.',
  examples: ['cs_test_a1PqR2sT3uV4wX5yZ'],
});

/** The id of a payment, given by Stripe. */
export const PaymentId = idSchema(/^pi_[A-Za-z0-9_]{1,200}$/, 'a payment', {
  id: 'PaymentId',
  description: 'Names one payment; given by Stripe.',
  examples: ['pi_3TabcD'],
});

/** The id of a subscription, given by Stripe. */
export const SubscriptionId = idSchema(/^sub_[A-Za-z0-9_]{1,200}$/, 'a subscription', {
  id: 'SubscriptionId',
  description: 'Names one subscription; given by Stripe.',
  examples: ['sub_1TabcD'],
});

/** The id of an invoice, given by Stripe. */
export const InvoiceId = idSchema(/^in_[A-Za-z0-9_]{1,200}$/, 'an invoice', {
  id: 'InvoiceId',
  description: 'Names one invoice of a subscription; given by Stripe.',
  examples: ['in_1TabcD'],
});

/** The id of a charge, given by Stripe; those from bank accounts begin with `py`. */
export const ChargeId = z
  .string()
  .regex(/^(?:ch|py)_[A-Za-z0-9_]{1,200}$/, 'expected the id of a charge');

/** The id of a refund of a payment, given by Stripe. */
export const StripeRefundId = idSchema(
  /^(?:re|pyr)_[A-Za-z0-9_]{1,200}$/,
  'a refund of a payment',
  {
    id: 'PaymentRefundId',
    description: 'Names one refund of a payment; given by Stripe.',
    examples: ['re_3TabcD'],
  },
);

/** The id of a dispute, given by Stripe. */
export const DisputeId = idSchema(/^(?:du|dp)_[A-Za-z0-9_]{1,200}$/, 'a dispute', {
  id: 'DisputeId',
  description: 'Names one dispute; given by Stripe.',
  examples: ['du_1TabcD'],
});

/** The id of a request of ours that money of a payment go back. */
export const RefundRequestId = idSchema(/^rfq_[0-9a-f]{20}$/, 'a refund request', {
  id: 'RefundRequestId',
  description: 'Names one request that money of a payment go back.',
  examples: ['rfq_4f1c0a7be29d53186acd'],
});

/** The id of a purchase. Nobody can guess one: it opens the page that says how it stands. */
export const PurchaseId = idSchema(/^pur_[0-9a-f]{20}$/, 'a purchase', {
  id: 'PackPurchaseId',
  description: 'Names one purchase of a pack.',
  examples: ['pur_4f1c0a7be29d53186acd'],
});

/** The id of a finding. */
export const FindingId = idSchema(/^fnd_[0-9a-f]{20}$/, 'a finding', {
  id: 'FindingId',
  description: 'Names one thing that does not add up.',
  examples: ['fnd_4f1c0a7be29d53186acd'],
});

/** The id of a checkout of a subscription. Nobody can guess one: it opens its page. */
export const SubscriptionCheckoutId = idSchema(
  /^sco_[0-9a-f]{20}$/,
  'a checkout of a subscription',
  {
    id: 'SubscriptionCheckoutId',
    description: 'Names one checkout of a subscription.',
    examples: ['sco_4f1c0a7be29d53186acd'],
  },
);
