import type { AccountEvent } from '../../domain/account/events.js';
import type { Allocation, LotGrant } from '../../domain/account/lot.js';
import { sum } from '../../domain/account/posting.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import type { Projection } from '../tables/projection.js';
import {
  entityTable,
  insert,
  key,
  nullable,
  sum as summed,
  update,
  value,
  type Change,
} from '../tables/table.js';

/** Every lot of an account, past or present; the primary key serves the list by account. */
export const LotRow = entityTable(
  'lots',
  {
    accountId: key('text'),
    lotId: key('text'),
    source: value('text'),
    granted: value('bigint'),
    remaining: summed(),
    held: summed(),
    frozen: summed(),
    /** Price of the whole lot in minor units; null if free. */
    paidMinor: nullable('bigint'),
    paidCurrency: nullable('text'),
    paidBy: value('text'),
    effectiveAt: value('timestamptz'),
    expiresAt: nullable('timestamptz'),
    /** `live`, or how it ended: `expired`, `replaced` (by a renewal), `clawed_back`. */
    status: value('text'),
    /** The event that granted it. */
    eventId: value('uuid'),
  },
  {
    storage: 'fillfactor = 70',
    indexes: {
      // Balance: live lots only.
      live: "(account_id) WHERE status = 'live'",
      // Sweep: lots that expire soon and are not replaced by a renewal.
      ending: `(expires_at)
        WHERE status = 'live' AND source <> 'plan' AND expires_at IS NOT NULL`,
    },
  },
);

type Ended = 'expired' | 'replaced' | 'clawed_back';

/** Adds a lot, of which `repaid` went to debt at once. */
function grant({ fact, id }: Recorded<AccountEvent>, lot: LotGrant, repaid: bigint): Change {
  return insert(LotRow, {
    accountId: fact.data.accountId,
    lotId: lot.lotId,
    source: lot.source,
    granted: lot.granted,
    remaining: lot.granted - repaid,
    held: 0n,
    frozen: 0n,
    paidMinor: lot.paid?.minor ?? null,
    paidCurrency: lot.paid?.currency ?? null,
    paidBy: lot.paidBy,
    effectiveAt: lot.effectiveAt,
    expiresAt: lot.expiresAt,
    status: 'live',
    eventId: id,
  });
}

const take = (accountId: string, lots: readonly Allocation[], status?: Ended): Change[] =>
  lots.map(({ lotId, credits }) =>
    update(
      LotRow,
      { accountId, lotId },
      { add: { remaining: -credits }, ...(status && { set: { status } }) },
    ),
  );

const giveBack = (accountId: string, lots: readonly Allocation[]): Change[] =>
  lots.map(({ lotId, credits }) =>
    update(LotRow, { accountId, lotId }, { add: { remaining: credits } }),
  );

const freeze = (accountId: string, lots: readonly Allocation[], sign: 1n | -1n): Change[] =>
  lots.map(({ lotId, credits }) =>
    update(LotRow, { accountId, lotId }, { add: { frozen: sign * credits } }),
  );

const takeFrozen = (accountId: string, lots: readonly Allocation[]): Change[] =>
  lots.map(({ lotId, credits }) =>
    update(LotRow, { accountId, lotId }, { add: { remaining: -credits, frozen: -credits } }),
  );

const hold = (accountId: string, lots: readonly Allocation[], sign: 1n | -1n): Change[] =>
  lots.map(({ lotId, credits }) =>
    update(LotRow, { accountId, lotId }, { add: { held: sign * credits } }),
  );

const takeHeld = (accountId: string, lots: readonly Allocation[]): Change[] =>
  lots.map(({ lotId, credits }) =>
    update(LotRow, { accountId, lotId }, { add: { remaining: -credits, held: -credits } }),
  );

const end = (accountId: string, lotId: string, status: Ended): Change =>
  update(LotRow, { accountId, lotId }, { set: { status } });

