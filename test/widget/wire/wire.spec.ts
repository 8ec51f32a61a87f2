import { describe, expect, it } from '@jest/globals';
import { type z } from 'zod';
import { type EstimateAnswer } from '../../../api/quotes/get-estimates.js';
import { type BalanceAnswer } from '../../../api/balance/get-balance.js';
import { type LedgerEntry } from '../../../api/balance/get-ledger.js';
import type { PackAnswer, PlanAnswer } from '../../../api/catalogue/present-plan.js';
import type { Balance, Entry, Estimate, Pack, Plan } from '../../../widget/wire/wire.js';

/** What the server answers is what the widget reads: this file compiles, or it is not. */
const asRead = {
  balance: (answer: z.output<typeof BalanceAnswer>): Balance => answer,
  estimate: (answer: z.input<typeof EstimateAnswer>): Estimate => answer,
  entry: (answer: z.output<typeof LedgerEntry>): Entry => answer,
  pack: (answer: PackAnswer): Pack => answer,
  plan: (answer: PlanAnswer): Plan => answer,
};

describe('what the widget reads', () => {
  it('is what the server answers', () => {
    expect(Object.keys(asRead)).toHaveLength(5);
  });
});
