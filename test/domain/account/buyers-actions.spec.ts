import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountEvent } from '../../../domain/account/events.js';
import { DAY_MS } from '../../../domain/instant.js';
import { credits, pack, renew, Story, usd } from '../../support/domain/account.js';
import { COSTS, Subscriber, type PaidLine, type Sold } from '../../support/domain/subscriber.js';

const SOLD = { pro: credits(500), team: credits(1_500) } as const;
const FREE = credits(100);
const PACK = credits(200);
const LEAST_MONTH_MS = 28 * DAY_MS;

const plans = fc.constantFrom<Sold>('pro', 'team');
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('subscribe' as const), plan: plans }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('upgrade' as const), plan: plans }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('schedule' as const),
      next: fc.constantFrom<Sold | 'free' | null>('pro', 'team', 'free', null),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'buy' as const }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('card' as const), good: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      hours: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1_500 })),
    }),
  },
  // What is learnt late is learnt in any order.
  { weight: 5, arbitrary: fc.record({ does: fc.constant('learn' as const), order: fc.nat() }) },
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

/** The free plan renews at the instant at which the buyer subscribes again. */
const FREE_BETWEEN: [zone: string, actions: Action[]] = [
  'UTC',
  [
    { does: 'subscribe', plan: 'pro' },
    { does: 'schedule', next: 'free' },
    { does: 'learn', order: 0 },
    { does: 'wait', hours: 59 * 24 },
    { does: 'subscribe', plan: 'pro' },
  ],
];

/** A cancellation is withdrawn, and the account hears of it once its free period has begun. */
const UNHEARD: typeof FREE_BETWEEN = [
  'UTC',
  [
    { does: 'subscribe', plan: 'team' },
    { does: 'schedule', next: 'free' },
    { does: 'learn', order: 0 },
    { does: 'schedule', next: 'pro' },
    { does: 'wait', hours: 673 },
    { does: 'learn', order: 0 },
  ],
];

/** A buyer, and an account that learns of what they paid, at times. */
class Told {
  readonly buyer = new Subscriber();
  readonly story = new Story();
  private readonly unlearnt: PaidLine[] = [];
  private seen = 0;
  packs = 0;
  /** How long the account was on the free plan, or may have been. */
  freeMs = 0;
  /** Free periods that began since the account had not heard that a cancellation was withdrawn. */
  outdated = 0;

  constructor(timeZone: string) {
    this.story.now = this.buyer.now;
    this.story.send({ type: 'OpenAccount', accountId: 'acme', timeZone });
  }

  do(next: Action): void {
    const { now: before, state } = this.story;
    const wasFree = state.plan === 'free';
    this.act(next);
    const freeAt = state.scheduled?.plan === 'free' ? state.period.endsAt : Infinity;
    const isOutdated = freeAt <= this.story.now && !this.buyer.ends.some((at) => at >= freeAt);
    if (isOutdated) this.outdated += 1;
    const isFree = wasFree || this.story.state.plan === 'free';
    // Both may be paid for, with a subscription that has ended between.
    const ended = this.buyer.ends.find((at) => at >= before) ?? Infinity;
    const since = isFree ? before : Math.min(ended, freeAt);
    this.freeMs += Math.max(this.story.now - since, 0);
  }

  private act(next: Action): void {
    const { buyer, story } = this;
    switch (next.does) {
      case 'subscribe':
        return buyer.subscribe(next.plan);
      case 'upgrade':
        return buyer.upgrade(next.plan);
      case 'schedule':
        return buyer.schedule(next.next);
      case 'card':
        buyer.hasGoodCard = next.good;
        return;
      case 'wait':
        return buyer.wait(next.hours);
      case 'buy':
        this.catchUp();
        return pack(`pi_${(this.packs += 1)}`)(story);
      case 'learn':
        return this.learn(next.order);
    }
  }

