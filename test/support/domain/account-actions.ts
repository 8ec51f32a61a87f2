import fc from 'fast-check';
import type { AccountCommand } from '../../../domain/account/commands.js';
import { credits as micro } from './arbitraries.js';
import { at } from './given.js';
import { moneyMeanings } from './money-actions.js';
import { TOP_UP_KINDS, topUpMeanings } from './topup-actions.js';
import { because, credits, usd, type Story } from './account.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/instant.js';
import { renewalAt } from '../../../domain/account/period.js';
import { renewalDueAt } from '../../../domain/account/state.js';

/** Something to do with an account, chosen before it is known what state it will meet. */
export interface Action {
  /** Time that goes by before it; see `pauseBefore`. */
  readonly afterMs: number;
  /** It happens shortly before a lot ends, or the period. */
  readonly near: boolean;
  readonly kind: (typeof KINDS | typeof TOP_UP_KINDS)[number];
  readonly credits: bigint;
  /** Chooses among what there is: a debit, a payment, a plan. */
  readonly pick: number;
  readonly flag: boolean;
  /** Where between then and now someone else looks at the account. */
  readonly looks: readonly number[];
}

const KINDS = [
  'debit',
  'debit',
  'debit',
  'owe',
  'hold',
  'hold',
  'hold',
  'extend hold',
  'settle hold',
  'settle hold',
  'settle hold',
  'release hold',
  'add member',
  'add member',
  'limit member',
  'remove member',
  'refund',
  'refund',
  'grant',
  'expiring grant',
  'take',
  'pack',
  'pack',
  'pack again',
  'upgrade',
  'schedule',
  'withdraw',
  'subscribe',
  'invoice',
  'invoice',
  'late invoice',
  'payment refund',
  'undo payment refund',
  'dispute',
  'settle dispute',
  'win appeal',
  'suspend',
  'reinstate',
  'close',
] as const;

const pause = fc.oneof(
  { weight: 6, arbitrary: fc.nat(10 * MINUTE_MS) },
  { weight: 4, arbitrary: fc.nat(4 * DAY_MS) },
  { weight: 2, arbitrary: fc.nat(50 * DAY_MS) },
);

const actionOf = (
  kinds: readonly Action['kind'][],
  afterMs: fc.Arbitrary<number>,
): fc.Arbitrary<Action> =>
  fc.record({
    afterMs,
    near: fc.nat(7).map((n) => n === 0),
    kind: fc.constantFrom(...kinds),
    credits: fc.oneof(micro(600_000_000n), fc.constant(credits(100))),
    pick: fc.nat(1_000),
    flag: fc.boolean(),
    looks: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 2 }),
  });

/** What comes in the way of each other where much happens while holds are open. */
const BUSY_KINDS = [
  'hold',
  'hold',
  'extend hold',
  'settle hold',
  'settle hold',
  'release hold',
  'debit',
  'owe',
  'refund',
  'pack',
  'grant',
  'upgrade',
  'subscribe',
  'payment refund',
  'payment refund',
  'undo payment refund',
  'dispute',
  'settle dispute',
  'win appeal',
] as const;

const calm = actionOf(KINDS, pause).map((action) => [action]);
const busy = fc.array(actionOf(BUSY_KINDS, fc.nat(MINUTE_MS)), { minLength: 3, maxLength: 8 });
const topUps = fc.array(actionOf(TOP_UP_KINDS, fc.nat(HOUR_MS)), { minLength: 4, maxLength: 12 });

export const actions = fc
  .array(
    fc.oneof(
      { weight: 10, arbitrary: calm },
      { weight: 2, arbitrary: busy },
      { weight: 1, arbitrary: topUps },
    ),
    { minLength: 1, maxLength: 24, size: 'max' },
  )
  .map((scenes) => scenes.flat());

export const zones = fc.constantFrom(
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Pacific/Auckland',
);

const PLANS = ['free', 'pro', 'team', 'gold'] as const;

/** How long it takes until an action happens: holds that are open meanwhile may outlive lots. */
export function pauseBefore({ state, now }: Story, { afterMs, near }: Action): number {
  const ends = [renewalDueAt(state), state.book.endings.first()?.expiresAt ?? null];
  const soonest = Math.min(...ends.map((end) => end ?? Infinity));
  const pauseMs = soonest - 3 * MINUTE_MS - now;
  return near && state.status !== 'closed' && pauseMs > 0 && pauseMs < Infinity ? pauseMs : afterMs;
}

export type Meaning = (story: Story, action: Action) => AccountCommand | undefined;

/** The command an action means for the account as it is; undefined where it means nothing. */
export const commandOf: Meaning = (story, action) => MEANINGS[action.kind](story, action);

const purpose = { outcome: 'ok' as const };
const usage: Meaning = (story, { credits: amount, flag, pick }) => ({
  type: 'DebitCredits',
  credits: amount / (flag ? 4n : 1n),
  purpose: { ...purpose, memberId: memberAt(story, pick) },
  // Some usage is reported a day late.
  occurredAt: pick % 7 === 0 ? story.now - DAY_MS : undefined,
});

