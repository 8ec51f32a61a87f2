/** Events of payments: packs, refunds of payments, disputes. */
import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, type Upcast } from '../event.js';
import { Money } from '../money.js';
import { HeldBack } from './hold-events.js';
import { Allocation, LotGrant } from './lot.js';

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

/**
 * A payment was refunded: the unspent part of what it bought is taken, the spent part is written
 * off or becomes debt. A payment buys one lot, `lotId`; `paidBy` is the lot's source.
 */
export const PaymentRefunded = defineEvent(
  'PaymentRefunded',
  {
    accountId: z.string(),
    paymentRefundId: z.string(),
    paymentId: z.string(),
    paidBy: z.string(),
    lotId: z.string(),
    amount: Money,
    /** The whole payment is refunded by now: the lot ends as clawed back. */
    whole: z.boolean(),
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
  },
  [withoutHolds],
);

/**
 * A payment was disputed: what is left of what it bought, and what returns to that lot, cannot be
 * used meanwhile.
 */
export const DisputeOpened = defineEvent('DisputeOpened', {
  accountId: z.string(),
  disputeId: z.string(),
  paymentId: z.string(),
  paidBy: z.string(),
  lotId: z.string(),
  /** The lot as it was granted, if it had been retired. */
  revived: z.array(LotGrant).optional(),
  frozen: z.array(Allocation),
});

/**
 * A dispute closed. Won: `thawed` is exactly what was frozen (of which `repaid` went to debt),
 * nothing while the lot has another open dispute; if the lot has ended, it is `forfeited` instead.
 * Lost: `clawedBack`, the spent part is `debt`, the lot ends.
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
    thawed: z.array(Allocation),
    forfeited: z.array(Allocation),
    /** Debt repaid at once from what became available, by lot. */
    repaid: z.array(Allocation),
    clawedBack: z.array(Allocation),
    /** From credits of the lot reserved by open holds. */
    clawedBackHeld: z.array(HeldBack),
    debt: Credits,
  },
  [withoutHolds],
);
