import { MICRO } from '../credits.js';
import type { PackOffer, PlanOffer } from './commands.js';

const usd = (dollars: bigint) => ({ minor: dollars * 100n, currency: 'usd' });

/** Default plans of a new installation. */
export const DEFAULT_PLANS: readonly PlanOffer[] = [
  plan('free', 'Free', 0n, 100n),
  plan('pro', 'Pro', 20n, 500n),
  { ...plan('team', 'Team', 49n, 1_500n), seats: 5, prioritySupport: true },
];

/** Default packs of a new installation. */
export const DEFAULT_PACKS: readonly PackOffer[] = [
  pack('small', 'Small', 'about 10 features, or a few hundred small tweaks', 10n, 200n),
  pack('medium', 'Medium', 'a typical month of moderate building', 25n, 550n),
  pack('large', 'Large', 'several months for most', 100n, 2_400n),
  {
    pack: 'custom',
    name: 'Custom',
    description: 'any amount from $5 to $5,000, at 20 credits a dollar',
    terms: {
      kind: 'custom',
      currency: 'usd',
      least: usd(5n),
      most: usd(5_000n),
      creditsPerMajorUnit: 20n * MICRO,
    },
  },
];

function plan(id: string, name: string, dollars: bigint, credits: bigint): PlanOffer {
  return {
    plan: id,
    name,
    price: usd(dollars),
    credits: credits * MICRO,
    seats: 1,
    prioritySupport: false,
  };
}

function pack(
  id: string,
  name: string,
  description: string,
  dollars: bigint,
  credits: bigint,
): PackOffer {
  const terms = { kind: 'fixed' as const, price: usd(dollars), credits: credits * MICRO };
  return { pack: id, name, description, terms };
}
