import { z } from 'zod';
import type { JobSpec } from '../../platform/queues.js';

/** A lot with credits left ends in so many days; it is not one that a renewal replaces. */
export const LotExpiring = z.strictObject({
  account_id: z.string(),
  lot_id: z.string(),
  source: z.string(),
  /** What nobody holds and no dispute has frozen, as a decimal string. */
  remaining: z.string(),
  expires_at: z.string(),
  /** It was announced so many days ahead: 7 or 1. */
  days: z.number().int(),
  /** When it was found out. */
  occurred_at: z.string(),
});
export type LotExpiring = z.output<typeof LotExpiring>;

/** Name of the job in the queue `reactions`. */
export const LOT_EXPIRING = 'lot-expiring';

/** Says it once for each lot and number of days. */
export const sayLotExpiring = (lot: LotExpiring): JobSpec => ({
  queue: 'reactions',
  name: LOT_EXPIRING,
  data: lot,
  jobId: `${LOT_EXPIRING}.${lot.account_id}.${lot.lot_id}.${lot.days}`,
});
