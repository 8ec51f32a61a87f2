import { lotOf } from '../../domain/account/lot-book.js';
import { freeOf } from '../../domain/account/lot-figures.js';
import type { AccountState } from '../../domain/account/state.js';
import {
  packAt,
  planAt,
  planChangeKind,
  type Catalogue,
  type PackTerms,
} from '../../domain/catalogue/catalogue.js';
import { divideRoundingUp, formatCredits, max, type Credits } from '../../domain/credits.js';
import { DomainError } from '../../domain/errors.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { minorPerUnit } from '../../domain/money.js';
import { z } from 'zod';
import { MoneyAnswer, presentMoney } from '../catalogue/present-plan.js';
import { CreditsText } from '../shapes/credits.js';
import { CatalogueName } from '../shapes/ids.js';
import { WayOutKind } from '../shapes/words.js';
import { InstantText } from '../shapes/time.js';

/** Credits that an account lacks. */
export interface Shortfall {
  readonly state: AccountState;
  readonly credits: Credits;
}

/** One way to continue after a refusal. */
export const Remedy = z
  .object({
    kind: WayOutKind,
    pack: CatalogueName.optional(),
    plan: CatalogueName.optional(),
    name: z.string().optional(),
    description: z.string().optional().describe('What a pack is good for.'),
    price: MoneyAnswer.optional(),
    credits: CreditsText.optional(),
    least: MoneyAnswer.optional().describe('Of a pack for any amount: just enough.'),
    most: MoneyAnswer.optional(),
    credits_per_unit: CreditsText.optional(),
    available_at: InstantText.optional().describe('When the credits renew.'),
    url: z.string().nullable().optional().describe('Where it is bought, if anywhere.'),
  })
  .meta({ id: 'WayOut' });

/**
 * Lists ways to continue, each sufficient by itself: packs, upgrades, and the renewal. New credits
 * repay debt first, so debt counts too.
 */
export function remedies({ state, credits }: Shortfall, catalogue: Catalogue, now: Instant) {
  const missing = credits + state.debt - state.book.available;
  const packs = packsFor(missing, catalogue, now);
  const upgrade = upgradesFor(missing, state.plan, catalogue, now);
  const resets_at = formatInstant(state.period.endsAt);
  const isEnoughToWait = availableAfterRenewal(state, catalogue) >= credits;
  const options: z.output<typeof Remedy>[] = [
    ...packs.map((pack) => ({ kind: 'pack' as const, ...pack })),
    ...upgrade.map((plan) => ({ kind: 'upgrade' as const, ...plan })),
    ...(isEnoughToWait ? [{ kind: 'wait' as const, available_at: resets_at }] : []),
  ];
  return { resets_at, packs, upgrade, options };
}

/** Adds remedies to a refusal for lack of credits. */
export function withRemedies(
  error: DomainError,
  shortfall: Shortfall,
  catalogue: Catalogue,
  now: Instant,
): DomainError {
  const details = { ...error.details, ...remedies(shortfall, catalogue, now) };
  return new DomainError(error.code, details, error.message);
}

type Offer = Omit<z.output<typeof Remedy>, 'kind'>;

function packsFor(missing: Credits, catalogue: Catalogue, now: Instant): Offer[] {
  return [...catalogue.packs.keys()].flatMap((id) => {
    const pack = packAt(catalogue, id, now);
    return pack ? packThatCovers(missing, pack) : [];
  });
}

/** For a custom pack, `least` is the smallest sufficient amount. */
function packThatCovers(missing: Credits, { pack, name, description, terms }: PackTerms): Offer[] {
  switch (terms.kind) {
    case 'fixed': {
      if (terms.credits < missing) return [];
      const [price, credits] = [presentMoney(terms.price), formatCredits(terms.credits)];
      return [{ pack, name, description, price, credits }];
    }
    case 'custom': {
      const { currency, creditsPerMajorUnit } = terms;
      const enough = divideRoundingUp(missing * minorPerUnit(currency), creditsPerMajorUnit);
      if (enough > terms.most.minor) return [];
      const least = { minor: max(enough, terms.least.minor), currency };
      const credits_per_unit = formatCredits(creditsPerMajorUnit);
      const most = presentMoney(terms.most);
      const bounds = { least: presentMoney(least), most };
      return [{ pack, name, description, ...bounds, credits_per_unit }];
    }
  }
}

/** Plans that can begin at once and grant enough. */
function upgradesFor(missing: Credits, current: string, catalogue: Catalogue, now: Instant) {
  const from = planAt(catalogue, current, now);
  return [...catalogue.plans.keys()].flatMap((id) => {
    const to = planAt(catalogue, id, now);
    if (!from || !to || to.price.minor <= from.price.minor || to.credits < missing) return [];
    const comparable = from.price.minor === 0n || from.price.currency === to.price.currency;
    if (!comparable || planChangeKind(from, to) !== 'upgrade') return [];
    const { plan, name, price, credits } = to;
    return [{ plan, name, price: presentMoney(price), credits: formatCredits(credits) }];
  });
}

/** Available credits after the renewal, if nothing else happens; negative while in debt. */
function availableAfterRenewal(state: AccountState, catalogue: Catalogue): Credits {
  const { period, scheduled, plan, periodLotId, debt, book } = state;
  const bundle = planAt(catalogue, scheduled?.plan ?? plan, period.endsAt)?.credits ?? 0n;
  const over = [...book.endings]
    .filter(({ lotId, expiresAt }) => lotId === periodLotId || expiresAt <= period.endsAt)
    .reduce((sum, { lotId }) => sum + freeOf(lotOf(book, lotId)), 0n);
  return book.available - over + bundle - debt;
}
