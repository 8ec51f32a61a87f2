/** Jobs of automatic top-ups, of the queue `payments`. */
import { z } from 'zod';
import type { JobSpec } from '../../../platform/queues/queues.js';

/** Name of the job that sees whether an account's top-up is due, and makes it. */
export const TOP_UP = 'top-up';

/** Data of that job. */
export const TopUpJob = z.strictObject({ account_id: z.string() });

/** Id of the job of one request. */
export const topUpJobId = (asked: string): string => `topup-${asked}`;

/** The job of an account; `asked` tells one request to see to it from the next. */
export const topUpJob = (accountId: string, asked: string): JobSpec => ({
  queue: 'payments',
  name: TOP_UP,
  data: { account_id: accountId },
  jobId: topUpJobId(asked),
});
