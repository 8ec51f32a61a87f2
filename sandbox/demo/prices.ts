import type { Scrip } from '../../client/src/index.js';
import type { ActionRule, Price, Prices } from './shared/wire.js';

/** Actions with a price of their own, as the gate knows them, and what each costs here. */
const OWN_PRICES: Readonly<Record<string, string>> = {
  image_generation: '3',
  connect_integration: '5',
};

/**
 * Publishes a gate policy that gives pictures and integrations their prices, a minute ahead as
 * policies are. Where operators have published one already, theirs holds. Throws when Scrip is
 * away.
 */
export async function publishPrices(scrip: Scrip): Promise<void> {
  const { data: policy } = await scrip.GET('/v1/gate-policy', {});
  if (policy.versions.length > 1) return;
  const actions = policy.actions.map(({ action, needs_credits }) => {
    const price = OWN_PRICES[action];
    return { action, needs_credits, ...(price !== undefined && { price }) };
  });
  await scrip.PUT('/v1/gate-policy', {
    params: { header: { 'Idempotency-Key': 'demo-prices-1' } },
    body: { actions },
  });
}

/** What pictures and integrations cost by the policy in force, and by one that is to come. */
export async function pricesNow(scrip: Scrip): Promise<Prices> {
  const { data: policy } = await scrip.GET('/v1/gate-policy', {});
  const [newest] = policy.versions;
  const isLast = newest === undefined || newest.version === policy.version;
  const query = { at: newest?.effective_from ?? '' };
  const next = isLast ? policy : (await scrip.GET('/v1/gate-policy', { params: { query } })).data;
  const priceOf = (action: string): Price => {
    const [now, soon] = [ruled(policy.actions, action), ruled(next.actions, action)];
    return { now, soon: soon === now ? null : soon };
  };
  return { picture: priceOf('image_generation'), connect: priceOf('connect_integration') };
}

const ruled = (rules: readonly ActionRule[], action: string): string | null =>
  rules.find((rule) => rule.action === action)?.price ?? null;
