import { min, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { invalidParameter } from '../../errors.js';
import type { Instant } from '../../instant.js';
import { allocate } from '../allocate.js';
import type { ReleaseHold, SettleHold } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { givenBack } from '../evolve-holds.js';
import type { ExpiredHold, Hold } from '../hold-book.js';
import { HoldReleased, HoldSettled } from '../hold-events.js';
import { idAt } from '../ids.js';
import type { Allocation } from '../lot.js';
import { byConsumption, lotOf, type LotBook } from '../lot-book.js';
import { sum } from '../posting.js';
import { purposeOf, type Purpose, type Task } from '../purpose.js';
import { disputedOf, type AccountState } from '../state.js';
import { requireAmount, requireOpened } from './guards.js';
import { requireOpenHold, requireSettleable } from './hold.js';
import { repayNow } from './payment-refund.js';

/**
 * Charges what it came to: from what was reserved, then from what is available, and what is still
 * missing becomes debt, since it has happened. What was reserved and not used goes back. An expired
 * hold is settled as a debit that may owe; one that was settled or released is refused with
 * `hold_not_open`. Suspended and closed accounts settle what they have begun.
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

/** The task as it was really done, and how it ended. */
const done = (task: Task, { model, mode, complexity, outcome }: SettleHold): Purpose => ({
  ...task,
  model: model ?? task.model,
  mode: mode ?? task.mode,
  complexity: complexity ?? task.complexity,
  outcome,
});

/** Lets go of what was reserved; refuses `hold_not_open`. */
export function releaseHold(
  state: AccountState,
  { holdId }: ReleaseHold,
  { now }: Context,
): AccountEvent[] {
  requireOpened(state);
  return [released(state, requireOpenHold(state, holdId), 'released', now)];
}

/** The same by the time that is over. */
export const holdExpires = (state: AccountState, hold: Hold): AccountEvent =>
  released(state, hold, 'expired', hold.expiresAt);

function released(
  state: AccountState,
  { holdId, lots }: Hold,
  reason: 'released' | 'expired',
  at: Instant,
): AccountEvent {
  const { accountId } = state;
  return HoldReleased(at, { accountId, holdId, reason, ...returned(state, lots) });
}

/**
 * What becomes of a reservation that is not used: back to lots that live on, debt first, and what
 * is disputed stays frozen.
 */
function returned(state: AccountState, lots: readonly Allocation[]) {
  const { book, debt } = state;
  const isLive = ({ lotId }: Allocation) => lotOf(book, lotId).status === 'live';
  const back = lots.filter(isLive);
  const forfeited = lots.filter((share) => !isLive(share));
  const given = { released: back, ...disputedOf(state, back), forfeited };
  return { ...given, repaid: debt > 0n ? repayNow(givenBack(book, given), debt) : [] };
}

/** What of a reservation is used: of ended lots first, then in order of consumption. */
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

/** A price that was quoted while the work went on is not the price: the hold keeps its own. */
function requireKeptRate({ task, rateVersion }: ExpiredHold, { price }: SettleHold): void {
  if (!price || rateVersion === null || price.model !== task.model) return;
  if (price.rateVersion === rateVersion) return;
  throw invalidParameter(
    'price',
    `expected version ${rateVersion} of the rate, which it was held by`,
  );
}
