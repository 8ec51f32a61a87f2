/** Events of payments: packs, refunds of payments, disputes. */
import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, type Upcast } from '../event.js';
import { Money } from '../money.js';
import { HeldBack } from './hold-events.js';
import { Allocation, LotGrant, LotStatus } from './lot.js';
import { reasonIfAny } from './reason.js';

/** A payment bought a pack: one lot without expiry, of which `repaid` went to debt. */
export const PackPurchased = defineEvent('PackPurchased', {
  accountId: z.string(),
  purchaseId: z.string(),
  paymentId: z.string(),
  pack: z.string(),
  packVersion: z.number().int(),
  lot: LotGrant,
  repaid: Credits,
});

/** Version 1 predates holds: nothing was held. */
const withoutHolds: Upcast = (data) => ({ ...data, clawedBackHeld: [] });

/** Version 2 predates tax: a lot's price was all that was paid. */
const withoutTax: Upcast = (data) => ({
  ...data,
  gross: null,
  net: data['amount'],
  policy: data['debt'] === '0' ? 'written_off' : 'debt',
});

/** What becomes of credits that were spent before their money went back. */
const policy = z.enum(['written_off', 'debt']);

/**
 * A payment was refunded: the unspent part of what it bought is taken, the spent part is written
 * off or becomes debt. Names one lot, `lotId`; `paidBy` is the lot's source. A refund of a payment
 * that bought several lots is one event for each.
 */
export const PaymentRefunded = defineEvent(
  'PaymentRefunded',
  {
    accountId: z.string(),
    paymentRefundId: z.string(),
    paymentId: z.string(),
    paidBy: z.string(),
    lotId: z.string(),
    /** Refunded of what the lot was paid with, tax included. */
    amount: Money,
    /** What the lot was paid with by any means, tax included; null: its price. */
    gross: Money.nullable(),
    /** The refunded part of the lot's price, which is net of tax. */
    net: Money,
    /** The whole payment is refunded by now: the lot ends as clawed back. */
    whole: z.boolean(),
    policy,
    /** The lot as it was granted, if it had been retired. */
    revived: z.array(LotGrant).optional(),
    /** From available credits of the lot. */
    clawedBack: z.array(Allocation),
    /** From credits frozen by an open dispute. */
    clawedBackFrozen: z.array(Allocation),
    /** From credits reserved by open holds. */
    clawedBackHeld: z.array(HeldBack),
    writtenOff: Credits,
    debt: Credits,
    /** Debt repaid at once from other lots, by lot. */
    repaid: z.array(Allocation),
    ...reasonIfAny,
  },
  [withoutHolds, withoutTax],
);

/** Money of a dispute; null in events that predate it: the whole payment. */
const disputedMoney = {
  /** Withdrawn of what the lot was paid with, tax included. */
  amount: Money.nullable(),
  /** The disputed part of the lot's price, which is net of tax. */
  net: Money.nullable(),
};

/** Version 1 predates partial disputes. */
const openedWhole: Upcast = (data) => ({ ...data, amount: null, gross: null, net: null });

/**
 * A payment was disputed and its money withdrawn: the same share of what it bought cannot be used
 * meanwhile. What returns to that lot is frozen as it comes, up to that share.
 */
export const DisputeOpened = defineEvent(
  'DisputeOpened',
  {
    accountId: z.string(),
    disputeId: z.string(),
    paymentId: z.string(),
    paidBy: z.string(),
    lotId: z.string(),
    ...disputedMoney,
    /** What the lot was paid with by any means, tax included; null: its price. */
    gross: Money.nullable(),
    /** The lot as it was granted, if it had been retired. */
    revived: z.array(LotGrant).optional(),
    frozen: z.array(Allocation),
  },
  [openedWhole],
);

/** Version 2 predates partial disputes, and disputes whose spent part is written off. */
const closedWhole: Upcast = (data) => ({
  ...data,
  amount: null,
  net: null,
  whole: data['outcome'] === 'lost',
  policy: 'debt',
  clawedBackFree: [],
  writtenOff: '0',
});

