import {
  packAt,
  planAt,
  planChangeKind,
  type Catalogue,
  type PackTerms,
} from '../../domain/catalogue/catalogue.js';
import type { AccountState } from '../../domain/account/state.js';
import { formatCredits } from '../../domain/credits.js';
import { DomainError, type ErrorDetails } from '../../domain/errors.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Money } from '../../domain/money.js';

/** A refusal for want of credits, with the three ways out: packs, upgrades, and the renewal. */
export function withWaysOut(
  error: DomainError,
  state: AccountState,
  catalogue: Catalogue,
  now: Instant,
): DomainError {
  const packs = packsFor(catalogue, now);
  const upgrade = upgradesFrom(state.plan, catalogue, now);
  const resets_at = formatInstant(state.period.endsAt);
  const options = [
    ...packs.map((pack) => ({ kind: 'pack', ...pack })),
    ...upgrade.map((plan) => ({ kind: 'upgrade', ...plan })),
    { kind: 'wait', available_at: resets_at },
  ];
  const details: ErrorDetails = { ...error.details, resets_at, packs, upgrade, options };
  return new DomainError(error.code, details, error.message);
}

const presentMoney = ({ minor, currency }: Money) => ({ minor: Number(minor), currency });

function packsFor(catalogue: Catalogue, now: Instant) {
  return [...catalogue.packs.keys()]
    .map((id) => packAt(catalogue, id, now))
    .filter((terms) => terms !== undefined)
    .map(presentPack);
}

function presentPack({ pack, name, terms }: PackTerms): ErrorDetails {
  switch (terms.kind) {
    case 'fixed':
      return {
        pack,
        name,
        price: presentMoney(terms.price),
        credits: formatCredits(terms.credits),
      };
    case 'custom':
      return {
        pack,
        name,
        least: presentMoney(terms.least),
        most: presentMoney(terms.most),
        credits_per_unit: formatCredits(terms.creditsPerMajorUnit),
      };
  }
}

/** Plans that can begin at once and give more. */
function upgradesFrom(current: string, catalogue: Catalogue, now: Instant) {
  const from = planAt(catalogue, current, now);
  return [...catalogue.plans.keys()].flatMap((id) => {
    const to = planAt(catalogue, id, now);
    if (!from || !to || to.price.minor <= from.price.minor) return [];
    const comparable = from.price.minor === 0n || from.price.currency === to.price.currency;
    if (!comparable || planChangeKind(from, to) !== 'upgrade') return [];
    const { plan, name, price, credits } = to;
    return [{ plan, name, price: presentMoney(price), credits: formatCredits(credits) }];
  });
}
