/** Snapshots of a folded account: its state as JSON, and back. */
import { z } from 'zod';
import { formatInstant } from '../instant.js';
import type { Claim } from './claim.js';
import { BalanceLevel, RenewedBy } from './events.js';
import { holdBookOf, type Hold, type HoldBook } from './hold-book.js';
import { LotSource, LotStatus, Period } from './lot.js';
import { bookOf, type LotBook, type Source } from './lot-book.js';
import type { Lot } from './lot-figures.js';
import { membersOf } from './members.js';
import { task } from './purpose.js';
import { refundsOf, type AccountState } from './state.js';
import { topUpTerms } from './topup-events.js';

/** Increment with every change of the shape below or of the fold. */
export const SNAPSHOT_VERSION = 8;

const Millis = z.number().int();

/** Micro-credits or minor units as plain digits: shorter and faster than decimals. */
const Whole = z.codec(z.string().regex(/^\d+$/), z.bigint(), {
  decode: (digits) => BigInt(digits),
  encode: (whole) => whole.toString(),
});

const Credited = z.tuple([z.string().describe('lotId or holdId'), Whole]);

const StoredClaim = z.strictObject({
  kind: z.enum(['refund', 'dispute']),
  claimId: z.string(),
  minor: Whole,
  net: Whole,
  policy: z.enum(['written_off', 'debt']),
  unspent: Whole,
  lost: Whole,
  held: z.array(Credited),
  writtenOff: Whole,
  debt: Whole,
  repaid: z.array(Credited),
});

/** A lot as a tuple: an account may have thousands. */
const StoredLot = z.tuple([
  z.string().describe('lotId'),
  LotSource.describe('source'),
  Whole.describe('granted'),
  z.tuple([Whole, z.string()]).nullable().describe('paid: minor units, currency'),
  z.string().describe('paidBy'),
  Millis.describe('effectiveAt'),
  Millis.nullable().describe('expiresAt'),
  LotStatus.describe('status'),
  Whole.describe('remaining'),
  Whole.describe('base'),
  // Figures that are zero for most lots.
  z.tuple([Whole, Whole, Whole, Whole]).nullable().describe('held, frozen, lost, reissued'),
  // What few lots have: what they were paid with, tax included, and what refunds took.
  z.tuple([Whole.describe('gross'), z.array(StoredClaim), LotStatus.describe('before')]).nullable(),
]);

const expiredHold = [
  z.string().describe('holdId'),
  Millis.describe('placedAt'),
  z.strictObject(task).describe('task'),
  z.number().int().nullable().describe('rateVersion'),
] as const;
const StoredHolds = z.strictObject({
  open: z.array(
    z.tuple([
      ...expiredHold,
      Millis.describe('expiresAt'),
      z.array(z.tuple([z.string(), Whole])).describe('lots'),
    ]),
  ),
  expired: z.array(z.tuple(expiredHold)),
  ended: z.array(z.tuple([z.string(), z.enum(['settled', 'released'])])),
  floor: z.string(),
});

const StoredTopUp = z.strictObject({
  ...topUpTerms,
  consentVersion: z.string(),
  consentedAt: Millis,
  failures: z.number().int(),
  failedAt: Millis.nullable(),
  isAsked: z.boolean(),
});

const Stored = z.strictObject({
  status: z.enum(['unopened', 'open', 'suspended', 'closed']),
  accountId: z.string(),
  timeZone: z.string(),
  plan: z.string(),
  planVersion: z.number().int(),
  renewedBy: RenewedBy,
  anchor: Millis,
  period: Period,
  periodFrom: Millis,
  previousPeriod: z.strictObject({ startsAt: Millis, endsAt: Millis }).nullable(),
  scheduled: z.strictObject({ plan: z.string(), effectiveAt: Millis }).nullable(),
  periodLotId: z.string().nullable(),
  lots: z.array(StoredLot),
  /** Source and the lot it paid for. */
  sources: z.array(z.tuple([z.string(), z.string()])),
  retired: z.strictObject({
    count: z.number().int(),
    base: Whole,
    /** The same for retired packs. */
    sources: z.array(z.tuple([z.string(), z.string()])),
  }),
  holds: StoredHolds,
  /** Member, limit, used, since, held. */
  members: z.array(z.tuple([z.string(), Whole.nullable(), Whole, Millis, Whole])),
  membersOnly: z.boolean(),
  debt: Whole,
  level: BalanceLevel,
  /** Revision of the debit, credits refunded, part that went to debt. */
  refunds: z.array(z.tuple([z.number().int(), Whole, Whole])),
  refundFloor: z.number().int(),
  disputes: z.array(
    z.strictObject({
      disputeId: z.string(),
      paymentId: z.string(),
      paidBy: z.string(),
      lotId: z.string(),
      minor: Whole,
    }),
  ),
  autoTopUp: StoredTopUp.nullable(),
});

type StoredJson = z.input<typeof Stored>;

/**
 * Encodes the state as JSON, without derived sums and orders. Hand-written for speed, since it runs
 * beside waiting commands; the schema's type checks it.
 */
export function encodeSnapshot(state: AccountState): StoredJson {
  const { book, holds, members, refunds, disputes, debt, period, autoTopUp, ...rest } = state;
  const { n, startsAt, endsAt } = period;
  return {
    ...rest,
    period: { n, startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) },
    debt: debt.toString(),
    autoTopUp: autoTopUp && z.encode(StoredTopUp, autoTopUp),
    disputes: disputes.map((open) => ({ ...open, minor: `${open.minor}` })),
    lots: Array.from(book.lots, rowOf),
    holds: encodeHolds(holds),
    members: Array.from(members, ({ memberId, limit, used, since, held }) => [
      memberId,
      limit === null ? null : `${limit}`,
      `${used}`,
      since,
      `${held}`,
    ]),
    ...encodeSources(book),
    refunds: Array.from(refunds, ({ revision, credits, repaid }) => [
      revision,
      credits.toString(),
      repaid.toString(),
    ]),
  };
}

