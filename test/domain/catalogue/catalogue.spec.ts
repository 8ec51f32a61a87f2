import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  EMPTY_CATALOGUE,
  packAt,
  planAt,
  planChangeKind,
  quotePack,
  type Catalogue,
  type PackTerms,
  type PlanTerms,
} from '../../../domain/catalogue/catalogue.js';
import { catalogueDecider } from '../../../domain/catalogue/decider.js';
import { MICRO, formatCredits } from '../../../domain/credits.js';
import { parseInstant, type Instant } from '../../../domain/instant.js';
import { runs } from '../../support/domain/arbitraries.js';
import { Fraction } from '../../support/domain/fraction.js';
import { thrownBy } from '../../support/domain/given.js';

const now = parseInstant('2026-03-01T12:00:00Z') ?? 0;
const context = { now, nextRevision: 0, commandId: 'seed' };
const seeded = catalogueDecider
  .decide(EMPTY_CATALOGUE, { type: 'SeedCatalogue' }, context)
  .reduce(catalogueDecider.evolve, EMPTY_CATALOGUE);

const found = <Terms>(terms: Terms | undefined): Terms => {
  if (!terms) throw new Error('not in the catalogue');
  return terms;
};
const plan = (id: string): PlanTerms => found(planAt(seeded, id, now));
const pack = (id: string): PackTerms => found(packAt(seeded, id, now));
const usd = (minor: number) => ({ minor: BigInt(minor), currency: 'usd' });

describe('what is sold unless operators say otherwise', () => {
  it('is a free, a pro and a team plan', () => {
    const offers = [...seeded.plans.keys()].map((id) => {
      const { price, credits, seats, prioritySupport } = plan(id);
      return [id, price, formatCredits(credits), seats, prioritySupport];
    });
    expect(offers).toEqual([
      ['free', usd(0), '100', 1, false],
      ['pro', usd(2_000), '500', 1, false],
      ['team', usd(4_900), '1500', 5, true],
    ]);
  });

  it('is three packs with a price, and one for any amount', () => {
    const quotes = ['small', 'medium', 'large'].map((id) => {
      const { price, credits } = quotePack(pack(id));
      return [price, formatCredits(credits)];
    });
    expect(quotes).toEqual([
      [usd(1_000), '200'],
      [usd(2_500), '550'],
      [usd(10_000), '2400'],
    ]);
    expect(quotePack(pack('custom'), usd(500)).credits).toBe(100n * MICRO);
  });

  it('was so before the installation, for usage that was', () => {
    expect(planAt(seeded, 'free', 0)?.version).toBe(1);
    expect(packAt(seeded, 'small', 0)?.version).toBe(1);
  });
});

describe('the version of an offer at an instant', () => {
  const pro = plan('pro');
  const versions = [0, now, now + 10].map((effectiveFrom, i) => ({
    ...pro,
    effectiveFrom,
    version: i + 1,
  }));
  const catalogue: Catalogue = { ...EMPTY_CATALOGUE, plans: new Map([['pro', versions]]) };
  const version = (at: Instant) => planAt(catalogue, 'pro', at)?.version;

  it('is the last that has started', () => {
    expect([now - 1, now, now + 9, now + 10].map(version)).toEqual([1, 2, 2, 3]);
  });

  it('is none before the first, and none of a plan that does not exist', () => {
    expect(version(-1)).toBeUndefined();
    expect(planAt(catalogue, 'constructor', now)).toBeUndefined();
    expect(packAt(catalogue, 'pro', now)).toBeUndefined();
  });
});

describe('a change of plan', () => {
  it('goes up to the dearer and down to the cheaper plan', () => {
    expect(planChangeKind(plan('free'), plan('pro'))).toBe('upgrade');
    expect(planChangeKind(plan('pro'), plan('team'))).toBe('upgrade');
    expect(planChangeKind(plan('team'), plan('pro'))).toBe('downgrade');
    expect(planChangeKind(plan('pro'), plan('free'))).toBe('downgrade');
  });

  it('is none to the same plan, whatever its version costs', () => {
    expect(planChangeKind(plan('pro'), { ...plan('pro'), version: 2, price: usd(1) })).toBe('none');
  });

  it('goes by the credits where the price is the same', () => {
    const other = { ...plan('pro'), plan: 'pro-2' };
    expect(planChangeKind(plan('pro'), { ...other, credits: other.credits + 1n })).toBe('upgrade');
    expect(planChangeKind(plan('pro'), other)).toBe('downgrade');
  });

  it('compares no two currencies, but free with any', () => {
    const euros = { ...plan('team'), plan: 'team-eu', price: { minor: 4_900n, currency: 'eur' } };
    expect(thrownBy(() => planChangeKind(plan('pro'), euros))).toMatchObject({
      code: 'plan_change_not_allowed',
    });
    expect(planChangeKind(plan('free'), euros)).toBe('upgrade');
    expect(planChangeKind(euros, plan('free'))).toBe('downgrade');
  });
});

describe('the quote of a pack', () => {
  const custom = pack('custom');

  it('gives 20 credits a dollar for any amount from $5 to $5,000', () =>
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 500_000 }), (cents) => {
        const { price, credits } = quotePack(custom, usd(cents));
        expect(price).toEqual(usd(cents));
        expect(Fraction.of(credits)).toEqual(Fraction.of(BigInt(cents) * 20n * MICRO, 100n));
      }),
      runs(500),
    ));

  it('never gives more than was paid for, nor a micro-credit less', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 500_000 }),
        fc.bigInt({ min: 1n, max: 1_000n * MICRO }),
        fc.constantFrom('usd', 'jpy', 'kwd', 'ugx'),
        (minor, creditsPerMajorUnit, currency) => {
          const bound = (limit: bigint) => ({ minor: limit, currency });
          const terms = {
            kind: 'custom' as const,
            currency,
            least: bound(500n),
            most: bound(500_000n),
            creditsPerMajorUnit,
          };
          const { credits } = quotePack({ ...custom, terms }, bound(BigInt(minor)));
          const perUnit = { usd: 100n, jpy: 1n, kwd: 1_000n, ugx: 100n }[currency];
          const exact = Fraction.of(BigInt(minor) * creditsPerMajorUnit, perUnit);
          expect(exact.isBelow(Fraction.of(credits))).toBe(false);
          expect(exact.isBelow(Fraction.of(credits + 1n))).toBe(true);
        },
      ),
      runs(500),
    ));

  it('refuses an amount that is missing, out of bounds, in another currency, or not wanted', () => {
    const refused = (terms: PackTerms, amount?: { minor: bigint; currency: string }) =>
      expect(thrownBy(() => quotePack(terms, amount))).toMatchObject({ code: 'validation_failed' });
    refused(custom);
    refused(custom, usd(499));
    refused(custom, usd(500_001));
    refused(custom, { minor: 1_000n, currency: 'eur' });
    refused(pack('small'), usd(1_000));
  });
});
