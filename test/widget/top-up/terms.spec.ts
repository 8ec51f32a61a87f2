import { describe, expect, it } from '@jest/globals';
import { Words } from '../../../widget/parts/strings.js';
import {
  capWords,
  consentBody,
  consentDraft,
  consentText,
  firstFields,
  isAsShown,
  readParts,
  readTerms,
  type CapTrouble,
  type Fields,
  type Terms,
} from '../../../widget/top-up/terms.js';
import type { Pack } from '../../../widget/wire/wire.js';

const usd = (minor: number) => ({ minor, currency: 'usd' });
const PACKS: readonly Pack[] = [
  {
    pack: 'small',
    name: 'Small',
    description: '',
    kind: 'fixed',
    price: usd(1_000),
    credits: '200',
    least: null,
    most: null,
    credits_per_unit: null,
  },
  {
    pack: 'custom',
    name: 'Custom',
    description: '',
    kind: 'custom',
    price: null,
    credits: null,
    least: usd(500),
    most: usd(100_000),
    credits_per_unit: '33.3',
  },
];
const FIRST = firstFields(PACKS, null);
const read = (change: Partial<Fields> = {}, locale = 'en') =>
  readTerms({ ...FIRST, ...change }, PACKS, locale);
const termsOf = (change: Partial<Fields> = {}, locale = 'en'): Terms => {
  const said = read(change, locale);
  if ('wrong' in said) throw new Error(said.wrong);
  return said.terms;
};

describe('terms of automatic top-ups', () => {
  it('begin with the cheapest pack, at most three times a month', () => {
    expect(termsOf()).toEqual({
      below: 50n,
      pack: 'small',
      amount: undefined,
      price: usd(1_000),
      credits: 200_000_000n,
      cap: usd(3_000),
    });
  });

  it('take the cap along with the pack, until somebody has written one', () => {
    const custom = { pack: 'custom', amount: '12.34' };
    expect(termsOf(custom)).toMatchObject({ amount: usd(1_234), cap: usd(3_702) });
    expect(termsOf(custom).credits).toBe(410_922_000n);
    expect(termsOf({ ...custom, cap: '20' }).cap).toEqual(usd(2_000));
  });

  it('are read as people of a language write', () => {
    const said = { below: '1.200', pack: 'custom', amount: '12,50', cap: '1.000,50' };
    expect(termsOf(said, 'de')).toMatchObject({
      below: 1_200n,
      price: usd(1_250),
      cap: usd(100_050),
    });
  });

  it.each([
    ['below', { below: '0' }],
    ['below', { below: '' }],
    ['below', { below: '12.5' }],
    ['below', { below: '-3' }],
    ['amount', { pack: 'custom', amount: '4.99' }],
    ['amount', { pack: 'custom', amount: '' }],
    ['amount', { pack: 'none' }],
  ])('are wrong in the field %s for %j', (wrong, change) => {
    expect(read(change)).toEqual({ wrong });
  });

  it.each([
    ['9.99', 'small', 'Enter an amount of $10 or more'],
    ['', 'digits', 'in digits alone'],
    ['much', 'digits', 'in digits alone'],
    ['1e9', 'digits', 'in digits alone'],
    ['30.005', 'places', 'at most 2 decimals'],
    ['100000000000.01', 'large', 'too large'],
  ])('say what is wrong with a cap of "%s": %s', (cap, why, said) => {
    expect(read({ cap })).toEqual({ wrong: 'cap', why });
    const parts = readParts({ ...FIRST, cap }, PACKS, 'en');
    expect(parts.cap).toBe(why);
    expect(capWords(new Words({}, 'en'), why as CapTrouble, parts)).toContain(said);
  });

  it.each(['abc', '0'])('keep the cap, and a text with a gap, where the line is "%s"', (below) => {
    const parts = readParts({ ...FIRST, below }, PACKS, 'en');
    expect(parts).toMatchObject({ below: undefined, cap: usd(3_000) });
    const text = consentDraft(new Words({}, 'en'), parts);
    expect(text).toContain('When fewer than … are left, buy 200 credits for $10');
    expect(text).toContain('up to $30');
  });

  it('that are in force come back into the fields', () => {
    const inForce = {
      below: '75',
      pack: 'custom',
      price: usd(1_234),
      credits: '410.922',
      monthly_cap: usd(100_000),
    };
    const fields = firstFields(PACKS, inForce);
    expect(fields).toEqual({ below: '75', pack: 'custom', amount: '12.34', cap: '1000' });
    expect(readTerms(fields, PACKS, 'en')).toMatchObject({ terms: { cap: usd(100_000) } });
  });

  it('are sent with the very words that were shown, which name every figure', () => {
    const words = new Words({}, 'en');
    const terms = termsOf();
    const text = consentText(words, terms);
    for (const figure of ['50 credits', '200 credits', '$10', '$30'])
      expect(text).toContain(figure);
    expect(text).not.toMatch(/[{}]/);
    expect(consentBody(words, terms)).toEqual({
      below: '50',
      pack: 'small',
      monthly_cap: usd(3_000),
      consent: { version: 'en-1', text },
    });
    expect(consentBody(words, termsOf({ pack: 'custom', amount: '12.34' }))).toMatchObject({
      pack: 'custom',
      amount: usd(1_234),
    });
  });

  it('are others than were shown where price or credits are', () => {
    const inForce = {
      below: '50',
      pack: 'small',
      price: usd(1_000),
      credits: '200',
      monthly_cap: usd(3_000),
    };
    const written = (change: object) => ({ terms: { ...inForce, ...change } });
    expect(isAsShown(termsOf(), written({ credits: '200.000000' }))).toBe(true);
    expect(isAsShown(termsOf(), written({ credits: '199' }))).toBe(false);
    expect(isAsShown(termsOf(), written({ price: usd(1_001) }))).toBe(false);
    expect(isAsShown(termsOf(), written({ price: { minor: 1_000, currency: 'eur' } }))).toBe(false);
  });
});
