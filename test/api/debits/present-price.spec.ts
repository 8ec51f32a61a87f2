import { readFileSync } from 'node:fs';
import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { presentPrice } from '../../../api/debits/present-price.js';
import { accountEvents } from '../../../domain/account/events.js';
import { formatCredits } from '../../../domain/credits.js';
import type { Price } from '../../../domain/model/price.js';
import { costOf } from '../../../domain/model/pricing.js';

const price: Price = {
  model: 'swift-1',
  rateVersion: 2,
  parts: [
    { kind: 'input', quantity: 1_001, rate: 500_000n },
    { kind: 'image', quantity: 2, rate: 1_250_000n },
  ],
  minimum: 1_000_000n,
  multipliers: [{ kind: 'mode', key: 'plan', factor: '0.5' }],
};

describe('the arithmetic of a price', () => {
  it('is exact line by line and rounded up once', () => {
    expect(presentPrice(price)).toEqual({
      model: 'swift-1',
      rate_version: 2,
      lines: [
        {
          kind: 'input',
          quantity: 1001,
          rate: '0.5',
          price_of: 'input',
          per: 1_000_000,
          credits: '0.0005005',
        },
        { kind: 'image', quantity: 2, rate: '1.25', price_of: 'image', per: 1, credits: '2.5' },
      ],
      sum: '2.5005005',
      minimum: '1',
      multipliers: [{ kind: 'mode', key: 'plan', factor: '0.5', credits: '1.25025025' }],
      exact: '1.25025025',
      rounding: 'up',
      credits: '1.250251',
    });
  });

  it('starts from the minimum where the lines come to less', () => {
    const small = presentPrice({ ...price, parts: price.parts.slice(0, 1) });
    expect([small.sum, small.minimum, small.exact, small.credits]).toEqual([
      '0.0005005',
      '1',
      '0.5',
      '0.5',
    ]);
  });

  it('says of each line whose price it is', () => {
    const lines = presentPrice({
      ...price,
      parts: [
        { kind: 'input', quantity: 1, rate: 1n },
        { kind: 'cached_input', quantity: 1, rate: 1n, from: 'input' },
        { kind: 'output', quantity: 1, rate: 0n },
        { kind: 'reasoning', quantity: 1, rate: 0n, from: 'output' },
      ],
    }).lines.map(({ kind, price_of, rate, credits }) => [kind, price_of, rate, credits]);
    expect(lines).toEqual([
      ['input', 'input', '0.000001', '0.000000000001'],
      ['cached_input', 'input', '0.000001', '0.000000000001'],
      ['output', 'output', '0', '0'],
      ['reasoning', 'output', '0', '0'],
    ]);
  });

  it('of a debit from when kinds without a price were free is as it was charged', () => {
    const file = new URL('../../golden/events/CreditsDebited.v1.json', import.meta.url);
    const stored: unknown[] = JSON.parse(readFileSync(file, 'utf8'));
    const debits = stored.flatMap((data) => {
      const { data: debit } = accountEvents.decode('CreditsDebited', 1, data, 0);
      return 'debitId' in debit && 'price' in debit ? [debit] : [];
    });
    const free = debits.find(({ debitId }) => debitId === 'dbt_000000000c8k2m4q');
    if (!free?.price) throw new Error('the golden file has no such debit');
    expect(free.usage).toMatchObject({ cachedInputTokens: 30_000, images: 2 });
    const { lines, credits } = presentPrice(free.price);
    expect(credits).toBe(formatCredits(free.credits));
    expect(lines).toEqual([
      {
        kind: 'input',
        quantity: 1_200,
        rate: '3',
        price_of: 'input',
        per: 1_000_000,
        credits: '0.0036',
      },
    ]);
  });

  it('always comes to what was charged', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const parts = fc.array(
      fc.record({
        kind: fc.constantFrom('input' as const, 'output' as const, 'image' as const),
        quantity: fc.integer({ min: 1, max: 1e9 }),
        rate: amount,
      }),
    );
    const multipliers = fc.array(
      fc.record({
        kind: fc.constantFrom('mode' as const, 'outcome' as const),
        key: fc.constant('x'),
        factor: fc.constantFrom('0', '0.5', '1', '1.000001', '1000'),
      }),
      { maxLength: 3 },
    );
    const anyPrice = fc.record({ parts, minimum: amount, multipliers });
    fc.assert(
      fc.property(anyPrice, (made) => {
        const charged = costOf(made);
        const shown = presentPrice({ model: 'm', rateVersion: 1, ...made });
        expect(shown.credits).toBe(formatCredits(charged));
      }),
    );
  });
});
