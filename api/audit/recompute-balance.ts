import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import type { AccountState } from '../../domain/account/state.js';
import { controlOf } from '../../domain/account/state.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';
import { BalanceFigures, presentBalanceFigures } from '../shapes/figures.js';
import { AccountId } from '../shapes/ids.js';
import { AccountFold } from './account-fold.js';
import { compareAccount } from './compare-account.js';
import { Finding } from './finding.js';
import { readFigures, type AccountFigures, type Figures } from './read-figures.js';
import { walkStream } from './walk-stream.js';

/** Limit of events folded for one answer: some seconds of work. */
const MAX_EVENTS_FOLDED = 200_000;

const OUTCOMES = ['agrees', 'differs', 'catching_up', 'too_many_events'] as const;

/** A balance that was computed from the events of the account, beside the one that is shown. */
export const RecomputedBalance = z
  .object({
    account_id: AccountId,
    outcome: z.enum(OUTCOMES).meta({
      description:
        '`differs`: see `finding`. `catching_up`: the read models do not stand at one event, so ' +
        'that they cannot be compared now. `too_many_events`: nothing was computed, since the ' +
        `account has more than ${MAX_EVENTS_FOLDED} events; \`GET /v1/audit/verify\` takes any.`,
    }),
    events: z.number().int().describe('How many events were folded.'),
    revision: z
      .number()
      .int()
      .nullable()
      .describe('The last event in the read model: both balances are after it.'),
    recomputed: BalanceFigures.nullable().describe(
      'From the events alone; null where an event is wrong.',
    ),
    shown: BalanceFigures.nullable().describe('From the read model.'),
    finding: Finding.nullable().describe('The first difference; null: none.'),
  })
  .meta({ id: 'RecomputedBalance' });
export type RecomputedBalance = z.output<typeof RecomputedBalance>;

/**
 * Computes a balance anew from all events of an account, with their hashes, and compares what the
 * read models have of it: balance, lots, ledger, members and usage.
 */
@Injectable()
export class RecomputeBalance {
  constructor(
    private readonly store: EventStore,
    private readonly pool: Pool,
    private readonly stream: AccountStream,
  ) {}

  /** Throws DomainError `account_not_found`. */
  async of(accountId: string, signal: AbortSignal): Promise<RecomputedBalance> {
    const { state, revision } = await this.stream.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    if (revision >= MAX_EVENTS_FOLDED) {
      return { ...NOTHING, account_id: accountId, outcome: 'too_many_events' };
    }
    const figures = await readFigures(this.pool, [accountId]);
    const known = figures.of(accountId);
    const { fold, isWhole, events, finding } = await this.folded(accountId, figures, signal);
    return {
      account_id: accountId,
      outcome: outcomeOf(finding, known, figures.comparable),
      events,
      revision: known.balance?.revision ?? null,
      recomputed: known.balance && isWhole ? figuresOf(fold.atLedger) : null,
      shown: known.balance ? presentBalanceFigures(known.balance) : null,
      finding: finding ?? null,
    };
  }

  private async folded(accountId: string, figures: Figures, signal: AbortSignal) {
    const known = figures.of(accountId);
    const ledgerRevision = known.balance?.revision ?? -1;
    const fold = new AccountFold({ ledgerRevision, usagePosition: figures.usagePosition });
    const countedUpTo = (await this.store.head()) ?? -1n;
    const stream = `account-${accountId}`;
    const look = fold.take.bind(fold);
    const { finding, events } = await walkStream(this.store, stream, { look, countedUpTo, signal });
    const differing = figures.comparable ? compareAccount(stream, fold, known) : undefined;
    return { fold, isWhole: finding === undefined, events, finding: finding ?? differing };
  }
}

const NOTHING = { events: 0, revision: null, recomputed: null, shown: null, finding: null };

function outcomeOf(
  finding: Finding | undefined,
  { balance }: AccountFigures,
  comparable: boolean,
): RecomputedBalance['outcome'] {
  if (finding) return 'differs';
  return balance && comparable ? 'agrees' : 'catching_up';
}

function figuresOf(state: AccountState): BalanceFigures {
  const { available, held, debt } = controlOf(state);
  return presentBalanceFigures({ available, held, frozen: state.book.frozen, debt });
}
