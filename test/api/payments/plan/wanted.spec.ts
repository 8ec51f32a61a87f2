import { describe, expect, it } from '@jest/globals';
import type { ScheduleNow, SubscriptionNow } from '../../../../api/payments/plan/billing-tree.js';
import { formatKept, keptBy, parseKept } from '../../../../api/payments/plan/kept-next.js';
import { changesTo, lookOf, wantedAfter } from '../../../../api/payments/plan/wanted.js';
import { subscriptionOf } from '../../../support/stripe/invoices.js';

const [FROM, TO, LATER] = [1_000_000, 2_000_000, 3_000_000];
const subscription = (more: Partial<SubscriptionNow> = {}): SubscriptionNow =>
  subscriptionOf({ priceId: 'team', ...more });
const phase = (priceId: string, startsAt: number, endsAt: number) => ({
  priceId,
  startsAt,
  endsAt,
});
const schedule = (...phases: ScheduleNow['phases']): ScheduleNow => ({
  scheduleId: 'sched_1',
  status: 'active',
  endBehavior: 'release',
  phases,
});
const toPro = subscription({
  schedule: schedule(phase('team', FROM, TO), phase('pro', TO, LATER)),
});
/** As after a crash: the schedule was made, and not told what follows. */
const begun = subscription({ schedule: schedule(phase('team', FROM, TO)) });
const ending = subscription({ cancelsAtPeriodEnd: true, cancelAt: TO });

const changes = (now: SubscriptionNow, ...asked: Parameters<typeof wantedAfter>[1][]) =>
  asked.map((each) => changesTo(now, wantedAfter(now, each)));
const kindsOf = (now: SubscriptionNow, ...asked: Parameters<typeof wantedAfter>[1][]) =>
  changes(now, ...asked).map((made) => made.map(({ kind }) => kind));
const upgrade = { action: 'upgrade', priceId: 'max' } as const;
const downgrade = { action: 'downgrade', priceId: 'pro' } as const;
const cancel = { action: 'cancel', priceId: null } as const;
const withdraw = { action: 'withdraw', priceId: null } as const;

describe('what is asked of a subscription', () => {
  it('is reached by the fewest calls, of which none is made where it looks so already', () => {
    expect(kindsOf(subscription(), upgrade, downgrade, cancel, withdraw)).toEqual([
      ['price'],
      ['schedule'],
      ['cancel_at_end'],
      [],
    ]);
    expect(kindsOf(toPro, upgrade, downgrade, cancel, withdraw)).toEqual([
      ['release', 'price'],
      [],
      ['release', 'cancel_at_end'],
      ['release'],
    ]);
    expect(kindsOf(ending, upgrade, downgrade, cancel, withdraw)).toEqual([
      ['cancel_at_end', 'price'],
      ['cancel_at_end', 'schedule'],
      [],
      ['cancel_at_end'],
    ]);
  });

  it('of a schedule is said to the one that is there, from the phase that it is in', () => {
    const said = {
      kind: 'schedule',
      scheduleId: 'sched_1',
      nextPriceId: 'pro',
      from: FROM,
      at: TO,
    };
    expect(changes(begun, downgrade)).toMatchObject([[said]]);
    const later = subscription({
      priceId: 'pro',
      period: { startsAt: TO, endsAt: LATER },
      schedule: schedule(phase('team', FROM, TO), phase('pro', TO, LATER)),
    });
    expect(changes(later, { action: 'downgrade', priceId: 'basic' })).toMatchObject([
      [{ ...said, nextPriceId: 'basic', from: TO, at: LATER }],
    ]);
    const ended = subscription({ schedule: { ...schedule(), status: 'released' } });
    expect(changes(ended, downgrade)).toMatchObject([[{ kind: 'schedule', scheduleId: null }]]);
  });

  it('is read back from what was made', () => {
    expect(lookOf(toPro)).toEqual({ priceId: 'team', next: { kind: 'price', priceId: 'pro' } });
    expect(lookOf(begun).next).toEqual({ kind: 'same' });
    expect(lookOf(ending).next).toEqual({ kind: 'end' });
  });
});

describe('what an upgrade takes back', () => {
  const mine = { requestId: 'sbr_1', isUpgrade: true };
  const kept = { priceId: 'team', next: { kind: 'price', priceId: 'pro' }, requestId: 'sbr_1' };

  it('is kept for whoever took it back', () => {
    expect(keptBy(toPro, null, mine)).toEqual(kept);
    expect(keptBy(ending, null, mine)).toEqual({ ...kept, next: { kind: 'end' } });
    expect(keptBy(subscription(), null, mine)).toBeNull();
    expect(keptBy(toPro, null, { ...mine, isUpgrade: false })).toBeNull();
  });

  it('is not forgotten by an upgrade that is carried on, or takes the place of one', () => {
    const before = parseKept('team pro sbr_1');
    expect(before).toEqual(kept);
    expect(keptBy(subscription(), before, mine)).toEqual(kept);
    const other = { ...mine, requestId: 'sbr_2' };
    expect(keptBy(subscription(), before, other)).toBeNull();
    const waiting = subscription({ pending: { priceId: 'max', expiresAt: TO } });
    expect(keptBy(waiting, before, other)).toEqual({ ...kept, requestId: 'sbr_2' });
    expect(keptBy(waiting, before, { ...other, isUpgrade: false })).toBeNull();
  });

  it('is read as it was written', () => {
    for (const text of ['team pro sbr_1', 'team end sbr_2', null]) {
      const read = parseKept(text);
      expect(read && formatKept(read)).toBe(text);
    }
  });
});
