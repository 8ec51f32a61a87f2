import type { Credits } from '../../../domain/credits.js';
import { lotOf } from '../../../domain/account/lot-book.js';
import { freeOf } from '../../../domain/account/lot-figures.js';
import { lineOfSource } from '../../../domain/account/decide/bundle.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { Instant } from '../../../domain/instant.js';

/** Credits that end at an instant. */
export interface Ending {
  readonly credits: Credits;
  readonly at: Instant;
  /** The line of an invoice that paid for them; null: they were not paid for. */
  readonly lineId: string | null;
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
  const endings = new Map<string, Ending>();
  for (const { lotId, expiresAt } of book.endings) {
    const lot = lotOf(book, lotId);
    const credits = freeOf(lot);
    if (lot.grant.source !== 'plan' || credits === 0n) continue;
    const isReplaced = lotId === periodLotId && replacedAt !== null;
    const at = isReplaced ? Math.min(expiresAt, replacedAt) : expiresAt;
    const lineId = lineOfSource(lot.grant.paidBy) ?? null;
    const key = `${at} ${lineId}`;
    endings.set(key, { at, lineId, credits: (endings.get(key)?.credits ?? 0n) + credits });
  }
  return [...endings.values()].sort((a, b) => a.at - b.at);
}