/**
 * A dispute closed. Won: `thawed` is exactly what it had frozen (of which `repaid` went to debt),
 * less what other open disputes of the lot freeze. Lost: its share is `clawedBack`, the spent part
 * is `debt` or `writtenOff`. What thaws of a lot that has ended is `forfeited`.
 */
export const DisputeClosed = defineEvent(
  'DisputeClosed',
  {
    accountId: z.string(),
    disputeId: z.string(),
    paymentId: z.string(),
    paidBy: z.string(),
    lotId: z.string(),
    outcome: z.enum(['won', 'lost']),
    ...disputedMoney,
    /** Lost, and the whole payment is gone by now: the lot ends as clawed back. */
    whole: z.boolean(),
    policy,
    thawed: z.array(Allocation),
    forfeited: z.array(Allocation),
    /** Debt repaid at once from what became available, by lot. */
    repaid: z.array(Allocation),
    /** From what was frozen. */
    clawedBack: z.array(Allocation),
    /** From credits of the lot that were not frozen: what rounding left. */
    clawedBackFree: z.array(Allocation),
    /** From credits of the lot reserved by open holds. */
    clawedBackHeld: z.array(HeldBack),
    writtenOff: Credits,
    debt: Credits,
  },
  [withoutHolds, closedWhole],
);

/** How a later refund or lost dispute of the same lot stands, once an earlier one is undone. */
const ClaimNow = z.strictObject({
  kind: z.enum(['refund', 'dispute']),
  /** Id of the refund or dispute. */
  claimId: z.string(),
  /** Its part of the lot's price. */
  net: Money,
  /** Taken of unspent credits; covered by what the lot had lost unspent; taken from holds. */
  unspent: Credits,
  lost: Credits,
  held: z.array(HeldBack),
  writtenOff: Credits,
  debt: Credits,
  /** The part of `debt` that other lots repaid at once. */
  repaid: z.array(Allocation),
});
/** The same in memory. */
export type ClaimNow = z.output<typeof ClaimNow>;

/** What comes back when a refund or a lost dispute no longer counts. */
const undone = {
  accountId: z.string(),
  paymentId: z.string(),
  paidBy: z.string(),
  lotId: z.string(),
  /** Money that did not go back after all, tax included. */
  amount: Money,
  /** Its part of the lot's price, which is net of tax. */
  net: Money,
  /** The lot's status from now on, if it had been clawed back: live again, or as it had ended. */
  status: LotStatus.nullable(),
  /** Unspent credits that return to the lot. */
  returned: z.array(Allocation),
  /** Credits that return to the lot's open holds. */
  heldAgain: z.array(HeldBack),
  /** Unspent credits that would have returned: the lot has ended since. */
  forfeited: z.array(Allocation),
  /** No longer written off; negative: what a later dispute of the whole now leaves. */
  writtenOff: Credits,
  /** Debt that is no longer owed; negative: what a later dispute of the whole now leaves. */
  cancelledDebt: Credits,
  /** Returned to other lots, which had repaid that debt. */
  lots: z.array(Allocation),
  /** Those of `lots` that had been retired, as they were granted. */
  revived: z.array(LotGrant).optional(),
  /** From lots that have ended since; replaced by a promo lot of 30 days. */
  expired: z.array(Allocation),
  /** Replaces `expired`; for debt that a grant has repaid since: one without expiry. */
  newLots: z.array(LotGrant),
  /** What had come from lots whose own payment went back: not returned. */
  lost: Credits,
  /** The part of `returned` and `lots` that other open disputes freeze. */
  frozen: z.array(Allocation),
  /** Other debt repaid at once from what became available, by lot. */
  repaid: z.array(Allocation),
  /** Later refunds and lost disputes of the lot that now take something else. */
  claims: z.array(ClaimNow),
};

/**
 * A refund of a payment failed, or was cancelled: all is as if it had never been, and what the
 * customer has done since stands.
 */
export const PaymentRefundUndone = defineEvent('PaymentRefundUndone', {
  paymentRefundId: z.string(),
  ...undone,
});

/** The appeal against a lost dispute was won: the same credits come back. */
export const DisputeReinstated = defineEvent('DisputeReinstated', {
  disputeId: z.string(),
  ...undone,
});
