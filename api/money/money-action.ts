import type { AdjustCredits, RefundDebit } from '../../domain/account/commands.js';
import type { AccountEvent } from '../../domain/account/events.js';
import { sum } from '../../domain/account/posting.js';
import type { Credits } from '../../domain/credits.js';
import type { Outcome } from '../accounts/review.js';

/** A command that gives or takes credits by hand. */
export interface MoneyAction {
  readonly accountId: string;
  readonly command: AdjustCredits | RefundDebit;
}

/** What an action does with credits, as the register calls it. */
export type MoneyKind = 'issue' | 'deduct' | 'refund';

/** What an action does with credits. */
export const kindOf = ({ command }: MoneyAction): MoneyKind => {
  if (command.type === 'RefundDebit') return 'refund';
  return command.credits < 0n ? 'deduct' : 'issue';
};

/** What the events of an action come to: credits without their sign, and what went to debt. */
export function movedBy(events: readonly AccountEvent[]): { credits: Credits; repaid: Credits } {
  const moves = events.flatMap(({ type, data }) =>
    type === 'CreditsAdjusted' || type === 'DebitRefunded' ? [data] : [],
  );
  const credits = sum(moves);
  return {
    credits: credits < 0n ? -credits : credits,
    repaid: moves.reduce((total, { repaid }) => total + repaid, 0n),
  };
}

/** What an action changes of one lot. */
export interface LotChange {
  /** Null: a new lot, which gets its id when it is written. */
  readonly lotId: string | null;
  /** Signed. */
  readonly credits: Credits;
  readonly remaining: Credits;
  readonly expiresAt: number | null;
  /** Its place in the order of consumption, from 1 on; null where nothing is free of it. */
  readonly place: number | null;
}

/** How the lots differ, in the order of consumption. */
export function lotChanges({ state, after }: Outcome): LotChange[] {
  const places = new Map([...after.book.order].map(({ lotId }, index) => [lotId, index + 1]));
  const changes = [...after.book.lots].flatMap(({ grant, remaining }): LotChange[] => {
    const before = state.book.lots.get(grant.lotId);
    const credits = remaining - (before?.remaining ?? 0n);
    if (before && credits === 0n) return [];
    const lotId = before ? grant.lotId : null;
    const place = places.get(grant.lotId) ?? null;
    return [{ lotId, credits, remaining, expiresAt: grant.expiresAt, place }];
  });
  const gone = [...state.book.lots].flatMap(({ grant, remaining }): LotChange[] =>
    remaining === 0n || after.book.lots.get(grant.lotId)
      ? []
      : [
          {
            lotId: grant.lotId,
            credits: -remaining,
            remaining: 0n,
            expiresAt: grant.expiresAt,
            place: null,
          },
        ],
  );
  const placeOf = ({ place }: LotChange) => place ?? Infinity;
  return [...changes, ...gone].sort((a, b) => placeOf(a) - placeOf(b) || 0);
}
