import {
  CreditsDebited,
  accountEvents,
  type AccountEvent,
} from '../../../domain/account/events.js';
import { formatCredits } from '../../../domain/credits.js';
import type { Decider } from '../../../domain/decider.js';
import { DomainError } from '../../../domain/errors.js';

/** A purse of 1,000 micro-credits to begin with, and how often it was opened. */
export interface Purse {
  readonly available: bigint;
  readonly debits: number;
}
export type PurseCommand = { readonly take: bigint };

/**
 * The smallest decider that has a balance, for tests of the platform: it takes credits while there
 * are any. Its events are the ledger's own.
 */
export const purseOf = (start: bigint): Decider<Purse, PurseCommand, AccountEvent> => ({
  category: 'account',
  events: accountEvents,
  initial: () => ({ available: start, debits: 0 }),
  decide: ({ available }, { take }, { now, nextRevision }) => {
    if (take === 0n) return [];
    if (take > available) {
      throw new DomainError('insufficient_credits', { available: formatCredits(available) });
    }
    return [
      CreditsDebited(now, {
        accountId: 'purse',
        debitId: `dbt_${nextRevision}`,
        credits: take,
        lots: [{ lotId: 'lot_1', credits: take }],
        overdrawn: 0n,
        outcome: 'ok',
      }),
    ];
  },
  evolve: (state, event) =>
    event.type === 'CreditsDebited'
      ? { available: state.available - event.data.credits, debits: state.debits + 1 }
      : state,
  control: ({ available }) => ({ available, held: 0n, debt: 0n, reference: 0n, nextDueAt: null }),
  snapshot: {
    version: 1,
    encode: ({ available, debits }) => ({ available: String(available), debits }),
    decode: (json) => {
      const { available, debits } = json as { available: string; debits: number };
      return { available: BigInt(available), debits };
    },
  },
});