  /** Records every line that was paid, and mirrors what the subscription will do. */
  learn(order: number): void {
    this.catchUp();
    this.unlearnt.push(...this.buyer.paid.slice(this.seen));
    this.seen = this.buyer.paid.length;
    for (let turn = order; this.unlearnt.length > 0; turn = Math.trunc(turn / 2)) {
      const [line] = this.unlearnt.splice(turn % this.unlearnt.length, 1);
      if (line) this.record(line);
    }
    this.mirror();
  }

  private record({ id, plan, startsAt, endsAt, paidAt }: PaidLine): void {
    const paid = usd(COSTS[plan]);
    const isCurrent = this.buyer.stands.plan === plan;
    const line = { lineId: id, paid, paidAt, period: { startsAt, endsAt } };
    renew(line, plan, { isCurrent })(this.story);
  }

  private mirror(): void {
    const { plan, next } = this.buyer.stands;
    const { renewedBy, scheduled, plan: is } = this.story.state;
    if (renewedBy !== 'invoice') return;
    const wanted = plan === is ? next : plan;
    if (wanted === (scheduled?.plan ?? null)) return;
    const origin = 'subscription' as const;
    if (wanted === null) return this.story.send({ type: 'WithdrawPlanChange', origin });
    this.story.send({ type: 'ChangePlan', plan: wanted, when: 'renewal', origin });
  }

  private catchUp(): void {
    this.story.now = this.buyer.now;
    this.story.bookDue();
  }

  /** Credits that were ever granted. */
  get granted(): bigint {
    return this.story.events.reduce((sum, event) => sum + grantedBy(event), 0n);
  }

  /** Lines that the account knows of. */
  get learnt(): readonly PaidLine[] {
    return this.buyer.paid.slice(0, this.seen);
  }
}

const grantedBy = ({ data }: AccountEvent): bigint =>
  'lot' in data ? (data.lot?.granted ?? 0n) : 0n;

describe('a buyer’s own actions', () => {
  const zones = fc.constantFrom('UTC', 'America/New_York', 'Pacific/Auckland');
  const stories = fc.array(action, { minLength: 1, maxLength: 40 });

  it('never give more than what was paid for and the free periods, and take nothing of it', () => {
    fc.assert(
      fc.property(zones, stories, (zone, actions) => {
        const told = new Told(zone);
        for (const next of [...actions, { does: 'learn' as const, order: 0 }]) {
          told.do(next);
          mustBeWhatWasPaidFor(told);
          if (next.does === 'learn') mustBePlanBilled(told);
        }
      }),
      { numRuns: 500, examples: [FREE_BETWEEN, UNHEARD] },
    );
  });
});

/** Once all is learnt: the account has the plan that is billed, where its period is paid for. */
function mustBePlanBilled({ buyer, story }: Told): void {
  if (buyer.isPaidUp) expect(story.state.plan).toBe(buyer.stands.plan);
}

function mustBeWhatWasPaidFor(told: Told): void {
  const { buyer, story, learnt, granted, packs, freeMs, outdated } = told;
  const paid = buyer.paid.reduce((sum, { plan }) => sum + SOLD[plan], 0n);
  const free =
    BigInt(1 + buyer.ends.length + outdated + Math.floor(freeMs / LEAST_MONTH_MS)) * FREE;
  expect(granted).toBeLessThanOrEqual(paid + free + BigInt(packs) * PACK);
  const lots = new Map([...story.state.book.lots].map((lot) => [lot.grant.paidBy, lot]));
  for (const { id, plan, endsAt } of learnt) {
    if (endsAt <= story.now) continue;
    expect(lots.get(`invoice_line:${id}`)?.remaining).toBe(SOLD[plan]);
  }
  const ofPacks = [...lots.values()].filter(({ grant }) => grant.paidBy.startsWith('payment:'));
  expect(ofPacks.map(({ remaining }) => remaining)).toEqual(Array(packs).fill(PACK));
}
