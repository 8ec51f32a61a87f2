import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../../support/product/app.js';
import { until } from '../../../support/product/projections.js';
import type { PlanCalls } from '../../../support/stripe/plan-calls.js';
import { shopCalls } from '../../../support/stripe/shop-calls.js';
import type { Shop } from '../../../support/stripe/shop.js';

const TO_TEAM = { action: 'upgrade', plan: 'team' };
const TO_MAX = { action: 'upgrade', plan: 'max' };
/** Accounts that are on Pro, each with one invoice that is paid. */
export const HINDERED = ['late', 'unlucky', 'unseen', 'frozen'];

/** What is said of upgrades where calls to Stripe fail. */
export function describeFailingUpgrades(theShop: () => Shop, { ask, totals }: PlanCalls): void {
  const { rows } = shopCalls(theShop);
  const control = <Answer>(method: string, path: string, body?: object) =>
    theShop().harness.control<Answer>(method, path, body);

  describe('an upgrade', () => {
    it('that was not made is not carried on once a dearer plan is paid for', async () => {
      const key = newKey();
      const route = 'POST /v1/subscriptions/:id';
      await control('POST', 'faults', { kind: 'close_before', route, times: 99 });
      expect((await ask('late', TO_TEAM, key)).status).toBe(503);
      await control('DELETE', 'faults');
      await ask('late', TO_MAX).expect(200);
      const { body } = await ask('late', TO_TEAM, key).expect(409);
      expect(body.code).toBe('plan_change_not_allowed');
      expect(await totals('late')).toEqual(['paid 2000', 'paid 9900']);
    });

    it('that Stripe failed to make is made by the next try with the same key', async () => {
      const key = newKey();
      const route = 'POST /v1/subscriptions/:id';
      await control('POST', 'faults', { kind: '500', route, times: 99 });
      expect((await ask('unlucky', TO_TEAM, key)).status).toBe(503);
      await control('DELETE', 'faults');
      const { body } = await ask('unlucky', TO_TEAM, key).expect(200);
      expect(body.status).toBe('applied');
      expect(await totals('unlucky')).toEqual(['paid 2000', 'paid 4900']);
    });

    it('that Stripe has made but does not show is not called refused', async () => {
      const key = newKey();
      const fault = { kind: '400', route: 'GET /v1/invoices/:id', times: 99 };
      await control('POST', 'faults', fault);
      const unseen = await ask('unseen', TO_TEAM, key);
      await control('DELETE', 'faults');
      expect([unseen.status, unseen.body.code]).toEqual([503, 'payments_unavailable']);
      const { body } = await ask('unseen', TO_TEAM, key).expect(200);
      expect(body.status).toBe('applied');
      expect(await totals('unseen')).toEqual(['paid 2000', 'paid 4900']);
    });

    it('is charged once, though a process that asks for it late has lost its turn to another', async () => {
      const faults = (method: string, fault?: object) =>
        control<{ left: [] }>(method, 'faults', fault);
      // It waits for seconds before it asks once more.
      await faults('POST', { kind: '429', route: 'POST /v1/subscriptions/:id', times: 3 });
      const late = ask('frozen', TO_TEAM).then(({ status }) => status);
      await until(async () => (await faults('GET')).left.length === 0, 'calls that are refused');
      await rows(`UPDATE app.stripe_leases SET until = 'epoch' WHERE account_id = 'frozen'`);
      await ask('frozen', TO_TEAM).expect(200);
      expect(await late).toBe(503);
      expect(await totals('frozen')).toEqual(['paid 2000', 'paid 4900']);
    });
  });
}
