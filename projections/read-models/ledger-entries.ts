import type { AccountEvent } from '../../domain/account/events.js';
import { added } from '../../domain/account/hold-book.js';
import type { Allocation, LotGrant } from '../../domain/account/lot.js';
import { postedCredits, postingOf, sum } from '../../domain/account/posting.js';
import { formatCredits } from '../../domain/credits.js';
import { IntegrityError } from '../../domain/errors.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import {
  detailColumns,
  givenBack,
  intended,
  NO_DETAILS,
  used,
  type Details,
} from './ledger-details.js';
import { reasonColumns, reasonOf } from './reasons.js';
import { onEvery, type Projection } from '../tables/projection.js';
import { insert, key, logTable, nullable, value, type Change } from '../tables/table.js';

/**
 * One entry per event that moved credits, with both clocks: `occurred_at` is when it happened,
 * `recorded_at` (which increases with `position` and `revision`) when it was stored.
 */
export const LedgerEntryRow = logTable(
  'ledger_entries',
  {
    accountId: key('text'),
    revision: key('bigint'),
    eventId: value('uuid'),
    kind: value('text'),
    /** Δavailable + Δheld + Δfrozen − Δdebt. */
    credits: value('numeric'),
    dAvailable: value('numeric'),
    dHeld: value('numeric'),
    dFrozen: value('numeric'),
    dDebt: value('numeric'),
    afterAvailable: value('numeric'),
    afterHeld: value('numeric'),
    afterDebt: value('numeric'),
    /** `[{"lot_id": "lot_…", "credits": "-7"}, …]`: what became available, or ceased to be. */
    lots: value('json'),
    /** A hold's reservation from ended lots: lost when the hold ended. */
    forfeitedHeld: value('numeric'),
    /** Id of the entry's debit, hold, refund, adjustment, purchase, dispute or lot. */
    refId: nullable('text'),
    /** What paid for the lot of a grant, or whose money went back, came back or is disputed. */
    paidBy: nullable('text'),
    ...reasonColumns,
    actor: value('text'),
    cause: nullable('text'),
    occurredAt: value('timestamptz'),
    recordedAt: value('timestamptz'),
    position: value('bigint'),
    ...detailColumns,
  },
  {
    indexes: {
      // Balance as_of: entries of the day T falls in, up to T. Explain: a range of entries.
      occurred: '(account_id, occurred_at)',
      // Balance known_at an instant: entries of the day K falls in, up to K.
      recorded: '(account_id, recorded_at)',
      // Balance known_at a position: the newest entry at or before it.
      position: '(account_id, position)',
      // Usage to the millisecond: refunds by time of their debits.
      refunds: '(account_id, debited_at) WHERE debited_at IS NOT NULL',
      // The few entries that are not usage, among many that are.
      rare: "(account_id, revision) WHERE kind NOT IN ('debit', 'hold', 'settle', 'release')",
    },
  },
);

/** Builds one entry per event: what it changed, and the balance after it. */
export const ledgerEntries: Projection = {
  name: 'ledger_entries',
  lane: 'ledger',
  // 2: purpose of debits. 4: reasons. 5: what paid.
  version: 5,
  tables: [LedgerEntryRow],
  on: onEvery(['account'], enter),
};

interface Line {
  readonly kind: string;
  readonly refId: string | null;
  readonly paidBy?: string | undefined;
  readonly lots: readonly Allocation[];
  readonly forfeitedHeld?: bigint;
  readonly details?: Details;
}

function enter({ fact, id, revision, position, meta }: Recorded<AccountEvent>): Change[] {
  const line = lineOf(fact);
  if (!line) return [];
  if (!meta.control) throw new IntegrityError(`event ${id} has no control figures`);
  const posting = postingOf(fact);
  return [
    insert(LedgerEntryRow, {
      accountId: fact.data.accountId,
      revision: BigInt(revision),
      eventId: id,
      kind: line.kind,
      credits: postedCredits(posting),
      dAvailable: posting.available,
      dHeld: posting.held,
      dFrozen: posting.frozen,
      dDebt: posting.debt,
      afterAvailable: meta.control.available,
      afterHeld: meta.control.held,
      afterDebt: meta.control.debt,
      lots: lotsJson(line.lots),
      forfeitedHeld: line.forfeitedHeld ?? 0n,
      refId: line.refId,
      paidBy: line.paidBy ?? null,
      ...reasonOf(fact),
      actor: meta.actor,
      cause: meta.cause ?? null,
      occurredAt: fact.occurredAt,
      recordedAt: meta.recorded_at,
      position,
      ...(line.details ?? NO_DETAILS),
    }),
  ];
}

/** Hand-written for speed, for every debit; only the id may need escaping. */
function lotsJson(lots: readonly Allocation[]): string {
  const items = lots.map(
    ({ lotId, credits }) =>
      `{"lot_id":${JSON.stringify(lotId)},"credits":"${formatCredits(credits)}"}`,
  );
  return `[${items.join(',')}]`;
}

