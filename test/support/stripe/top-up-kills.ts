import assert from 'node:assert/strict';
import { startWorker } from '../product/processes.js';
import { until } from '../product/projections.js';
import {
  afterMaking,
  beforeWriting,
  expectEvents,
  killAt,
  TAKEN_OVER_WITHIN_MS,
  whileWorking,
  withoutAnswer,
  type Kill,
  type Making,
  type Place,
} from './kill-points.js';
import type { Shop } from './shop.js';
import { topUpCalls } from './topup-calls.js';

/** Charging a saved card. */
const charge: Making = {
  route: 'POST /v1/payment_intents',
  made: async (shop, accountId) => (await topUpCalls(() => shop).intents(accountId)).length,
};

/** Where a worker is killed in the middle of a top-up; `shop` has none of its own. */
export const TOP_UP_KILLS: readonly Kill[] = [
  { name: 'worker before it charges a card', run: killToppingUp(beforeWriting('stripe_calls'), 0) },
  { name: 'worker before it hears of the charge', run: killToppingUp(withoutAnswer(charge), 0) },
  { name: 'worker after it charged a card', run: killToppingUp(afterMaking(charge), 0) },
  { name: 'worker before it grants a top-up', run: killToppingUp(beforeWriting('payments'), 0) },
  {
    name: 'worker after it granted a top-up',
    run: killToppingUp(beforeWriting('payment_uses'), 1),
  },
];

/** A debit of 60 of 100 makes one top-up of 200 credits due. */
function killToppingUp(place: Place, granted: number) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    const { debit, ready, rows } = topUpCalls(() => shop);
    // Reactions begin where the first worker starts.
    const reacts = async () => (await rows('SELECT FROM app.reaction_checkpoint')).length > 0;
    await whileWorking(shop, async () => {
      await until(reacts, 'worker that reacts', () => '', TAKEN_OVER_WITHIN_MS);
      await ready(accountId);
      await untilLookedInto(shop);
    });
    const barrier = await place(shop, accountId);
    const worker = startWorker(shop.product, shop.environment);
    await debit(accountId, '60');
    await killAt(barrier, worker, {
      look: () => expectEvents(shop, accountId, 'AutoTopUpSucceeded', granted),
    });
    await whileWorking(shop, () => untilToppedUp(shop, accountId));
  };
}

async function untilToppedUp(shop: Shop, accountId: string): Promise<void> {
  const { intents, rows } = topUpCalls(() => shop);
  const ended = () =>
    rows('SELECT ended_at IS NOT NULL AS ended FROM app.top_ups WHERE account_id = $1', accountId);
  const isEnded = async () => (await ended())[0]?.ended === true;
  await until(isEnded, 'end of the attempt', ended, TAKEN_OVER_WITHIN_MS);
  await untilLookedInto(shop);
  await shop.untilAvailable(accountId, '240');
  assert.deepEqual(
    (await intents(accountId)).map(({ status }) => status),
    ['succeeded'],
  );
  await expectEvents(shop, accountId, 'AutoTopUpSucceeded', 1);
  await expectEvents(shop, accountId, 'PackPurchased', 1);
  assert.equal((await ended()).length, 1, 'one attempt');
  assert.deepEqual(
    await rows('SELECT class FROM app.findings WHERE account_id = $1', accountId),
    [],
  );
}

/** A worker that stood at the next barrier for something else would not come to that of its own. */
async function untilLookedInto(shop: Shop): Promise<void> {
  await topUpCalls(() => shop).untilLookedAt(TAKEN_OVER_WITHIN_MS);
}
