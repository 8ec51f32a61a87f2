/** Jobs of the queue `payments`. */
import { z } from 'zod';
import type { JobSpec } from '../../../platform/queues/queues.js';
import { OBJECT_ID } from '../converge/find-object.js';

/** Name of the job that brings the ledger to agree with an object at Stripe. */
export const CONVERGE = 'converge';

/** Data of that job: what to look at, and the webhook that asked for it, if one did. */
export const ConvergeJob = z.strictObject({
  object_id: z.string().regex(OBJECT_ID),
  event_id: z.string().nullable(),
});

/** The job of an object; adding one with the same id twice has no effect. */
export const convergeJob = (
  jobId: string,
  objectId: string,
  eventId: string | null = null,
): JobSpec => ({
  queue: 'payments',
  name: CONVERGE,
  data: { object_id: objectId, event_id: eventId },
  jobId,
});

/** A job that has not ended by then is looked for, and added again where it is missed. */
export const MISSED_AFTER = "interval '30 seconds'";

/** Id of the last job of a webhook; its attempts count how often a look was asked for again. */
export const jobIdOf = (eventId: string, attempts: number): string =>
  attempts === 0 ? eventId : `${eventId}-${attempts}`;
