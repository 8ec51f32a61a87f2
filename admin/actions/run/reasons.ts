import type { ReasonCode } from './command.js';

/** Every reason, in the order in which they are offered. */
export const REASONS = [
  'service_outage',
  'model_quality',
  'duplicate_charge',
  'billing_error',
  'late_refund_alternative',
  'goodwill',
  'sales_promise',
  'migration_correction',
  'fraud_reversal',
  'test_data',
  'other',
] as const satisfies readonly ReasonCode[];
