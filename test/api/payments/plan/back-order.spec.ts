import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ledgerBackOf } from '../../../../api/payments/converge/ledger-back.js';
import { paymentSource } from '../../../../domain/account/decide/bundle.js';
import { planBack } from '../../../../api/payments/plan/money-back.js';
import { inOrder, type BackStep } from '../../../../api/payments/plan/steps.js';
import { clawedBackOf } from '../../../../domain/account/claim.js';
import { Story, opened } from '../../../support/domain/account.js';
import {
  FACTS,
  MoneyModel,
  type Fact,
  type FactKind,
} from '../../../support/stripe/money-model.js';

const RUNS = 1_000;
const PACKS = [
  { price: 2_500n, credits: 550_000_000n },
  { price: 1_000n, credits: 200_000_000n },
] as const;

/** Our side: an account, and what it learns of Stripe when it looks. */
class Ours {
  readonly story = new Story();

  constructor(private readonly stripe: MoneyModel) {
    opened()(this.story);
  }

  buy(paymentId: string, { price, credits }: (typeof PACKS)[number]): void {
    const paid = { minor: price, currency: 'usd' };
    const pack = { pack: 'medium', packVersion: 1, credits, paid };
    this.story.send({
      type: 'RecordPackPurchase',
      purchaseId: `pur_${paymentId}`,
      paymentId,
      ...pack,
    });
  }

  /** Spends so much, or all there is. */
  spend(credits: bigint): void {
    const { available } = this.story.state.book;
    const spent = credits < available ? credits : available;
    if (spent === 0n) return;
    this.story.send({ type: 'DebitCredits', credits: spent, purpose: { outcome: 'ok' } });
  }

  /** As converge does: the payment, and the account's others if something follows from it. */
  look(paymentId: string): void {
    const own = this.stepsOf(paymentId);
    const others = this.stripe.paid.map((paid) => paid.paymentId).filter((id) => id !== paymentId);
    const steps = own.length > 0 ? [...own, ...others.flatMap((id) => this.stepsOf(id))] : [];
    for (const { command } of inOrder(steps)) this.story.send(command);
  }

  private stepsOf(paymentId: string): BackStep[] {
    const tree = this.stripe.tree(paymentId);
    const { requests } = this.stripe;
    const granted = { paymentId, gross: tree.payment.amount, requests };
    return planBack(tree, granted, ledgerBackOf(this.story.state, paymentSource(paymentId)));
  }

  /**
   * Whether credits could not go back to where they were when money back was undone: those of a
   * debt that returned credits had repaid meanwhile, which get a lot of their own, and those of a
   * lot that was written off meanwhile. Who sees nothing before it is undone never moves them.
   */
  get hasMoved(): boolean {
    const { state, events } = this.story;
    return (
      [...state.book.lots].some(({ grant }) => grant.paidBy.startsWith('undone:')) ||
      events.some(({ data }) => 'lost' in data && data.lost > 0n)
    );
  }

  /** What must be the same in any case. */
  get total() {
    const { lots, debt, available, disputes } = this.outcome;
    return {
      remaining: lots.reduce((sum, lot) => sum + lot.remaining, 0n),
      debt,
      available,
      disputes,
    };
  }

  /** What must be the same, however we came to know. */
  get outcome() {
    const { book, debt, disputes } = this.story.state;
    return {
      lots: [...book.lots].map(({ grant, remaining, frozen, status, claims }) => ({
        paidBy: grant.paidBy,
        granted: grant.granted,
        paid: grant.paid,
        remaining,
        frozen,
        status,
        clawedBack: clawedBackOf(claims),
        writtenOff: claims.reduce((sum, { writtenOff }) => sum + writtenOff, 0n),
      })),
      debt,
      available: book.available,
      disputes: disputes.map(({ disputeId }) => disputeId).sort(),
    };
  }
}

interface Round {
  readonly spent: bigint;
  readonly before: [Fact, number[]][];
  readonly losses: [Fact, number[]][];
  readonly isReversed: boolean;
}

const factOf = (kinds: readonly FactKind[]) =>
  fc.record<Fact>({
    kind: fc.constantFrom(...kinds),
    payment: fc.nat({ max: 1 }),
    pick: fc.nat({ max: 3 }),
    amount: fc.bigInt({ min: 1n, max: 2_500n }),
    policy: fc.constantFrom('written_off', 'debt', null),
  });
/**
 * Of a loss Stripe keeps no instant: what happens to another payment after it cannot be told from
 * what happened before.
 */
const BEFORE_LOSSES = FACTS.filter((kind) => kind !== 'lose');
const LOSSES: readonly FactKind[] = ['lose'];
const visits = fc.array(fc.nat({ max: 1 }), { maxLength: 3 });
const told = (kinds: readonly FactKind[]) =>
  fc.array(fc.tuple(factOf(kinds), visits), { maxLength: 8 });
/** A lot repays a debt, is written off, and the debt is undone: what it paid is lost with it. */
const WRITTEN_OFF_MEANWHILE: Round = {
  spent: 368_840_001n,
  before: [
    [{ kind: 'refund', payment: 0, pick: 0, amount: 1_278n, policy: 'debt' }, []],
    [{ kind: 'refund', payment: 1, pick: 0, amount: 1_000n, policy: 'written_off' }, []],
    [{ kind: 'fail', payment: 0, pick: 0, amount: 1n, policy: null }, []],
  ],
  losses: [],
  isReversed: false,
};

/** The customer spends, and then Stripe's facts follow each other until the next round. */
const round = fc.record<Round>({
  spent: fc.bigInt({ min: 0n, max: 700_000_000n }),
  before: told(BEFORE_LOSSES),
  losses: told(LOSSES),
  isReversed: fc.boolean(),
});

describe('what is seen of refunds and disputes', () => {
  it('leads to the same in any order, repeated, late or never told of', () => {
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 2 }), (rounds) => {
        const stripe = new MoneyModel();
        const [prompt, disturbed] = [new Ours(stripe), new Ours(stripe)];
        const ids = PACKS.map((pack) => {
          const id = stripe.pay(pack.price);
          for (const ours of [prompt, disturbed]) ours.buy(id, pack);
          return id;
        });
        for (const { spent, before, losses, isReversed } of rounds) {
          for (const ours of [prompt, disturbed]) ours.spend(spent);
          for (const [fact, looks] of [...before, ...losses]) {
            const changed = stripe.happen(fact);
            if (changed !== undefined) prompt.look(changed);
            for (const look of looks) disturbed.look(ids[look] ?? '');
          }
          for (const id of isReversed ? [...ids].reverse() : ids) disturbed.look(id);
          const isBySource = !prompt.hasMoved && !disturbed.hasMoved;
          const told = (ours: Ours) => (isBySource ? ours.outcome : ours.total);
          expect(told(disturbed)).toEqual(told(prompt));
        }
      }),
      { numRuns: RUNS, examples: [[[WRITTEN_OFF_MEANWHILE]]] },
    );
  });
});