/** Kind of ledger entry of an event; undefined if it moves no credits. */
function lineOf(fact: AccountEvent): Line | undefined {
  switch (fact.type) {
    case 'PlanCreditsGranted':
      return granted('plan_grant', fact.data.lot.lotId, fact.data.lot, fact.data.repaid);
    case 'PackPurchased':
      return granted('pack_purchase', fact.data.purchaseId, fact.data.lot, fact.data.repaid);
    case 'CreditsDebited':
      return {
        kind: 'debit',
        refId: fact.data.debitId,
        lots: negative(fact.data.lots),
        details: used(fact.data),
      };
    case 'HoldPlaced':
      return { ...reserved(fact.data), details: intended(fact.data) };
    case 'HoldExtended':
      return reserved(fact.data);
    case 'HoldSettled': {
      const { debitId, taken, repaid, forfeited } = fact.data;
      const lots = [...available(fact.data), ...negative([...taken, ...repaid])];
      const details = used(fact.data);
      return { kind: 'settle', refId: debitId, lots, forfeitedHeld: sum(forfeited), details };
    }
    case 'HoldReleased': {
      const { holdId, repaid, forfeited } = fact.data;
      const lots = [...available(fact.data), ...negative(repaid)];
      return { kind: 'release', refId: holdId, lots, forfeitedHeld: sum(forfeited) };
    }
    case 'DebitRefunded': {
      const { refundId, lots, frozen, newLots } = fact.data;
      const back = [...available({ released: lots, frozen }), ...newLots.map(whole)];
      return { kind: 'refund', refId: refundId, lots: back, details: givenBack(fact.data) };
    }
    case 'CreditsAdjusted':
      return adjusted(fact.data);
    case 'PeriodRenewed': {
      const { forfeited, lot, repaid } = fact.data;
      const fresh = lot ? net(lot, repaid) : [];
      const lots = [...negative(forfeited), ...fresh];
      return { kind: 'renewal', refId: null, paidBy: lot?.paidBy, lots };
    }
    case 'LotExpired': {
      const { lotId, forfeited } = fact.data;
      return { kind: 'lot_expired', refId: lotId, lots: negative([{ lotId, credits: forfeited }]) };
    }
    case 'PaymentRefunded': {
      const { paymentRefundId, paidBy, clawedBack, repaid } = fact.data;
      const lots = negative([...clawedBack, ...repaid]);
      return { kind: 'payment_refund', refId: paymentRefundId, paidBy, lots };
    }
    case 'DisputeOpened': {
      const { disputeId, paidBy, frozen } = fact.data;
      return { kind: 'dispute_opened', refId: disputeId, paidBy, lots: negative(frozen) };
    }
    case 'DisputeClosed': {
      const { disputeId, paidBy, thawed, clawedBackFree, repaid } = fact.data;
      const lots = [...thawed, ...negative([...clawedBackFree, ...repaid])];
      return { kind: 'dispute_closed', refId: disputeId, paidBy, lots };
    }
    case 'PaymentRefundUndone':
      return cameBack('payment_refund_undone', fact.data.paymentRefundId, fact.data);
    case 'DisputeReinstated':
      return cameBack('dispute_reinstated', fact.data.disputeId, fact.data);
    case 'AccountOpened':
    case 'PlanChanged':
    case 'PlanChangeScheduled':
    case 'PlanChangeWithdrawn':
    case 'MemberAdded':
    case 'MemberLimitSet':
    case 'MemberRemoved':
    case 'AutoTopUpConfigured':
    case 'AutoTopUpSucceeded':
    case 'AutoTopUpFailed':
    case 'AutoTopUpTurnedOff':
    case 'AccountSuspended':
    case 'AccountReinstated':
    case 'AccountClosed':
    case 'LotsRetired':
    case 'BalanceLevelChanged':
      return undefined;
  }
}

function adjusted(data: Extract<AccountEvent, { type: 'CreditsAdjusted' }>['data']): Line {
  const { adjustmentId, lot, lots, repaid } = data;
  if (!lot) return { kind: 'adjustment', refId: adjustmentId, lots: negative(lots) };
  return granted('adjustment', adjustmentId, lot, repaid);
}

type Undone = Extract<AccountEvent, { type: 'DisputeReinstated' | 'PaymentRefundUndone' }>['data'];

function cameBack(kind: string, refId: string, data: Omit<Undone, 'disputeId'>): Line {
  const { paidBy, returned, lots, frozen, newLots, repaid } = data;
  const back = available({ released: added(returned, lots), frozen });
  return { kind, refId, paidBy, lots: [...back, ...newLots.map(whole), ...negative(repaid)] };
}

const reserved = ({ holdId, lots }: { holdId: string; lots: readonly Allocation[] }): Line => ({
  kind: 'hold',
  refId: holdId,
  lots: negative(lots),
});
const granted = (kind: string, refId: string, lot: LotGrant, repaid: bigint): Line => ({
  kind,
  refId,
  paidBy: lot.paidBy,
  lots: net(lot, repaid),
});
const net = ({ lotId, granted: whole }: LotGrant, repaid: bigint) => [
  { lotId, credits: whole - repaid },
];
const whole = ({ lotId, granted: credits }: LotGrant) => ({ lotId, credits });
interface Returned {
  readonly released: readonly Allocation[];
  readonly frozen?: readonly Allocation[] | undefined;
}
const available = ({ released, frozen }: Returned) =>
  frozen ? added(released, negative(frozen)) : released;
const negative = (lots: readonly Allocation[]) =>
  lots.map(({ lotId, credits }) => ({ lotId, credits: -credits }));
