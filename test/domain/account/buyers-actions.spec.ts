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

/** A buyer, and an account that learns of what they paid, at times. */
class Told {
  readonly buyer = new Subscriber();
  readonly story = new Story();
  private readonly unlearnt: PaidLine[] = [];
  private seen = 0;
  packs = 0;
  /** How long the account was on the free plan, or may have been. */
  freeMs = 0;

  constructor(timeZone: string) {
    this.story.now = this.buyer.now;
    this.story.send({ type: 'OpenAccount', accountId: 'acme', timeZone });
  }

  do(next: Action): void {
    const [before, wasFree] = [this.story.now, this.story.state.plan === 'free'];
    this.act(next);
    if (wasFree || this.story.state.plan === 'free') this.freeMs += this.story.now - before;
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
    renew({ lineId: id, paid, paidAt, period: { startsAt, endsAt } }, plan)(this.story);
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
        }
      }),
      { numRuns: 500 },
    );
  });
});

function mustBeWhatWasPaidFor({ buyer, story, learnt, granted, packs, freeMs }: Told): void {
  const paid = buyer.paid.reduce((sum, { plan }) => sum + SOLD[plan], 0n);
  const free = BigInt(1 + buyer.ended + Math.floor(freeMs / LEAST_MONTH_MS)) * FREE;
  expect(granted).toBeLessThanOrEqual(paid + free + BigInt(packs) * PACK);
  const lots = new Map([...story.state.book.lots].map((lot) => [lot.grant.paidBy, lot]));
  for (const { id, plan, endsAt } of learnt) {
    if (endsAt <= story.now) continue;
    expect(lots.get(`invoice_line:${id}`)?.remaining).toBe(SOLD[plan]);
  }
  const ofPacks = [...lots.values()].filter(({ grant }) => grant.paidBy.startsWith('payment:'));
  expect(ofPacks.map(({ remaining }) => remaining)).toEqual(Array(packs).fill(PACK));
}
