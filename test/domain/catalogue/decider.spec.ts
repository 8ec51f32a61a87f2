import { describe, expect, it } from '@jest/globals';
import { planAt, EMPTY_CATALOGUE } from '../../../domain/catalogue/catalogue.js';
import type { CatalogueCommand, PackOffer, PlanOffer } from '../../../domain/catalogue/commands.js';
import { catalogueDecider, CATALOGUE_NOTICE_MS } from '../../../domain/catalogue/decider.js';
import { DEFAULT_PACKS, DEFAULT_PLANS } from '../../../domain/catalogue/defaults.js';
import {
  PackPublished,
  PlanPublished,
  type CatalogueEvent,
} from '../../../domain/catalogue/events.js';
import { MAX_CREDITS_PER_AMOUNT, MICRO } from '../../../domain/credits.js';
import { parseInstant, type Instant } from '../../../domain/instant.js';
import { rulesOf } from '../../support/domain/given.js';

const { given } = rulesOf(catalogueDecider);
const now = parseInstant('2026-03-01T12:00:00Z') ?? 0;
/** The soonest that anything but a first version starts. */
const soon = now + CATALOGUE_NOTICE_MS;
const usd = (minor: bigint) => ({ minor, currency: 'usd' });

const offer: PlanOffer = {
  plan: 'pro',
  name: 'Pro',
  price: usd(2_000n),
  credits: 500n * MICRO,
  seats: 1,
  prioritySupport: false,
};
const packOffer: PackOffer = {
  pack: 'mini',
  name: 'Mini',
  description: 'a taste',
  terms: { kind: 'fixed', price: usd(300n), credits: 50n * MICRO },
};
const customTerms = {
  kind: 'custom' as const,
  currency: 'usd',
  least: usd(500n),
  most: usd(500_000n),
  creditsPerMajorUnit: 20n * MICRO,
};

const planned = (version: number, effectiveFrom: Instant, at = now, changed = {}): CatalogueEvent =>
  PlanPublished(at, { ...offer, ...changed, version, effectiveFrom });
const publish = (changed: Partial<PlanOffer> = {}, effectiveFrom?: Instant): CatalogueCommand => ({
  type: 'PublishPlan',
  offer: { ...offer, ...changed },
  effectiveFrom,
});
const publishPack = (changed: Partial<PackOffer>, effectiveFrom?: Instant): CatalogueCommand => ({
  type: 'PublishPack',
  offer: { ...packOffer, ...changed },
  effectiveFrom,
});

describe('seeding the catalogue', () => {
  const seed: CatalogueCommand = { type: 'SeedCatalogue' };

  it('publishes the defaults from the beginning on, once', () => {
    const first = { version: 1, effectiveFrom: 0 };
    const defaults = [
      ...DEFAULT_PLANS.map((plan) => PlanPublished(now, { ...plan, ...first })),
      ...DEFAULT_PACKS.map((pack) => PackPublished(now, { ...pack, ...first })),
    ];
    expect(defaults).toHaveLength(7);
    given()
      .when(seed, now)
      .then(...defaults);
    given(...defaults)
      .when(seed, now)
      .then();
  });

  it('leaves alone what an operator was quicker to publish', () => {
    given(planned(1, now)).when(seed, now).then();
  });

  it('publishes what any operator could', () => {
    for (const plan of DEFAULT_PLANS) {
      given()
        .when({ type: 'PublishPlan', offer: plan, effectiveFrom: 0 }, now)
        .then(PlanPublished(now, { ...plan, version: 1, effectiveFrom: 0 }));
    }
    for (const pack of DEFAULT_PACKS) {
      given()
        .when({ type: 'PublishPack', offer: pack, effectiveFrom: 0 }, now)
        .then(PackPublished(now, { ...pack, version: 1, effectiveFrom: 0 }));
    }
  });
});

