import { moneyBackOf, type Claim } from '../../../domain/account/claim.js';
import { lotPaidBy, type LotBook } from '../../../domain/account/lot-book.js';
import type { Money } from '../../../domain/money.js';
import type { Story } from './account.js';
import type { Meaning } from './account-actions.js';
import { at } from './given.js';

/** What actions about money mean for an account. */
export const moneyMeanings = {
  'payment refund': (story, { pick, flag }) => ({
    type: 'RecordPaymentRefund',
    paymentRefundId: `refund ${story.events.length}`,
    ...moneyOf(story, pick),
    amount: inDollars(pick % 3 === 0 ? leftOf(story, pick) : BigInt(flag ? 999 : pick + 1)),
    policy: pick % 2 === 0 ? 'debt' : 'written_off',
  }),
  'undo payment refund': (story, { pick }) => ({
    type: 'UndoPaymentRefund',
    ...claimOf(story, 'refund', pick),
    paymentRefundId: claimOf(story, 'refund', pick).claimId,
  }),
  dispute: (story, { pick, flag }) => ({
    type: 'OpenDispute',
    disputeId: `dispute ${story.events.length}`,
    ...moneyOf(story, pick),
    amount: inDollars(pick % 3 === 0 ? leftOf(story, pick) : BigInt(flag ? 500 : pick + 1)),
  }),
  'settle dispute': ({ state }, { pick, flag }) => ({
    type: 'CloseDispute',
    disputeId: at(state.disputes, pick)?.disputeId ?? 'unknown',
    outcome: flag ? 'won' : 'lost',
    policy: pick % 5 === 0 ? 'written_off' : undefined,
  }),
  'win appeal': (story, { pick }) => ({
    type: 'ReinstateDispute',
    ...claimOf(story, 'dispute', pick),
    disputeId: claimOf(story, 'dispute', pick).claimId,
  }),
} satisfies Record<string, Meaning>;

const inDollars = (minor: bigint): Money => ({ minor, currency: 'usd' });

/** All that is left of the payment. */
function leftOf(story: Story, pick: number): bigint {
  const { paidBy, gross } = moneyOf(story, pick);
  const lot = lotPaidBy(story.state.book, paidBy);
  return lot ? (gross?.minor ?? lot.gross) - moneyBackOf(lot.claims) : 1n;
}

/** A refund or lost dispute that the account knows; seldom none. */
function claimOf({ state: { book } }: Story, kind: Claim['kind'], pick: number) {
  const claims = [...book.lots].flatMap(({ grant, claims: of }) =>
    of.filter((claim) => claim.kind === kind).map(({ claimId }) => ({ ...grant, claimId })),
  );
  const { paidBy, claimId } = at(claims, pick) ?? { paidBy: 'unknown', claimId: 'unknown' };
  return { paymentId: `of ${paidBy}`, paidBy, claimId };
}

/** Money that has bought a lot of the account; seldom something that is not money at all. */
function moneyOf({ state: { book } }: Story, pick: number) {
  const sources = [...book.sources];
  const money = sources.filter(({ lotId }) => book.lots.get(lotId)?.grant.paid);
  const paidBy = at(pick % 8 === 0 ? sources : money, pick)?.paidBy ?? 'unknown';
  return { paymentId: `of ${paidBy}`, paidBy, ...grossOf(book, paidBy) };
}

/** Some lots were paid with tax. */
function grossOf(book: LotBook, paidBy: string): { gross?: Money } {
  const paid = lotPaidBy(book, paidBy)?.grant.paid;
  return paid && paidBy.length % 2 === 0 ? { gross: inDollars((paid.minor * 119n) / 100n) } : {};
}
