import { describe, expect, it } from '@jest/globals';
import { draftOf, publicationOf } from '../../../admin/proposals/draft.js';
import { minorOf } from '../../../admin/lib/price.js';
import { fieldsOf, isOfMinor } from '../../../admin/proposals/fields.js';

const dated = { version: 1, effective_from: null };
const plan = {
  type: 'plan' as const,
  plan: 'pro',
  ...dated,
  name: 'Pro',
  price: { minor: 1_999, currency: 'usd' },
  credits: '500.5',
  seats: 2,
  priority_support: true,
};
const pack = {
  type: 'pack' as const,
  pack: 'custom',
  ...dated,
  name: 'Custom',
  description: 'any amount',
  kind: 'custom' as const,
  price: null,
  credits: null,
  least: { minor: 500, currency: 'jpy' },
  most: { minor: 500_000, currency: 'jpy' },
  credits_per_unit: '20',
};
const rate = {
  type: 'rate' as const,
  model_id: 'swift-1',
  ...dated,
  per_million: { input: '2', cached_input: '0', output: null, reasoning: null },
  per_image: null,
  per_request: '0.001',
  minimum: null,
  mode_multipliers: { plan: '0.5', build: '1' },
  complexity_multipliers: {},
  outcome_multipliers: { platform_error: '0' },
};

describe('the form of a proposal', () => {
  it('knows a refusal of minor units, which nobody typed', () => {
    const fields = fieldsOf({ type: 'plan', id: 'pro' }, draftOf(plan));
    const refused = [{ name: 'publication.terms.price.minor', reason: 'expected a whole number' }];
    const found = fields.filter((field) => isOfMinor(field, refused));
    expect(found.map(({ name }) => name)).toEqual(['price']);
    const credits = [{ name: 'publication.terms.credits', reason: 'expected credits' }];
    expect(fields.some((field) => isOfMinor(field, credits))).toBe(false);
  });

  it('begins with the terms that hold, and proposes them unless something is changed', () => {
    const { name, price, credits, seats, priority_support } = plan;
    expect(publicationOf({ type: 'plan', id: 'pro' }, draftOf(plan))).toEqual({
      type: 'plan',
      plan: 'pro',
      terms: { name, price, credits, seats, priority_support },
    });
    const { description, kind, least, most, credits_per_unit } = pack;
    expect(publicationOf({ type: 'pack', id: 'custom' }, draftOf(pack))).toEqual({
      type: 'pack',
      pack: 'custom',
      terms: { name: pack.name, description, kind, least, most, credits_per_unit },
    });
    const { per_request, mode_multipliers, complexity_multipliers, outcome_multipliers } = rate;
    const factors = { mode_multipliers, complexity_multipliers, outcome_multipliers };
    // What has no price stays out: "0" would make it free.
    expect(publicationOf({ type: 'rate', id: 'swift-1' }, draftOf(rate))).toEqual({
      type: 'rate',
      model_id: 'swift-1',
      terms: { per_million: { input: '2', cached_input: '0' }, per_request, ...factors },
    });
  });

  it('takes money as it is written, to the digit, and refuses what is none', () => {
    expect(['19.99', '25', '25.5', '0.07', ' 3 '].map((text) => minorOf(text, 'usd'))).toEqual([
      1_999, 2_500, 2_550, 7, 300,
    ]);
    expect(minorOf('500', 'jpy')).toBe(500);
    for (const text of ['', 'x', '-1', '1.999', '1,000']) expect(minorOf(text, 'usd')).toBeNaN();
    expect(minorOf('1.5', 'jpy')).toBeNaN();
  });

  it('names the instant that it is to hold from', () => {
    const effective_from = '2026-03-01T00:00:00.000Z';
    const draft = { ...draftOf(plan), effective_from };
    expect(publicationOf({ type: 'plan', id: 'pro' }, draft).terms).toMatchObject({
      effective_from,
    });
  });
});
