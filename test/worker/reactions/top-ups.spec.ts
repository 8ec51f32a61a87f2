import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { askedBy } from '../../../api/payments/top-ups/asks.js';
import { hasRoom, monthCharged } from '../../../api/payments/top-ups/month.js';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Recorded } from '../../../platform/event-store/records/recorded.js';
import { credits, usd } from '../../support/domain/account.js';
import { WORDS } from '../../support/domain/topups.js';

/** Something that happens to an account, as far as top-ups are concerned. */
type Happening =
  | { readonly what: 'consents'; readonly account: string; readonly line: number }
  | { readonly what: 'ends'; readonly account: string; readonly closes: boolean }
  | {
      readonly what: 'charged';
      readonly account: string;
      readonly left: number;
      readonly held: boolean;
    }
  | { readonly what: 'renewed'; readonly account: string };

const account = fc.constantFrom('a', 'b', 'c');
const small = fc.integer({ min: 0, max: 6 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    what: fc.constant('consents' as const),
    account,
    line: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ what: fc.constant('ends' as const), account, closes: fc.boolean() }),
  fc.record({ what: fc.constant('charged' as const), account, left: small, held: fc.boolean() }),
  fc.record({ what: fc.constant('renewed' as const), account }),
);

describe('what events ask of top-ups', () => {
  it('is every account that consents, or is charged below its line, however events are batched', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), fc.nat(30), (happenings, cut) => {
        const lines = new Map<string, bigint>();
        const found = new Set<string>();
        for (const batch of [happenings.slice(0, cut), happenings.slice(cut)]) {
          const asked = askedBy(batch.map(recorded));
          for (const { accountId } of asked.certain) found.add(accountId);
          for (const { accountId, available } of asked.possible) {
            if (available < (lines.get(accountId) ?? 0n)) found.add(accountId);
          }
          for (const { accountId, given } of asked.consents) {
            if (given) lines.set(accountId, given.threshold);
            else lines.delete(accountId);
          }
        }
        expect([...found].sort()).toEqual([...naive(happenings)].sort());
      }),
    );
  });

  it('names the last event that asks, so that who was answered before is asked again', () => {
    const asked = askedBy([
      recorded({ what: 'consents', account: 'a', line: 5 }, 0),
      recorded({ what: 'charged', account: 'a', left: 1, held: false }, 1),
    ]);
    expect(asked.certain).toEqual([{ accountId: 'a', eventId: 'event-1' }]);
  });
});

describe('the cap of a month', () => {
  it('is never passed, and leaves room for as many as fit', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 50n), fc.bigInt(1n, 500n), (price, cap) => {
        const consent = { monthlyCap: { minor: cap, currency: 'usd' } };
        let charged = 0n;
        while (hasRoom(monthCharged('2026-11', consent, charged), { price: usdOf(price) })) {
          charged += price;
        }
        expect(charged <= cap && charged + price > cap).toBe(true);
        expect(charged / price).toBe(cap / price);
      }),
    );
  });

  it('leaves nothing, not less, where a lower cap was consented to later', () => {
    const { left } = monthCharged('2026-11', { monthlyCap: usd(10) }, 3_000n);
    expect(left).toEqual({ minor: 0n, currency: 'usd' });
  });
});

const usdOf = (minor: bigint) => ({ minor, currency: 'usd' });

/** The same, told one event at a time. */
function naive(happenings: readonly Happening[]): Set<string> {
  const lines = new Map<string, number>();
  const found = new Set<string>();
  for (const it of happenings) {
    if (it.what === 'consents') {
      lines.set(it.account, it.line);
      found.add(it.account);
    }
    if (it.what === 'ends') lines.delete(it.account);
    if (it.what === 'charged' && it.left < (lines.get(it.account) ?? 0)) found.add(it.account);
  }
  return found;
}

/** An event of the log, as far as it is read. */
function recorded(it: Happening, at: number): Recorded {
  const accountId = it.account;
  const control = it.what === 'charged' ? { available: credits(it.left) } : undefined;
  const fact = { ...factOf(it, accountId), occurredAt: 0 };
  return { fact, id: `event-${at}`, meta: { control } } as unknown as Recorded;
}

function factOf(it: Happening, accountId: string): Pick<AccountEvent, 'type'> & { data: object } {
  switch (it.what) {
    case 'consents':
      return {
        type: 'AutoTopUpConfigured',
        data: { accountId, threshold: credits(it.line), consent: WORDS },
      };
    case 'ends':
      return {
        type: it.closes ? 'AccountClosed' : 'AutoTopUpTurnedOff',
        data: { accountId, why: 'withdrawn' },
      };
    case 'charged':
      return { type: it.held ? 'HoldSettled' : 'CreditsDebited', data: { accountId } };
    case 'renewed':
      return { type: 'PeriodRenewed', data: { accountId } };
  }
}
