import type {
  AdjustCredits,
  ChangePlan,
  CloseAccount,
  Reason,
  RecordPackPurchase,
  RecordPaymentRefund,
  RefundDebit,
  ReinstateAccount,
  ReleaseHold,
  SpentPolicy,
  SuspendAccount,
} from '../../domain/account/commands.js';
import type { AccountEvent } from '../../domain/account/events.js';
import { freeOf, type Lot } from '../../domain/account/lot-figures.js';
import { sum } from '../../domain/account/posting.js';
import type { Credits } from '../../domain/credits.js';
import type { Money } from '../../domain/money.js';
import type { Outcome } from '../accounts/review.js';
import type { MoneyKind } from '../auth/roles.js';

/**
 * Gives money of a payment back: no command of the account, which records the refund once Stripe
 * has it.
 */
export interface RefundPayment {
  readonly type: 'RefundPayment';
  readonly paymentId: string;
  /** Tax included. */
  readonly amount: Money;
  readonly policy: SpentPolicy;
  readonly reason: Reason;
  /** Credits that the money stands for: what limits count. */
  readonly credits: Credits;
  /** Minor units that had gone back before. */
  readonly refunded: bigint;
  /** What the account would record; empty: the payment has granted nothing. */
  readonly records: readonly RecordPaymentRefund[];
}

/**
 * Grants what a payment has bought and Scrip would not grant by itself. Its id is that of the
 * payment, not of whoever asks: it happens once, whoever does it.
 */
export interface GrantPayment extends RecordPackPurchase {
  /** What a person has looked at. */
  readonly findingId: string;
  readonly reason: Reason;
}

/** A command that people give by the contract of previews, limits and approvals. */
export interface MoneyAction {
  readonly accountId: string;
  readonly command:
    | AdjustCredits
    | RefundDebit
    | ChangePlan
    | SuspendAccount
    | ReinstateAccount
    | CloseAccount
    | ReleaseHold
    | RefundPayment
    | GrantPayment;
}

/** The same, where nothing but the account decides it. */
export interface AccountAction extends MoneyAction {
  readonly command: Exclude<MoneyAction['command'], RefundPayment | GrantPayment>;
}

/** What an action does. */
export function kindOf({ command }: MoneyAction): MoneyKind {
  switch (command.type) {
    case 'AdjustCredits':
      return command.credits < 0n ? 'deduct' : 'issue';
    case 'RefundDebit':
      return 'refund';
    case 'ChangePlan':
      return 'change_plan';
    case 'SuspendAccount':
      return 'suspend';
    case 'ReinstateAccount':
      return 'reinstate';
    case 'CloseAccount':
      return 'close';
    case 'ReleaseHold':
      return 'release';
    case 'RefundPayment':
      return 'refund_payment';
    case 'RecordPackPurchase':
      return 'grant_payment';
  }
}

/** Whether it counts towards the limits of whoever does it. */
export const isLimited = (kind: MoneyKind): boolean =>
  kind === 'issue' || kind === 'deduct' || kind === 'refund' || kind === 'refund_payment';

/** What an action comes to: credits without their sign, and what went to debt. */
export function movedBy(
  { command }: MoneyAction,
  events: readonly AccountEvent[],
): { credits: Credits; repaid: Credits } {
  const moves = events.flatMap(movesOf);
  const credits = command.type === 'RefundPayment' ? command.credits : sum(moves);
  return {
    credits: credits < 0n ? -credits : credits,
    repaid: moves.reduce((total, { repaid }) => total + repaid, 0n),
  };
}

function movesOf({ type, data }: AccountEvent): { credits: Credits; repaid: Credits }[] {
  if (type === 'CreditsAdjusted' || type === 'DebitRefunded') return [data];
  if (type === 'PlanCreditsGranted' || type === 'PackPurchased') {
    return [{ credits: data.lot.granted, repaid: data.repaid }];
  }
  if (type === 'PaymentRefunded') return [{ credits: 0n, repaid: sum(data.repaid) }];
  // A hold that expired meanwhile is no part of the action.
  if (type !== 'HoldReleased' || data.reason === 'expired') return [];
  return [{ credits: sum(data.released), repaid: sum(data.repaid) }];
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

/** How the lots differ, in the order of consumption. A release changes what of them is free. */
export function lotChanges({ state, after }: Outcome, kind: MoneyKind): LotChange[] {
  const measured = (lot: Lot) => (kind === 'release' ? freeOf(lot) : lot.remaining);
  const places = new Map([...after.book.order].map(({ lotId }, index) => [lotId, index + 1]));
  const changes = [...after.book.lots].flatMap((lot): LotChange[] => {
    const { grant, remaining } = lot;
    const before = state.book.lots.get(grant.lotId);
    const credits = measured(lot) - (before ? measured(before) : 0n);
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