describe('publishing a plan', () => {
  const dearer = { price: usd(2_500n) };

  it('starts now the first time and a minute later from then on, unless told', () => {
    given().when(publish(), now).then(planned(1, now));
    given(planned(1, 0))
      .when(publish(dearer), now)
      .then(planned(2, soon, now, dearer));
    given(planned(1, now))
      .when(publish(dearer), now)
      .then(planned(2, soon, now, dearer));
  });

  it('may start whenever, when nobody can have it yet', () => {
    given().when(publish({}, 5), now).then(planned(1, 5));
  });

  it('never changes what a process may have granted before it knew', () => {
    const later = given(planned(1, 0));
    for (const early of [now - 1, now, soon - 1]) {
      later.when(publish(dearer, early), now).refused('validation_failed', {
        invalid_parameters: [{ name: 'effective_from' }],
      });
    }
    later.when(publish(dearer, soon), now).then(planned(2, soon, now, dearer));
    later.when(publish(dearer, soon + 9), now).then(planned(2, soon + 9, now, dearer));
  });

  it('starts after the version before it', () => {
    const scheduled = given(planned(1, 0), planned(2, soon + 9, now, dearer));
    scheduled.when(publish({}, soon + 9), now).refused('validation_failed');
    scheduled.when(publish({}), now).refused('validation_failed');
    scheduled.when(publish({}, soon + 10), now).then(planned(3, soon + 10));
  });

  it('is already so when it says the same again', () => {
    given(planned(1, 0)).when(publish(), now).then();
    given(planned(1, 0))
      .when(publish({}, now + 9), now)
      .then();
    given(planned(1, 0), planned(2, now - 1, now - 1, dearer))
      .when(publish(), now)
      .then(planned(3, soon));
  });

  it('keeps every plan apart', () => {
    given(planned(1, now))
      .when(publish({ plan: 'max' }), now)
      .then(planned(1, now, now, { plan: 'max' }));
    const folded = catalogueDecider.evolve(EMPTY_CATALOGUE, planned(1, now));
    expect(planAt(folded, 'max', now)).toBeUndefined();
  });

  it('refuses terms out of bounds, naming the field', () => {
    const refused = (changed: Partial<PlanOffer>, name: string) =>
      given()
        .when(publish(changed), now)
        .refused('validation_failed', { invalid_parameters: [{ name }] });
    refused({ plan: '$pro' }, 'plan');
    refused({ name: '' }, 'name');
    refused({ price: usd(-1n) }, 'price.minor');
    refused({ price: { minor: 1n, currency: 'USD' } }, 'price.currency');
    refused({ credits: -1n }, 'credits');
    refused({ credits: MAX_CREDITS_PER_AMOUNT + 1n }, 'credits');
    refused({ seats: 0 }, 'seats');
    refused({ seats: 1.5 }, 'seats');
  });
});

describe('publishing a pack', () => {
  it('makes a version, and none when it says the same again', () => {
    const first = PackPublished(now, { ...packOffer, version: 1, effectiveFrom: now });
    given().when(publishPack({}), now).then(first);
    given(first)
      .when(publishPack({}), now + 1)
      .then();
    given(first)
      .when(publishPack({ terms: customTerms }), now + 1)
      .then(
        PackPublished(now + 1, {
          ...packOffer,
          terms: customTerms,
          version: 2,
          effectiveFrom: soon + 1,
        }),
      );
    given(first)
      .when(publishPack({ terms: customTerms }, soon), now + 1)
      .refused('validation_failed', { invalid_parameters: [{ name: 'effective_from' }] });
  });

  it('tells two custom packs apart by their terms', () => {
    const custom = { ...packOffer, terms: customTerms };
    const first = PackPublished(now, { ...custom, version: 1, effectiveFrom: now });
    const cheaper = { ...customTerms, creditsPerMajorUnit: 21n * MICRO };
    given(first)
      .when(publishPack({ terms: customTerms }), now + 1)
      .then();
    given(first)
      .when(publishPack({ terms: cheaper }), now + 1)
      .then(
        PackPublished(now + 1, { ...custom, terms: cheaper, version: 2, effectiveFrom: soon + 1 }),
      );
  });

  it('refuses terms out of bounds, naming the field', () => {
    const refused = (changed: Partial<PackOffer>, name: string) =>
      given()
        .when(publishPack(changed), now)
        .refused('validation_failed', { invalid_parameters: [{ name }] });
    const fixed = { kind: 'fixed' as const, price: usd(1n), credits: 1n };
    refused({ pack: '' }, 'pack');
    refused({ description: 'x'.repeat(1_001) }, 'description');
    refused({ terms: { ...fixed, price: usd(0n) } }, 'price.minor');
    refused({ terms: { ...fixed, credits: 0n } }, 'credits');
    refused({ terms: { ...customTerms, least: usd(0n) } }, 'least.minor');
    refused({ terms: { ...customTerms, most: usd(499n) } }, 'most.minor');
    refused({ terms: { ...customTerms, currency: 'eur' } }, 'currency');
    refused({ terms: { ...customTerms, creditsPerMajorUnit: 0n } }, 'credits_per_major_unit');
    const worthless = { ...customTerms, least: usd(1n), creditsPerMajorUnit: 1n };
    refused({ terms: worthless }, 'least');
  });

  it('refuses bounds that would buy more than a lot can hold', () => {
    const dear = { ...customTerms, creditsPerMajorUnit: MAX_CREDITS_PER_AMOUNT };
    given()
      .when(publishPack({ terms: dear }), now)
      .refused('amount_too_large');
  });
});
