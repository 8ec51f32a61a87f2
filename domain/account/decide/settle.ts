import { min, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { invalidParameter } from '../../errors.js';
import type { Instant } from '../../instant.js';
import { allocate } from '../allocate.js';
import type { Reason, ReleaseHold, SettleHold } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { givenBack } from '../fold/evolve-holds.js';
import type { ExpiredHold, Hold } from '../hold-book.js';
import { HoldReleased, HoldSettled } from '../hold-events.js';
import { idAt } from '../ids.js';
import type { Allocation } from '../lot.js';
import { byConsumption, lotOf, type LotBook } from '../lot-book.js';
import { sum } from '../posting.js';
import { purposeOf, type Purpose, type Task } from '../purpose.js';
import { frozenOnReturn, type AccountState } from '../state.js';
import { requireAmount, requireOpened } from './guards.js';
import { requireOpenHold, requireSettleable } from './hold.js';
import { repayNow } from './payment-refund.js';

/**
 * Settles a hold: charges its reservation, then available credits; the rest becomes debt, since the
 * work is done. Unused reservation is released. An expired hold is settled as a debit that may
 * overdraw; a settled or released one is refused with `hold_not_open`. Allowed on suspended and
 * closed accounts.
 */
export function settleHold(
  state: AccountState,
  command: SettleHold,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireOpened(state);
  const { holdId, credits, usage, price } = command;
  const hold = requireSettleable(state, holdId);
  if (credits < 0n) throw invalidParameter('credits', 'expected 0 or more');
  requireAmount(credits);
  requireKeptRate(hold, command);
  const { used, left } = split(state.book, state.holds.open.get(holdId)?.lots ?? [], credits);
  const beyond = credits - sum(used);
  const taken = allocate(state.book, min(beyond, state.book.available));
  const { accountId } = state;
  return [
    HoldSettled(now, {
      accountId,
      holdId,
      debitId: idAt('dbt', accountId, nextRevision),
      credits,
      used,
      taken,
      overdrawn: beyond - sum(taken),
      ...returned(state, left),
      ...purposeOf(done(hold.task, command)),
      ...(usage && { usage }),
      ...(price && { price }),
    }),
  ];
}

/** The task as actually done, and its outcome. */
const done = (task: Task, { model, mode, complexity, outcome }: SettleHold): Purpose => ({
  ...task,
  model: model ?? task.model,
  mode: mode ?? task.mode,
  complexity: complexity ?? task.complexity,
  outcome,
});

/** Releases a hold; refuses `hold_not_open`. */
export function releaseHold(
  state: AccountState,
  { holdId, reason }: ReleaseHold,
  { now }: Context,
): AccountEvent[] {
  requireOpened(state);
  return [released(state, requireOpenHold(state, holdId), 'released', now, reason)];
}

/** Releases an expired hold. */
export const holdExpires = (state: AccountState, hold: Hold): AccountEvent =>
  released(state, hold, 'expired', hold.expiresAt);

function released(
  state: AccountState,
  { holdId, lots }: Hold,
  reason: 'released' | 'expired',
  at: Instant,
  why?: Reason,
): AccountEvent {
  const { accountId } = state;
  return HoldReleased(at, { accountId, holdId, reason, ...returned(state, lots), ...why });
}

/**
 * Where an unused reservation goes: back to lots that have not ended, debt first; disputed lots
 * freeze it.
 */
function returned(state: AccountState, lots: readonly Allocation[]) {
  const { book, debt } = state;
  const isLive = ({ lotId }: Allocation) => lotOf(book, lotId).status === 'live';
  const back = lots.filter(isLive);
  const forfeited = lots.filter((share) => !isLive(share));
  const frozen = frozenOnReturn(state, back);
  const given = { released: back, ...(frozen.length > 0 && { frozen }), forfeited };
  return { ...given, repaid: debt > 0n ? repayNow(givenBack(book, given), debt) : [] };
}

/**
 * Splits a reservation into used and unused: ended lots are used first, then in order of
 * consumption.
 */
function split(book: LotBook, lots: readonly Allocation[], credits: Credits) {
  const used: Allocation[] = [];
  const left: Allocation[] = [];
  let missing = credits;
  for (const { lotId, credits: reserved } of inOrderOfUse(book, lots)) {
    const part = min(missing, reserved);
    missing -= part;
    if (part > 0n) used.push({ lotId, credits: part });
    if (part < reserved) left.push({ lotId, credits: reserved - part });
  }
  return { used, left };
}

function inOrderOfUse(book: LotBook, lots: readonly Allocation[]): readonly Allocation[] {
  if (lots.length < 2) return lots;
  const known = lots.map((share) => ({ share, lot: lotOf(book, share.lotId) }));
  known.sort((a, b) => {
    const [aIsLive, bIsLive] = [a.lot.status === 'live', b.lot.status === 'live'];
    if (aIsLive !== bIsLive) return aIsLive ? 1 : -1;
    return byConsumption(a.lot.grant, b.lot.grant);
  });
  return known.map(({ share }) => share);
}

/** The hold's rate version applies, not a price quoted since. */
function requireKeptRate({ task, rateVersion }: ExpiredHold, { price }: SettleHold): void {
  if (!price || rateVersion === null || price.model !== task.model) return;
  if (price.rateVersion === rateVersion) return;
  throw invalidParameter(
    'price',
    `expected version ${rateVersion} of the rate, which it was held by`,
  );
}
