import type { Schemas } from '../lib/api.js';

type Finding = Schemas['PaymentFinding'];

const ORDER: Readonly<Record<Finding['class'], true>> = {
  paid_not_granted: true,
  granted_not_paid: true,
  refund_not_reflected: true,
  dispute_not_reflected: true,
  amount: true,
  currency: true,
  proration: true,
  foreign_line: true,
  quantity: true,
  price: true,
  wrong_account: true,
  live_test_mix: true,
  unreadable_event: true,
  duplicate: true,
  subscribed_twice: true,
  outside_stripe: true,
  unattributed: true,
  fraud_warning: true,
  payout_failed: true,
  fee: true,
  timing: true,
};
const isClass = (name: string): name is Finding['class'] => Object.hasOwn(ORDER, name);

/** Every class, the most urgent first. */
export const CLASSES: readonly Finding['class'][] = Object.keys(ORDER).filter(isClass);
/** Every severity, the most urgent first. */
export const SEVERITIES: readonly Finding['severity'][] = ['critical', 'warning', 'info'];
/** Where a finding can stand. */
export const STATES: readonly Finding['state'][] = ['open', 'assigned', 'resolved'];
/** Why a finding needs nobody any more. */
export const RESOLUTIONS: readonly Schemas['FindingResolution'][] = [
  'corrected',
  'refunded',
  'granted',
  'expected',
  'settled',
  'other',
];
