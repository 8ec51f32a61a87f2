import { z } from 'zod';
import { Credits } from '../credits.js';
import { BalanceLevel, RenewedBy } from './events.js';
import { LotGrant, Period } from './lot.js';
import { bookOf, type Lot } from './lot-book.js';
import { refundsOf, type AccountState } from './state.js';

/** Rises with every change of the shape below, and of what the fold makes of an event. */
export const SNAPSHOT_VERSION = 1;

const Millis = z.number().int();

/** Whole minor units of money as text. */
const Minor = z.codec(z.string().regex(/^\d+$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (minor) => minor.toString(),
});

const StoredLot = z.strictObject({
  grant: LotGrant,
  status: z.enum(['live', 'expired', 'replaced', 'clawed_back']),
  remaining: Credits,
  base: Credits,
  /** What most lots have nothing of. */
  rare: z
    .strictObject({
      frozen: Credits,
      lost: Credits,
      clawedBack: Credits,
      uncovered: Credits,
      reissued: Credits,
      moneyBack: Minor,
    })
    .optional(),
});
type StoredLot = z.output<typeof StoredLot>;

const Stored = z.strictObject({
  status: z.enum(['unopened', 'open', 'suspended', 'closed']),
  accountId: z.string(),
  timeZone: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  renewedBy: RenewedBy,
  anchor: Millis,
  period: Period,
  scheduled: z.strictObject({ plan: z.string(), effectiveAt: Millis }).nullable(),
  periodLotId: z.string().nullable(),
  lots: z.array(StoredLot),
  /** What paid, and the lot it paid for. */
  sources: z.array(z.tuple([z.string(), z.string()])),
  debt: Credits,
  level: BalanceLevel,
  /** Revision of the debit, credits refunded, credits of them that went to debt. */
  refunds: z.array(z.tuple([z.number().int(), Credits, Credits])),
  refundFloor: z.number().int(),
  disputes: z.array(
    z.strictObject({
      disputeId: z.string(),
      paymentId: z.string(),
      paidBy: z.string(),
      lotId: z.string(),
      frozen: Credits,
    }),
  ),
});

/** State → JSON. Sums and orders are left out: they follow from the lots. */
export function encodeSnapshot(state: AccountState): unknown {
  const { book, refunds, disputes, ...rest } = state;
  return z.encode(Stored, {
    ...rest,
    lots: Array.from(book.lots, storedLot),
    sources: Array.from(book.sources, ({ paidBy, lotId }): [string, string] => [paidBy, lotId]),
    refunds: Array.from(refunds, ({ revision, credits, repaid }): [number, bigint, bigint] => [
      revision,
      credits,
      repaid,
    ]),
    disputes: [...disputes],
  });
}

/** JSON → state; throws ZodError when it is not what `encodeSnapshot` wrote. */
export function decodeSnapshot(json: unknown): AccountState {
  const { lots, sources, refunds, ...rest } = Stored.parse(json);
  return {
    ...rest,
    book: bookOf(
      lots.map(lotFrom),
      sources.map(([paidBy, lotId]) => ({ paidBy, lotId })),
    ),
    refunds: refundsOf(
      refunds.map(([revision, credits, repaid]) => ({ revision, credits, repaid })),
    ),
  };
}

function storedLot({ grant, status, remaining, base, ...rare }: Lot): StoredLot {
  const isPlain = Object.values(rare).every((amount) => amount === 0n);
  return { grant, status, remaining, base, ...(!isPlain && { rare }) };
}

function lotFrom({ rare, ...lot }: StoredLot): Lot {
  const nothing = {
    frozen: 0n,
    lost: 0n,
    clawedBack: 0n,
    uncovered: 0n,
    reissued: 0n,
    moneyBack: 0n,
  };
  return { ...lot, ...(rare ?? nothing) };
}
