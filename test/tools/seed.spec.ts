import { describe, expect, it } from '@jest/globals';
import { ACCOUNTS, seedAccount, WEEKS } from '../../tools/seed/company.js';
import { creditsFor, SEED_MODELS } from '../../tools/seed/models.js';
import { parseInstant, DAY_MS } from '../../domain/instant.js';

const company = { seed: 1, until: Date.UTC(2026, 0, 20, 15) };
const accounts = Array.from({ length: ACCOUNTS }, (_, i) => seedAccount(company, i));
const steps = accounts.flatMap((account) => account.steps);

describe('the demo company', () => {
  it('is the same for the same seed and another for another', () => {
    expect(seedAccount(company, 3)).toEqual(accounts[3]);
    const other = seedAccount({ ...company, seed: 2 }, 3);
    expect(other.steps).not.toEqual(accounts[3]?.steps);
    expect(other.id).toBe(`${accounts[3]?.id}-2`);
  });

  it('has accounts of their own names on every plan, in many zones', () => {
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(ACCOUNTS);
    expect(new Set(accounts.map(({ plan }) => plan))).toEqual(new Set(['free', 'pro', 'team']));
    expect(new Set(accounts.map(({ timeZone }) => timeZone)).size).toBeGreaterThan(5);
  });

  it('uses every model, asks again by name never, and does everything a company does', () => {
    const debits = steps.filter(({ route }) => route === 'debits');
    expect(debits.length).toBeGreaterThan(2_000);
    expect(debits.length).toBeLessThan(20_000);
    const used = new Set(debits.map(({ body }) => body['model']));
    expect(used).toEqual(new Set(SEED_MODELS.map(({ id }) => id)));
    const routes = new Set(steps.map(({ route }) => route));
    expect(routes).toEqual(
      new Set(['debits', 'refunds', 'adjustments', 'plan-changes', 'suspend']),
    );
    for (const account of accounts) {
      expect(new Set(account.steps.map(({ name }) => name)).size).toBe(account.steps.length);
    }
  });

  it('has lived for some weeks, up to now and not beyond', () => {
    const times = steps.flatMap(({ body }) => parseInstant(String(body['occurred_at'])) ?? []);
    expect(Math.max(...times)).toBeLessThan(company.until);
    expect(Math.min(...times)).toBeGreaterThan(company.until - (WEEKS * 7 + 2) * DAY_MS);
  });
});

describe('a rate of the demo company', () => {
  it.each([
    ['0.05', '1.25'],
    ['3', '75'],
    ['0.075', '1.875'],
    ['75', '1875'],
    ['0.01', '0.25'],
  ])('of $%s costs %s credits', (dollars, credits) => expect(creditsFor(dollars)).toBe(credits));
});
