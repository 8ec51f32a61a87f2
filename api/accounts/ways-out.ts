import { freeOf, lotOf } from '../../domain/account/lot-book.js';
import type { AccountState } from '../../domain/account/state.js';
import {
  packAt,
  planAt,
  planChangeKind,
  type Catalogue,
  type PackTerms,
} from '../../domain/catalogue/catalogue.js';
import { divideRoundingUp, formatCredits, max, type Credits } from '../../domain/credits.js';
import { DomainError, type ErrorDetails } from '../../domain/errors.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { minorPerUnit, type Money } from '../../domain/money.js';

/** A debit that was refused for want of credits. */
interface Want {
  readonly error: DomainError;
  readonly state: AccountState;
  /** What the debit asks for. */
  readonly credits: Credits;
}

/**
 * The refusal with the ways out, each of which would let this debit through: packs, upgrades, and
 * the renewal. What is granted repays debt first, so that has to be covered too.
 */
export function withWaysOut(
  { error, state, credits }: Want,
  catalogue: Catalogue,
  now: Instant,
): DomainError {
  const missing = credits + state.debt - state.book.available;
  const packs = packsFor(missing, catalogue, now);
  const upgrade = upgradesFor(missing, state.plan, catalogue, now);
  const resets_at = formatInstant(state.period.endsAt);
  const isEnoughToWait = availableAfterRenewal(state, catalogue) >= credits;
  const options = [
    ...packs.map((pack) => ({ kind: 'pack', ...pack })),
    ...upgrade.map((plan) => ({ kind: 'upgrade', ...plan })),
    ...(isEnoughToWait ? [{ kind: 'wait', available_at: resets_at }] : []),
  ];
  const details: ErrorDetails = { ...error.details, resets_at, packs, upgrade, options };
  return new DomainError(error.code, details, error.message);
}

const presentMoney = ({ minor, currency }: Money) => ({ minor: Number(minor), currency });

function packsFor(missing: Credits, catalogue: Catalogue, now: Instant): ErrorDetails[] {
  return [...catalogue.packs.keys()].flatMap((id) => {
    const pack = packAt(catalogue, id, now);
    return pack ? packThatCovers(missing, pack) : [];
  });
}

/** Of a pack for any amount, `least` is what would be just enough. */
function packThatCovers(missing: Credits, { pack, name, terms }: PackTerms): ErrorDetails[] {
  switch (terms.kind) {
    case 'fixed': {
      if (terms.credits < missing) return [];
      const [price, credits] = [presentMoney(terms.price), formatCredits(terms.credits)];
      return [{ pack, name, price, credits }];
    }
    case 'custom': {
      const { currency, creditsPerMajorUnit } = terms;
      const enough = divideRoundingUp(missing * minorPerUnit(currency), creditsPerMajorUnit);
      if (enough > terms.most.minor) return [];
      const least = { minor: max(enough, terms.least.minor), currency };
      const credits_per_unit = formatCredits(creditsPerMajorUnit);
      const most = presentMoney(terms.most);
      return [{ pack, name, least: presentMoney(least), most, credits_per_unit }];
    }
  }
}

/** Plans that can begin at once and give enough. */
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

/** What there is once this period is over, if nothing else happens: below zero while in debt. */
function availableAfterRenewal(state: AccountState, catalogue: Catalogue): Credits {
  const { period, scheduled, plan, periodLotId, debt, book } = state;
  const bundle = planAt(catalogue, scheduled?.plan ?? plan, period.endsAt)?.credits ?? 0n;
  const over = [...book.endings]
    .filter(({ lotId, expiresAt }) => lotId === periodLotId || expiresAt <= period.endsAt)
    .reduce((sum, { lotId }) => sum + freeOf(lotOf(book, lotId)), 0n);
  return book.available - over + bundle - debt;
}
