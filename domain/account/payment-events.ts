import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, type Upcast } from '../event.js';
import { Money } from '../money.js';
import { HeldBack } from './hold-events.js';
import { Allocation, LotGrant } from './lot.js';

/** A payment bought a pack: one lot without an end, of which `repaid` went to debt. */
export const PackPurchased = defineEvent('PackPurchased', {
  accountId: z.string(),
  purchaseId: z.string(),
  paymentId: z.string(),
  pack: z.string(),
  packVersion: z.number().int(),
  lot: LotGrant,
  repaid: Credits,
});

/** What was written before there were holds: nothing was held. */
const withoutHolds: Upcast = (data) => ({ ...data, clawedBackHeld: [] });

/**
 * Money went back: the unspent part of what it bought is taken, the spent part is written off or
 * debt. A payment buys one lot, `lotId`; `paidBy` is the lot's own word for the payment.
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
    /** All of the payment has gone back by now: the lot ends as clawed back. */
    whole: z.boolean(),
    /** The lot as it was granted, where it had been retired. */
    revived: z.array(LotGrant).optional(),
    /** Taken from what was available of the lot. */
    clawedBack: z.array(Allocation),
    /** Taken from what an open dispute had frozen of it. */
    clawedBackFrozen: z.array(Allocation),
    /** Taken from what open holds had reserved of it. */
    clawedBackHeld: z.array(HeldBack),
    writtenOff: Credits,
    debt: Credits,
    /** What other lots had available and gave to that debt at once, by lot. */
    repaid: z.array(Allocation),
  },
  [withoutHolds],
);

/**
 * The bank asks for a payment back: what is left of what it bought, and whatever returns to that
 * lot, cannot be used meanwhile.
 */
export const DisputeOpened = defineEvent('DisputeOpened', {
  accountId: z.string(),
  disputeId: z.string(),
  paymentId: z.string(),
  paidBy: z.string(),
  lotId: z.string(),
  /** The lot as it was granted, where it had been retired. */
  revived: z.array(LotGrant).optional(),
  frozen: z.array(Allocation),
});

/**
 * Won: `thawed` exactly what was frozen (of which `repaid` went to debt), nothing while another
 * dispute of the lot is open; where the lot has ended meanwhile it is `forfeited` instead. Lost:
 * `clawedBack`, the spent part is `debt`, the lot ends.
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
    /** What lots had available after this and gave to debt at once, by lot. */
    repaid: z.array(Allocation),
    clawedBack: z.array(Allocation),
    /** Taken from what open holds had reserved of the lot. */
    clawedBackHeld: z.array(HeldBack),
    debt: Credits,
  },
  [withoutHolds],
);
