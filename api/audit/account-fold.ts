import { accountEvents, type AccountEvent } from '../../domain/account/events.js';
import { evolve } from '../../domain/account/fold/evolve.js';
import { postedCredits, postingOf } from '../../domain/account/posting.js';
import { controlOf, UNOPENED, type AccountState } from '../../domain/account/state.js';
import type { AnyEvent } from '../../domain/log/all-events.js';
import { IntegrityError } from '../../domain/errors.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { encodeControl } from '../../platform/event-store/records/metadata.js';
import { ledgerEntries } from '../../projections/read-models/ledger-entries.js';
import { changesOf } from '../../projections/tables/projection.js';
import type { Finding } from './finding.js';
import { MemberFold } from './member-fold.js';

/** Sums over ledger entries, in micro-credits. */
export interface EntrySums {
  entries: bigint;
  credits: bigint;
  available: bigint;
  held: bigint;
  frozen: bigint;
  debt: bigint;
}

/** Sums over debits and their refunds. */
export interface UsageSums {
  credits: bigint;
  refunded: bigint;
  requests: bigint;
}

/** Position of each read model for one account; it is compared up to there. */
export interface Limits {
  /** Last revision in the tables of balances and ledger. */
  readonly ledgerRevision: number;
  /** Last position in the tables of usage. */
  readonly usagePosition: bigint;
}

/** Folds an account from the log, with the figures its read models should have. */
export class AccountFold {
  private state: AccountState = UNOPENED;
  /** The account at the position of the ledger's read models. */
  atLedger: AccountState = UNOPENED;
  readonly entries: EntrySums = {
    entries: 0n,
    credits: 0n,
    available: 0n,
    held: 0n,
    frozen: 0n,
    debt: 0n,
  };
  readonly usage: UsageSums = { credits: 0n, refunded: 0n, requests: 0n };
  readonly members = new MemberFold();

  constructor(private readonly limits: Limits) {}

  /** Folds the next event; returns a finding if its control figures differ. */
  take(recorded: Recorded<AnyEvent>): Finding | undefined {
    if (!isOfAccount(recorded)) return undefined;
    const finding = this.fold(recorded);
    if (finding) return finding;
    if (recorded.revision <= this.limits.ledgerRevision) this.enter(recorded);
    if (recorded.position <= this.limits.usagePosition) this.count(recorded.fact);
    return undefined;
  }

  private fold({ fact, meta, stream, revision, id }: Recorded<AccountEvent>): Finding | undefined {
    const place = { stream, revision, event_id: id };
    try {
      this.state = evolve(this.state, fact);
    } catch (error) {
      if (!(error instanceof IntegrityError)) throw error;
      return { code: 'control_differs', message: error.message, ...place };
    }
    const expected = JSON.stringify(encodeControl(controlOf(this.state)));
    const found = meta.control
      ? JSON.stringify(encodeControl({ ...meta.control, nextDueAt: meta.control.next_due_at }))
      : 'none';
    if (expected === found) return undefined;
    const message = `event ${revision} of ${stream} does not lead to its control figures`;
    return { code: 'control_differs', message, ...place, expected, found };
  }

  private enter(recorded: Recorded<AccountEvent>): void {
    this.atLedger = this.state;
    this.members.take(recorded);
    if (changesOf(ledgerEntries, recorded).length === 0) return;
    const posting = postingOf(recorded.fact);
    this.entries.entries += 1n;
    this.entries.credits += postedCredits(posting);
    this.entries.available += posting.available;
    this.entries.held += posting.held;
    this.entries.frozen += posting.frozen;
    this.entries.debt += posting.debt;
  }

  private count(fact: AccountEvent): void {
    if (fact.type === 'DebitRefunded') this.usage.refunded += fact.data.credits;
    if (fact.type !== 'CreditsDebited' && fact.type !== 'HoldSettled') return;
    this.usage.requests += 1n;
    this.usage.credits += fact.data.credits;
  }
}

const isOfAccount = (recorded: Recorded<AnyEvent>): recorded is Recorded<AccountEvent> =>
  Object.hasOwn(accountEvents.types, recorded.fact.type);
