import type { PlanLookup, PlanTerms } from '../../catalogue/catalogue.js';
import type { Context } from '../../decider.js';
import { IntegrityError } from '../../errors.js';
import type { Instant } from '../../instant.js';
import { LotExpired, type AccountEvent } from '../events.js';
import { evolve } from '../evolve.js';
import { holdOf } from '../hold-book.js';
import { idAt } from '../ids.js';
import { freeOf, lotOf } from '../lot-book.js';
import { nextPeriod } from '../period.js';
import { nextDueAt, renewalDueAt, type AccountState } from '../state.js';
import { freeSource, isFree } from './bundle.js';
import { levelChange } from './level-change.js';
import { changeAtRenewal, renewal } from './renew.js';
import { holdExpires } from './settle.js';

/** Events that one call gives at most. */
export const MAX_DUE_EVENTS = 120;
/** A plan change, its renewal and the change of level they cause are never parted. */
const MAX_EVENTS_PER_CAUSE = 3;

/**
 * What time alone has caused up to `now`: ends of lots and holds, renewals by the clock and
 * scheduled plan changes, each at its own instant, oldest first. Calling it again after these are
 * folded goes on where it stopped; however time is cut into calls, the events are the same.
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
 * At one instant the renewal comes first: what it replaces need not expire. Then lots end; holds
 * come last, and what they give back to those is over.
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
  const changed = changeAtRenewal(state, termsOf(plans, state.scheduled.plan, at), at);
  const next = evolve(state, changed);
  // A plan billed by invoice waits for it; until then, and at most 72 hours, the old lot serves.
  if (next.renewedBy === 'invoice') return [changed];
  return [changed, clockRenewal(next, plans, at, revision + 1)];
}

/** The period from `startsAt` on: the end of the one before, or when a lapsed plan was changed. */
function clockRenewal(
  state: AccountState,
  plans: PlanLookup,
  startsAt: Instant,
  revision: number,
): AccountEvent {
  const { accountId, anchor, timeZone } = state;
  const period = nextPeriod(anchor, timeZone, { n: state.period.n, endsAt: startsAt });
  const { endsAt } = period;
  const terms = termsOf(plans, state.plan, startsAt);
  const paidBy = isFree(terms)
    ? freeSource(startsAt, timeZone)
    : `operator-renewal:${terms.plan}:${new Date(startsAt).toISOString()}`;
  // A month has one free bundle: if it was given already, the period begins without one.
  const isGiven = state.book.sources.get(paidBy) !== undefined;
  const lotId = idAt('lot', accountId, revision);
  const grant = { lotId, paidBy, paid: null, effectiveAt: startsAt, expiresAt: endsAt };
  return renewal(state, terms, period, isGiven ? undefined : grant, startsAt);
}

/**
 * A plan that an account is on cannot be missing: it would have been refused when it was chosen.
 */
function termsOf(plans: PlanLookup, plan: string, at: Instant): PlanTerms {
  const terms = plans.planAt(plan, at);
  if (!terms) throw new IntegrityError(`the catalogue has lost the plan ${plan}`, { plan });
  return terms;
}
