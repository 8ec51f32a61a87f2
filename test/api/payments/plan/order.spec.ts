import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  firstOf,
  plan,
  type FindingDraft,
  type Granting,
  type PurchaseTerms,
} from '../../../../api/payments/plan/plan.js';
import type { PurchaseState } from '../../../../api/payments/plan/purchase-state.js';
import type { PaymentNow, SessionNow } from '../../../../api/payments/plan/tree.js';
import { paymentSource } from '../../../../domain/account/decide/bundle.js';
import { verdictOn } from '../../../../domain/account/decide/guards.js';
import { close, opened, Story } from '../../../support/domain/account.js';

const RUNS = 1_000;
const usd = (minor: bigint) => ({ minor, currency: 'usd' });
const PRICE = usd(2_500n);

const payment = (n: number, status: string): PaymentNow => ({
  paymentId: `pi_${n}`,
  status,
  amount: PRICE,
  received: status === 'succeeded' ? PRICE.minor : 0n,
  customerId: null,
  failureCode: null,
  charge: null,
  // Two of them in the same second.
  createdAt: Math.floor(n / 2),
});
const session = (n: number, more: Partial<SessionNow>): SessionNow => ({
  sessionId: `cs_${n}`,
  status: 'open',
  paid: 'unpaid',
  total: PRICE,
  tax: 0n,
  url: null,
  expiresAt: 0,
  purchaseId: 'pur_1',
  accountId: 'acme',
  payment: null,
  ...more,
});

/** How a session can go: each of its states, in time. */
const LIVES = {
  paid: (n: number) => [
    session(n, {}),
    session(n, { payment: payment(n, 'requires_payment_method') }),
    session(n, { status: 'complete', paid: 'paid', payment: payment(n, 'succeeded') }),
  ],
  delayed: (n: number) => [
    session(n, {}),
    session(n, { status: 'complete', payment: payment(n, 'processing') }),
    session(n, { status: 'complete', paid: 'paid', payment: payment(n, 'succeeded') }),
  ],
  failed: (n: number) => [
    session(n, {}),
    session(n, { status: 'complete', payment: payment(n, 'processing') }),
    session(n, { status: 'complete', payment: payment(n, 'requires_payment_method') }),
  ],
  expired: (n: number) => [session(n, {}), session(n, { status: 'expired' })],
  otherAmount: (n: number) => [
    session(n, {}),
    session(n, {
      status: 'complete',
      paid: 'paid',
      total: usd(2_499n),
      payment: payment(n, 'succeeded'),
    }),
  ],
  otherAccount: (n: number) => [
    session(n, { accountId: 'other' }),
    session(n, {
      status: 'complete',
      paid: 'paid',
      accountId: 'other',
      payment: payment(n, 'succeeded'),
    }),
  ],
} as const;
type Life = keyof typeof LIVES;

/** Our side: an account, and what is kept of one purchase. */
class Ours {
  readonly story: Story;
  state: PurchaseState = 'open';
  paymentId: string | null = null;
  readonly grantedBy = new Map<string, Granting>();
  readonly findings = new Map<string, FindingDraft>();

  constructor(
    private readonly current: string,
    isClosed: boolean,
  ) {
    this.story = new Story();
    opened()(this.story);
    if (isClosed) close(this.story);
  }

  /** As converge does with what it has fetched. */
  look(now: SessionNow): void {
    const { story } = this;
    const terms: PurchaseTerms = {
      purchaseId: 'pur_1',
      accountId: 'acme',
      pack: 'medium',
      packVersion: 1,
      credits: 550_000_000n,
      price: PRICE,
      sessionId: this.current,
      state: this.state,
      grantedBy: [...this.grantedBy.values()],
    };
    const planned = plan(now, terms, {
      verdictOn: (id) => verdictOn(story.state, paymentSource(id)),
    });
    for (const { command } of planned.steps) story.send(command);
    const { use, findings, state, paymentId } = planned;
    this.state = state;
    this.paymentId = paymentId;
    if (use && now.payment) this.grantedBy.set(use.paymentId, now.payment);
    for (const finding of findings) {
      const key = `${finding.class} ${finding.objectId}`;
      if (!this.findings.has(key)) this.findings.set(key, finding);
    }
  }

  /** What must be the same, however we came to know. */
  get outcome() {
    const lots = this.story.events
      .flatMap((event) => (event.type === 'PackPurchased' ? [event.data.lot] : []))
      .map(({ paidBy, granted, paid }) => ({ paidBy, granted, paid }))
      .sort((a, b) => (a.paidBy < b.paidBy ? -1 : 1));
    const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
    return {
      lots,
      state: this.state,
      paymentId: this.paymentId,
      grantedBy: [...this.grantedBy.keys()].sort(),
      findings: [...this.findings].sort(byKey),
    };
  }
}

/** Lives of the purchase's sessions; only the last of them can still be open. */
const lives = fc.array(fc.constantFrom(...(Object.keys(LIVES) as Life[])), {
  minLength: 1,
  maxLength: 4,
});

describe('what is seen of a purchase', () => {
  it('leads to the same in any order, repeated, late or never told of', () => {
    fc.assert(
      fc.property(
        lives,
        fc.boolean(),
        fc.array(fc.tuple(fc.nat({ max: 3 }), fc.boolean()), { maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        (given, isClosed, visits, order) => {
          const told = given.map((life, n) => LIVES[life](n));
          const current = `cs_${told.length - 1}`;
          const reached = told.map(() => 0);
          const ours = new Ours(current, isClosed);
          for (const [which, moves] of visits) {
            const n = which % told.length;
            const [life = [], at = 0] = [told[n], reached[n]];
            if (moves) reached[n] = Math.min(at + 1, life.length - 1);
            else ours.look(life[at] ?? session(n, {}));
          }
          // In the end each is looked at once as it is then: whatever was missed, is not any more.
          const last = told.map((life, n) => life.at(-1) ?? session(n, {}));
          const keyed = last.map((each) => [order.next().value ?? 0, each] as const);
          for (const [, each] of [...keyed].sort(([a], [b]) => a - b)) ours.look(each);

          const straight = new Ours(current, isClosed);
          for (const each of last) straight.look(each);
          expect(ours.outcome).toEqual(straight.outcome);
          expect(ours.paymentId).toBe(firstOf([...ours.grantedBy.values()]));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