const MEANINGS: Record<Action['kind'], Meaning> = {
  debit: usage,
  owe: (story, { credits: amount, pick }) => ({
    type: 'DebitCredits',
    credits: amount,
    purpose: { ...purpose, action: 'owed', memberId: memberAt(story, pick) },
    policy: 'allow_debt',
  }),
  hold: (story, { credits: amount, pick, flag }) => ({
    type: 'PlaceHold',
    credits: pick % 4 === 0 ? story.state.book.available : amount / (flag ? 16n : 3n),
    task: { memberId: memberAt(story, pick) },
    forMs: pick % 3 === 0 ? undefined : ((pick % 26) + 1) * HOUR_MS,
  }),
  'extend hold': (story, { credits: amount, pick, flag }) => ({
    type: 'ExtendHold',
    holdId: holdAt(story, pick),
    credits: amount / 32n,
    forMs: flag ? (pick + 1) * MINUTE_MS : undefined,
  }),
  'settle hold': (story, { credits: amount, pick, flag }) => ({
    type: 'SettleHold',
    holdId: holdAt(story, pick),
    credits: amount / (flag ? 32n : 3n),
    outcome: flag ? 'ok' : 'aborted',
  }),
  'release hold': (story, { pick }) => ({ type: 'ReleaseHold', holdId: holdAt(story, pick) }),
  'add member': (_story, { credits: amount, pick, flag }) => ({
    type: 'AddMember',
    memberId: at(NAMES, pick) ?? '',
    limit: flag ? amount / 4n : undefined,
  }),
  'limit member': ({ state }, { credits: amount, pick, flag }) => ({
    type: 'SetMemberLimit',
    memberId: at([...state.members], pick)?.memberId ?? 'nobody',
    limit: flag ? amount / 8n : null,
  }),
  'remove member': ({ state }, { pick }) => ({
    type: 'RemoveMember',
    memberId: at([...state.members], pick)?.memberId ?? 'nobody',
  }),
  refund: ({ charges }, { pick, flag, credits: amount }) => {
    const debit = at(charges, pick);
    if (!debit) return undefined;
    const part = flag ? undefined : amount / 8n;
    const { debitId } = debit.data;
    return { type: 'RefundDebit', debitId, debit, credits: part, reason: because };
  },
  grant: (_story, { credits: amount }) => adjusted(amount / 2n),
  take: (_story, { credits: amount }) => adjusted(-amount / 4n),
  'expiring grant': ({ now }, { credits: amount, pick }) =>
    adjusted(amount / 4n, now + ((pick % 40) + 1) * DAY_MS),
  pack: ({ events }) => bought(`p${events.length}`),
  'pack again': (_story, { pick }) => bought(`p${pick % 20}`),
  upgrade: (_story, { pick }) => ({ type: 'ChangePlan', plan: planAt(pick), when: 'now' }),
  schedule: (_story, { pick, flag }) => ({
    type: 'ChangePlan',
    plan: planAt(pick),
    when: 'renewal',
    origin: flag ? 'subscription' : undefined,
  }),
  withdraw: (_story, { flag }) => ({
    type: 'WithdrawPlanChange',
    origin: flag ? 'subscription' : undefined,
  }),
  subscribe: ({ now, state }, { pick }) =>
    paidLine(pick, planAt(pick), now - (pick % 3) * MINUTE_MS, state.timeZone),
  invoice: ({ state }, { pick, flag }) => {
    const { period, plan, scheduled, timeZone } = state;
    const startsAt = period.endsAt - (flag ? (pick % 10) * HOUR_MS : 0);
    return paidLine(pick, scheduled?.plan ?? plan, startsAt, timeZone);
  },
  'late invoice': ({ state, now }, { pick, flag }) => {
    const { period, timeZone } = state;
    const startsAt = flag ? period.startsAt - (pick % 40) * DAY_MS : now - (pick % 90) * DAY_MS;
    return paidLine(pick, planAt(pick), startsAt, timeZone);
  },
  ...moneyMeanings,
  ...topUpMeanings,
  suspend: () => ({ type: 'SuspendAccount', reason: because }),
  reinstate: () => ({ type: 'ReinstateAccount', reason: because }),
  // Closing ends most of a story: seldom, and late.
  close: ({ state }, { pick }) =>
    pick % 4 === 0 && state.period.n > 1 ? { type: 'CloseAccount', reason: because } : undefined,
};

const NAMES = ['ada', 'bob', 'cyd'] as const;

/** Mostly undefined or a member, rarely an unknown id. */
function memberAt({ state: { members } }: Story, pick: number): string | undefined {
  if (pick % 3 === 0) return undefined;
  return pick % 11 === 0 ? 'stranger' : at([...members], pick)?.memberId;
}

/** Mostly an open hold, now and then one that has ended, seldom none at all. */
function holdAt({ state: { holds }, events }: Story, pick: number): string {
  const open = at([...holds.open], pick);
  const placed = at(
    events.filter((event) => event.type === 'HoldPlaced'),
    pick,
  );
  return (pick % 5 > 0 ? open?.holdId : undefined) ?? placed?.data.holdId ?? 'unknown';
}

const planAt = (pick: number) => at(PLANS, pick) ?? 'free';

const adjusted = (amount: bigint, expiresAt?: number): AccountCommand => ({
  type: 'AdjustCredits',
  credits: amount,
  reason: because,
  expiresAt,
});

const bought = (paymentId: string): AccountCommand => ({
  type: 'RecordPackPurchase',
  purchaseId: paymentId,
  paymentId,
  pack: 'small',
  packVersion: 1,
  credits: credits(200),
  paid: usd(9.99),
});

/** Few lines, some told twice with another price; some are free, and trials give nothing. */
const paidLine = (
  pick: number,
  plan: string,
  startsAt: number,
  timeZone: string,
): AccountCommand => ({
  type: 'RecordPlanPayment',
  lineId: `il${pick % 23}`,
  plan,
  planVersion: 1 + (pick % 2),
  credits: credits(pick % 13 === 0 ? 0 : 500),
  paid: usd(pick % 9 === 0 ? 0 : 20 + (pick % 2)),
  period: { startsAt, endsAt: renewalAt(startsAt, timeZone, 1) },
  paidAt: startsAt,
  isCurrent: pick % 7 > 0,
});
