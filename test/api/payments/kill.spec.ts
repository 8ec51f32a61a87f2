import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { ensureBuilt } from '../../../tools/build.mjs';
import { KILLS } from '../../support/stripe/kills.js';
import { REFUND_KILLS } from '../../support/stripe/refund-kills.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { soakRuns } from '../../support/stripe/soak-runs.js';
import { TOP_UP_KILLS } from '../../support/stripe/top-up-kills.js';
import { UPGRADE_KILLS } from '../../support/stripe/upgrade-kills.js';

let shop: Shop;
beforeAll(async () => {
  await ensureBuilt();
  shop = await startShop({}, { works: false });
});
afterAll(() => shop?.close());

const IN_THE_SUITE = [
  'API after it made the session',
  'worker after the append',
  'API before it hears of the refund',
  'worker after it charged a card',
  'API before it hears of the upgrade',
];
/** `npm run soak -- --only=payments` has all of them. */
const kills = [...KILLS, ...REFUND_KILLS, ...TOP_UP_KILLS, ...UPGRADE_KILLS].filter(
  ({ name }) => soakRuns() !== undefined || IN_THE_SUITE.includes(name),
);

describe('a kill -9 of the', () => {
  it.each(kills.map((kill) => [kill.name, kill] as const))(
    '%s leaves one object at Stripe, one event and the right balance',
    async (name, kill) => {
      await kill.run(shop, name.replaceAll(' ', '-').toLowerCase());
    },
    240_000,
  );
});
