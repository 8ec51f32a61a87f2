import { z } from 'zod';
import { FAULTS } from '../http/faults.js';
import { DISPUTE_STEPS } from '../money/disputes.js';

const seconds = z.int().min(0);
const cents = z.int().min(1);

/** To an instant, or by a number of seconds. */
export const AdvanceBody = z.union([
  z.strictObject({ to: seconds }),
  z.strictObject({ by: seconds }),
]);

/** Which calls go wrong, and how. */
export const FaultBody = z.strictObject({
  kind: z.enum(FAULTS),
  route: z.string().optional(),
  after: z.int().min(0).default(0),
  times: z.int().min(1).default(1),
  ms: z.int().min(0).max(60_000).default(1_000),
});

/** What happens to webhooks on their way; what is left out stays as it is. */
export const DeliveryBody = z.strictObject({
  held: z.boolean().optional(),
  reversed: z.boolean().optional(),
  copies: z.int().min(1).max(10).optional(),
  dropNext: z.int().min(0).optional(),
  dropTypes: z.array(z.string()).optional(),
  apiVersion: z.string().nullable().optional(),
});

/** A dispute that somebody opens. */
export const DisputeBody = z.strictObject({
  charge: z.string(),
  amount: cents.optional(),
  reason: z.string().optional(),
  as: z.enum(['dispute', 'inquiry', 'prevented']).optional(),
});

/** What happens to a dispute. */
export const DisputeStepBody = z.strictObject({ step: z.enum(DISPUTE_STEPS) });

/** A charge of which the card's network warns. */
export const WarningBody = z.strictObject({ charge: z.string() });

/** How the next refund goes. */
export const RefundCourseBody = z.strictObject({
  first: z.enum(['pending', 'succeeded']),
  then: z.enum(['succeeded', 'failed']).optional(),
  after: seconds.default(0),
});

/** How a refund ends, now. */
export const RefundEndBody = z.strictObject({ as: z.enum(['succeeded', 'failed']) });

/** How a delayed payment ends, now. */
export const DelayedBody = z.strictObject({ succeeds: z.boolean() });

/** An automatic payout of everything available. */
export const PayoutBody = z.strictObject({ currency: z.string().default('usd') });

/** What happens to a payout. */
export const PayoutStepBody = z.strictObject({ step: z.enum(['pay', 'fail']) });

/** Fields as Stripe would never have them: for what Scrip must notice. */
export const DistortBody = z.record(z.string(), z.json());
