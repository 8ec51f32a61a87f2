import { describe, expect, it } from '@jest/globals';
import type { Shop } from '../../support/stripe/shop.js';
import { topUpCalls } from '../../support/stripe/topup-calls.js';

const HOUR_S = 3_600;
const usd = (minor: number) => ({ minor, currency: 'usd' });

/** Reads what was told by webhook. */
interface Told {
  failedTold(account: string): unknown[];
  untilTold(type: string, account: string, times: number): Promise<unknown>;
}

/** What a consent's monthly cap keeps from being charged. */
export function describeCaps(theShop: () => Shop, { failedTold, untilTold }: Told): void {
  const calls = topUpCalls(theShop);
  const { consent, intents, pass, ready, saveCard, spend, topUp } = calls;

  describe('a top-up beyond the cap', () => {
    it('comes no more in a month once the cap leaves no room, which is told once', async () => {
      await ready('capped');
      for (const [spent, left] of [
        ['60', '240'],
        ['200', '240'],
        ['200', '240'],
      ] as const) {
        await spend('capped', spent);
        await theShop().untilAvailable('capped', left);
      }
      await spend('capped', '200');
      await spend('capped', '1');
      expect(await intents('capped')).toHaveLength(3);
      expect(await topUp('capped')).toMatchObject({
        is_on: true,
        failures: 0,
        month: { charged: usd(3_000), left: usd(0), is_capped: true },
      });
      await untilTold('topup.failed', 'capped', 1);
      expect(failedTold('capped')).toMatchObject([
        { failure_code: 'monthly_cap', purchase_id: null, in_a_row: null },
      ]);
      // The next month, with the free plan's 100 credits again.
      await pass(32 * 24 * HOUR_S);
      await spend('capped', '100');
      expect(await intents('capped')).toHaveLength(4);
      await untilTold('topup.succeeded', 'capped', 4);
      expect(failedTold('capped')).toHaveLength(1);
    });

    it('comes in the next month without another debit', async () => {
      const monthly_cap = usd(1_000);
      await theShop().open('waiting');
      await saveCard('waiting');
      await consent('waiting', { below: '500', monthly_cap }).expect(200);
      await theShop().untilAvailable('waiting', '300');
      await spend('waiting', '1');
      await untilTold('topup.failed', 'waiting', 1);
      const held = `SELECT FROM app.top_up_checks
        WHERE account_id = $1 AND is_held_back AND due_at > clock_timestamp()`;
      await calls.untilRows(held, 'waiting');
      await pass(32 * 24 * HOUR_S);
      await calls.rows(
        "UPDATE app.top_up_checks SET due_at = clock_timestamp() WHERE account_id = 'waiting'",
      );
      await untilTold('topup.succeeded', 'waiting', 2);
      expect(await intents('waiting')).toHaveLength(2);
    });

    it('that is held back is seen to again with the next debit', async () => {
      await ready('raised', { monthly_cap: usd(1_000) });
      await spend('raised', '60');
      await theShop().untilAvailable('raised', '240');
      await spend('raised', '200');
      await untilTold('topup.failed', 'raised', 1);
      await calls.rows(
        "UPDATE app.top_ups SET month = '2000-01' WHERE account_id = 'raised' AND ended_at IS NOT NULL",
      );
      await spend('raised', '1');
      await theShop().untilAvailable('raised', '239');
    });
  });
}