/** What a refund or lost dispute had taken comes back. */
function undone(
  recorded: Recorded<EventOf<'PaymentRefundUndone'> | EventOf<'DisputeReinstated'>>,
): Change[] {
  const { accountId, lotId, returned, heldAgain, lots: back, newLots } = recorded.fact.data;
  const { status, frozen, repaid } = recorded.fact.data;
  const held = { lotId, credits: sum(heldAgain) };
  return [
    ...(status ? [update(LotRow, { accountId, lotId }, { set: { status } })] : []),
    ...giveBack(accountId, [...returned, ...back, held]),
    ...hold(accountId, [held], 1n),
    ...freeze(accountId, frozen, 1n),
    ...newLots.map((lot) => grant(recorded, lot, 0n)),
    ...take(accountId, repaid),
  ];
}

type EventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>;

/** Builds every lot with what is left of it. */
export const lots: Projection = {
  name: 'lots',
  lane: 'ledger',
  tables: [LotRow],
  on: {
    PlanCreditsGranted: (recorded) => {
      const { lot, repaid } = recorded.fact.data;
      return [grant(recorded, lot, repaid)];
    },
    PackPurchased: (recorded) => {
      const { lot, repaid } = recorded.fact.data;
      return [grant(recorded, lot, repaid)];
    },
    CreditsDebited: ({ fact: { data } }) => take(data.accountId, data.lots),
    HoldPlaced: ({ fact: { data } }) => hold(data.accountId, data.lots, 1n),
    HoldExtended: ({ fact: { data } }) => hold(data.accountId, data.lots, 1n),
    HoldSettled: ({ fact: { data } }) => {
      const { accountId, used, taken, released, frozen = [], forfeited, repaid } = data;
      return [
        ...takeHeld(accountId, [...used, ...forfeited]),
        ...hold(accountId, released, -1n),
        ...freeze(accountId, frozen, 1n),
        ...take(accountId, [...taken, ...repaid]),
      ];
    },
    HoldReleased: ({ fact: { data } }) => {
      const { accountId, released, frozen = [], forfeited, repaid } = data;
      return [
        ...takeHeld(accountId, forfeited),
        ...hold(accountId, released, -1n),
        ...freeze(accountId, frozen, 1n),
        ...take(accountId, repaid),
      ];
    },
    DebitRefunded: (recorded) => {
      const { accountId, lots: back, frozen = [], newLots } = recorded.fact.data;
      return [
        ...giveBack(accountId, back),
        ...freeze(accountId, frozen, 1n),
        ...newLots.map((lot) => grant(recorded, lot, 0n)),
      ];
    },
    CreditsAdjusted: (recorded) => {
      const { accountId, lot, lots: taken, repaid } = recorded.fact.data;
      return lot ? [grant(recorded, lot, repaid)] : take(accountId, taken);
    },
    PeriodRenewed: (recorded) => {
      const { accountId, forfeited, lot, repaid } = recorded.fact.data;
      const gone = take(accountId, forfeited, 'replaced');
      return lot ? [...gone, grant(recorded, lot, repaid)] : gone;
    },
    LotExpired: ({ fact: { data } }) =>
      take(data.accountId, [{ lotId: data.lotId, credits: data.forfeited }], 'expired'),
    PaymentRefunded: ({ fact: { data } }) => {
      const { accountId, lotId, whole, clawedBack, clawedBackFrozen, repaid } = data;
      const held = { lotId, credits: sum(data.clawedBackHeld) };
      return [
        ...take(accountId, clawedBack),
        ...takeFrozen(accountId, clawedBackFrozen),
        ...takeHeld(accountId, [held]),
        ...take(accountId, repaid),
        ...(whole ? [end(accountId, lotId, 'clawed_back')] : []),
      ];
    },
    PaymentRefundUndone: undone,
    DisputeReinstated: undone,
    DisputeOpened: ({ fact: { data } }) => freeze(data.accountId, data.frozen, 1n),
    DisputeClosed: ({ fact: { data } }) => {
      const { accountId, lotId, whole, thawed, forfeited, clawedBack, repaid } = data;
      const held = { lotId, credits: sum(data.clawedBackHeld) };
      return [
        ...freeze(accountId, thawed, -1n),
        ...takeFrozen(accountId, [...forfeited, ...clawedBack]),
        ...take(accountId, data.clawedBackFree),
        ...takeHeld(accountId, [held]),
        ...take(accountId, repaid),
        ...(whole ? [end(accountId, lotId, 'clawed_back')] : []),
      ];
    },
  },
};
