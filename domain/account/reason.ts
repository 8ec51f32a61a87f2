import { z } from 'zod';

/** Why staff act on an account: codes, so that reports can count them. */
export const REASON_CODES = [
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
] as const;
/** One of REASON_CODES. */
export const ReasonCode = z.enum(REASON_CODES);

/** Why a person did it. The note's text is stored outside the log; the HMAC proves it unchanged. */
export const reason = {
  reasonCode: ReasonCode,
  noteHmac: z.string().optional(),
  ticket: z.string().optional(),
};

/** The same of what also happens without a person: `reasonCode` is absent then. */
export const reasonIfAny = { ...reason, reasonCode: ReasonCode.optional() };
