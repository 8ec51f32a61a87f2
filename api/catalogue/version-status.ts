import { z } from 'zod';
import type { Instant } from '../../domain/instant.js';

/** How a dated version stands to an instant. */
export const VersionStatus = z.enum(['past', 'current', 'upcoming']).meta({
  id: 'VersionStatus',
  description: '`current` holds now, `upcoming` is published and begins later.',
});
/** How a dated version stands to an instant. */
export type VersionStatus = z.infer<typeof VersionStatus>;

interface Dated {
  /** Null: since the beginning of time. */
  readonly effective_from: Date | null;
  /** Start of the next version; null if there is none. */
  readonly effective_to: Date | null;
}

/** How a version stands to `now`. */
export function versionStatus(
  { effective_from, effective_to }: Dated,
  now: Instant,
): VersionStatus {
  if (effective_from !== null && effective_from.getTime() > now) return 'upcoming';
  return effective_to !== null && effective_to.getTime() <= now ? 'past' : 'current';
}
