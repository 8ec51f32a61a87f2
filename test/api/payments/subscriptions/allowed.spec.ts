import { describe, expect, it } from '@jest/globals';
import { requireAllowed } from '../../../../api/payments/subscriptions/allowed.js';
import type { SubscriptionNow } from '../../../../api/payments/plan/billing-tree.js';
import type { PlanTerms } from '../../../../domain/catalogue/catalogue.js';
import { DomainError } from '../../../../domain/errors.js';
import { PRICES, subscriptionOf } from '../../../support/stripe/invoices.js';
import { plansOnSale } from '../../../support/domain/plans.js';

const pro = PRICES.get('price_pro');
const termsOf = (plan: string): PlanTerms | undefined => plansOnSale().planAt(plan, Date.now());
/** Why a change of a subscription to Pro is refused; undefined: it is allowed. */
function refusalOf(
  asked: Parameters<typeof requireAllowed>[0],
  to: string,
  now: Partial<SubscriptionNow> = {},
): string | undefined {
  try {
    requireAllowed(asked, subscriptionOf(now), pro, termsOf(to));
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).toBe('plan_change_not_allowed');
    return error.message;
  }
}
const downgrade = (priceId: string) => ({ action: 'downgrade' as const, priceId });

describe('a downgrade to the plan that the account has', () => {
  it('is refused where that goes on: nothing would change', () => {
    expect(refusalOf(downgrade('price_pro'), 'pro')).toContain('nothing would change');
  });

  it('takes back what is scheduled', () => {
    const ending = { cancelsAtPeriodEnd: true, cancelAt: 2_000_000 };
    expect(refusalOf(downgrade('price_pro'), 'pro', ending)).toBeUndefined();
  });

  it('is a change where its price is another by now', () => {
    expect(refusalOf(downgrade('price_pro_2'), 'pro')).toBeUndefined();
  });
});