/** Decodes a snapshot; throws ZodError unless `encodeSnapshot` wrote it. */
export function decodeSnapshot(json: unknown): AccountState {
  const { lots, holds, members, sources, retired, refunds, ...rest } = Stored.parse(json);
  return {
    ...rest,
    book: bookOf(lots.map(lotOf), sources.map(sourceOf), {
      ...retired,
      sources: retired.sources.map(sourceOf),
    }),
    holds: decodeHolds(holds),
    members: membersOf(
      members.map(([memberId, limit, used, since, held]) => ({
        memberId,
        limit,
        used,
        since,
        held,
      })),
    ),
    refunds: refundsOf(
      refunds.map(([revision, credits, repaid]) => ({ revision, credits, repaid })),
    ),
  };
}

function encodeSources({ sources, retired }: LotBook): Pick<StoredJson, 'sources' | 'retired'> {
  const rowOfSource = ({ paidBy, lotId }: Source): [string, string] => [paidBy, lotId];
  const known = [...sources].filter(({ lotId }) => !retired.sources.get(lotId));
  const { count, base } = retired;
  return {
    sources: known.map(rowOfSource),
    retired: { count, base: `${base}`, sources: Array.from(retired.sources, rowOfSource) },
  };
}

const sourceOf = ([paidBy, lotId]: readonly [string, string]): Source => ({ paidBy, lotId });

function encodeHolds({ open, expired, ended, floor }: HoldBook): StoredJson['holds'] {
  return {
    open: Array.from(open, ({ holdId, placedAt, expiresAt, lots, task: todo, rateVersion }) => {
      const shares = lots.map(({ lotId, credits }): [string, string] => [lotId, `${credits}`]);
      return [holdId, placedAt, todo, rateVersion, expiresAt, shares];
    }),
    expired: Array.from(expired, ({ holdId, placedAt, task: todo, rateVersion }) => [
      holdId,
      placedAt,
      todo,
      rateVersion,
    ]),
    ended: Array.from(ended, ({ holdId, end }) => [holdId, end]),
    floor,
  };
}

function decodeHolds({ open, expired, ended, floor }: z.output<typeof StoredHolds>): HoldBook {
  return holdBookOf(
    open.map(([holdId, placedAt, todo, rateVersion, expiresAt, shares]): Hold => {
      const lots = shares.map(([lotId, credits]) => ({ lotId, credits }));
      return { holdId, placedAt, task: todo, rateVersion, expiresAt, lots };
    }),
    expired.map(([holdId, placedAt, todo, rateVersion]) => ({
      holdId,
      placedAt,
      task: todo,
      rateVersion,
    })),
    ended.map(([holdId, end]) => ({ holdId, end })),
    floor,
  );
}

function rowOf({ grant, status, remaining, base, ...rare }: Lot): StoredJson['lots'][number] {
  const { lotId, source, granted, paid, paidBy, effectiveAt, expiresAt } = grant;
  const { held, frozen, lost, reissued, gross, claims, before } = rare;
  const isPlain = !(held || frozen || lost || reissued);
  const isUntouched = claims.length === 0 && gross === (paid?.minor ?? 0n);
  return [
    lotId,
    source,
    `${granted}`,
    paid && [`${paid.minor}`, paid.currency],
    paidBy,
    effectiveAt,
    expiresAt,
    status,
    `${remaining}`,
    `${base}`,
    isPlain ? null : [`${held}`, `${frozen}`, `${lost}`, `${reissued}`],
    isUntouched ? null : [`${gross}`, claims.map(claimRow), before],
  ];
}

const claimRow = ({ held, repaid, ...claim }: Claim): z.input<typeof StoredClaim> => ({
  ...claim,
  minor: `${claim.minor}`,
  net: `${claim.net}`,
  unspent: `${claim.unspent}`,
  lost: `${claim.lost}`,
  writtenOff: `${claim.writtenOff}`,
  debt: `${claim.debt}`,
  held: held.map(({ holdId, credits }) => [holdId, `${credits}`]),
  repaid: repaid.map(({ lotId, credits }) => [lotId, `${credits}`]),
});

const claimOf = ({ held, repaid, ...claim }: z.output<typeof StoredClaim>): Claim => ({
  ...claim,
  held: held.map(([holdId, credits]) => ({ holdId, credits })),
  repaid: repaid.map(([lotId, credits]) => ({ lotId, credits })),
});

function lotOf(row: z.output<typeof StoredLot>): Lot {
  const [lotId, source, granted, price, paidBy, effectiveAt, expiresAt, ...now] = row;
  const [status, remaining, base, rare, money] = now;
  const paid = price && { minor: price[0], currency: price[1] };
  const [held, frozen, lost, reissued] = rare ?? NOTHING;
  const [gross, claims, before] = money ?? [paid?.minor ?? 0n, [], 'live'];
  return {
    grant: { lotId, source, granted, paid, paidBy, effectiveAt, expiresAt },
    status,
    remaining,
    held,
    frozen,
    lost,
    reissued,
    gross,
    before,
    claims: claims.map(claimOf),
    base,
  };
}

const NOTHING = [0n, 0n, 0n, 0n] as const;
