import type { PlanLookup, PlanTerms } from '../../catalogue/catalogue.js';
import type { Context } from '../../decider.js';
import { IntegrityError } from '../../errors.js';
import type { Instant } from '../../instant.js';
import { LotExpired, type AccountEvent } from '../events.js';
import { evolve } from '../fold/evolve.js';
import { holdOf } from '../hold-book.js';
import { idAt } from '../ids.js';
import { lotOf } from '../lot-book.js';
import { freeOf } from '../lot-figures.js';
import { nextFreePeriod, nextPeriod } from '../period.js';
import { nextDueAt, renewalDueAt, type AccountState } from '../state.js';
import { freeSource, isFree } from './bundle.js';
import { levelChange } from './level-change.js';
import { changeAtRenewal, renewal } from './renew.js';
import { holdExpires } from './settle.js';

/** Limit of events per call. */
export const MAX_DUE_EVENTS = 120;
/** A plan change, its renewal and their change of level stay together. */
const MAX_EVENTS_PER_CAUSE = 3;

/**
 * Books what time alone has caused up to `now`: expiry of lots and holds, renewals by the clock,
 * scheduled plan changes, each at its own instant, oldest first. Calling it again after folding
 * continues where it stopped; the events do not depend on how time is split into calls.
 */
export function due(
  state: AccountState,
  plans: PlanLookup,
  { now, nextRevision }: Omit<Context, 'commandId'>,
): AccountEvent[] {
  const events: AccountEvent[] = [];
  let current = state;
  while (events.length <= MAX_DUE_EVENTS - MAX_EVENTS_PER_CAUSE) {
    const at = nextDueAt(current);
    if (at === null || at > now) break;
    const causes = nextDue(current, plans, at, nextRevision + events.length);
    const after = causes.reduce(evolve, current);
    const level = levelChange({ before: current, causes, after }, at);
    current = level ? evolve(after, level) : after;
    events.push(...causes, ...(level ? [level] : []));
  }
  return events;
}

/**
 * At the same instant, renewal comes first, so that lots it replaces need not expire. Then lots
 * expire, then holds, whose credits from those lots are lost.
 */
function nextDue(
  state: AccountState,
  plans: PlanLookup,
  at: Instant,
  revision: number,
): AccountEvent[] {
  if (renewalDueAt(state) === at) return periodEnds(state, plans, at, revision);
  const { book, holds } = state;
  if (book.endings.first()?.expiresAt === at) return [lotExpires(state, at)];
  const holdId = holds.expiries.first()?.holdId ?? '';
  return [holdExpires(state, holdOf(holds, holdId))];
}

function lotExpires({ accountId, book }: AccountState, at: Instant): AccountEvent {
  const lotId = book.endings.first()?.lotId ?? '';
  return LotExpired(at, { accountId, lotId, forfeited: freeOf(lotOf(book, lotId)) });
}

function periodEnds(
  state: AccountState,
  plans: PlanLookup,
  at: Instant,
  revision: number,
): AccountEvent[] {
  if (!state.scheduled) return [clockRenewal(state, plans, at, revision)];
  const to = termsOf(plans, state.scheduled.plan, at);
  // The clock renews free plans; a paid plan keeps its kind of renewal.
  const changed = changeAtRenewal(state, to, isFree(to) ? 'clock' : state.renewedBy, at);
  const next = evolve(state, changed);
  // A plan billed by invoice waits for it; until then, at most 96 hours, the old lot remains
  // usable.
  if (next.renewedBy === 'invoice') return [changed];
  return [changed, clockRenewal(next, plans, at, revision + 1)];
}

/**
 * The period starting at `startsAt`: the end of the previous one, or the change of a lapsed plan.
 */
function clockRenewal(
  state: AccountState,
  plans: PlanLookup,
  startsAt: Instant,
  revision: number,
): AccountEvent {
  const { accountId, anchor, timeZone } = state;
  const terms = termsOf(plans, state.plan, startsAt);
  const periodAfter = isFree(terms) ? nextFreePeriod : nextPeriod;
  const period = periodAfter(anchor, timeZone, { n: state.period.n, endsAt: startsAt });
  const { endsAt } = period;
  const paidBy = isFree(terms)
    ? freeSource(startsAt, timeZone)
    : `operator-renewal:${terms.plan}:${new Date(startsAt).toISOString()}`;
  // One free bundle per month: a further period in it begins without one.
  const isGiven = state.book.sources.get(paidBy) !== undefined;
  const lotId = idAt('lot', accountId, revision);
  const grant = { lotId, paidBy, paid: null, effectiveAt: startsAt, expiresAt: endsAt };
  return renewal(state, terms, period, isGiven ? undefined : grant, startsAt);
}

/** An account's plan cannot be missing: choosing it would have been refused. */
function termsOf(plans: PlanLookup, plan: string, at: Instant): PlanTerms {
  const terms = plans.planAt(plan, at);
  if (!terms) throw new IntegrityError(`the catalogue has lost the plan ${plan}`, { plan });
  return terms;
}
