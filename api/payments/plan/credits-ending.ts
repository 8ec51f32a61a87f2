import type { Credits } from '../../../domain/credits.js';
import { lotOf } from '../../../domain/account/lot-book.js';
import { freeOf } from '../../../domain/account/lot-figures.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { Instant } from '../../../domain/instant.js';

/** Credits that end at an instant. */
export interface Ending {
  readonly credits: Credits;
  readonly at: Instant;
}

/**
 * What ends of the plan's credits that are free now, the soonest first. The bundle of the current
 * period ends by itself where another is paid for at once, and otherwise with the period, whose
 * renewal takes its place: `replacedAt`; null: nothing does.
 */
export function creditsEnding(
  { book, periodLotId }: AccountState,
  replacedAt: Instant | null,
): Ending[] {
  const byInstant = new Map<Instant, Credits>();
  for (const { lotId, expiresAt } of book.endings) {
    const lot = lotOf(book, lotId);
    const credits = freeOf(lot);
    if (lot.grant.source !== 'plan' || credits === 0n) continue;
    const isReplaced = lotId === periodLotId && replacedAt !== null;
    const at = isReplaced ? Math.min(expiresAt, replacedAt) : expiresAt;
    byInstant.set(at, (byInstant.get(at) ?? 0n) + credits);
  }
  return [...byInstant].map(([at, credits]) => ({ at, credits })).sort((a, b) => a.at - b.at);
}
