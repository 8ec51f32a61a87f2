import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { type Item, priced } from './items.js';

type Subscription = Kinds['subscription'];
type Schedule = Kinds['subscription_schedule'];

/** A part of a schedule. */
export type Phase = Schedule['phases'][number];

const UPDATED = 'subscription_schedule.updated';

/** The phase of a schedule at an instant. */
export const phaseAt = ({ phases }: Pick<Schedule, 'phases'>, at: number): Phase | undefined =>
  phases.find(({ start_date: start, end_date: end }) => start <= at && at < end);

/** The items of a subscription at an instant to come: those of the phase that it is in then. */
export async function itemsAhead(
  turn: Turn,
  { schedule: id, items }: Subscription,
  at: number,
): Promise<Item[]> {
  const schedule = id === null ? undefined : await turn.find('subscription_schedule', id);
  const phase = schedule?.status === 'active' ? phaseAt(schedule, at) : undefined;
  if (!phase) return items.data;
  const ahead: Item[] = [];
  for (const [i, { price, quantity = 1 }] of phase.items.entries()) {
    const before = items.data[i] ?? items.data[0];
    if (!before) continue;
    ahead.push({ ...before, ...priced({ price: await turn.get('price', price), quantity }) });
  }
  return ahead;
}

/** A subscription is in another period: its schedule is in another phase, or has ended. */
export async function nextPhase(turn: Turn, subscription: Subscription): Promise<void> {
  const { schedule: id } = subscription;
  const schedule = id === null ? undefined : await turn.find('subscription_schedule', id);
  if (schedule?.status !== 'active') return;
  const phase = phaseAt(schedule, turn.now);
  if (!phase) {
    await release(turn, schedule);
    return;
  }
  const current = { start_date: phase.start_date, end_date: phase.end_date };
  if (schedule.current_phase?.start_date === current.start_date) return;
  await turn.change(schedule, { current_phase: current }, UPDATED);
}

/** The subscription goes on as it is, by itself. https://docs.stripe.com/api/subscription_schedules/release */
export async function release(
  turn: Turn,
  schedule: Schedule,
  { keepsCancelDate = false } = {},
): Promise<Schedule> {
  const subscription = await turn.find('subscription', schedule.subscription ?? '');
  if (subscription) {
    const changes = { schedule: null, ...(!keepsCancelDate && { cancel_at: null }) };
    await turn.change(subscription, changes, 'customer.subscription.updated');
  }
  return turn.change(
    schedule,
    {
      status: 'released',
      released_at: turn.now,
      released_subscription: schedule.subscription,
      subscription: null,
      current_phase: null,
    },
    UPDATED,
    'subscription_schedule.released',
  );
}

/** The subscription of a schedule has ended. */
export async function endSchedule(
  turn: Turn,
  { schedule: id }: Pick<Subscription, 'schedule'>,
  isComplete: boolean,
): Promise<void> {
  const schedule = id === null ? undefined : await turn.find('subscription_schedule', id);
  if (schedule?.status !== 'active') return;
  const changes: Partial<Schedule> = isComplete
    ? { status: 'completed', completed_at: turn.now, current_phase: null }
    : { status: 'canceled', canceled_at: turn.now, current_phase: null };
  const event = `subscription_schedule.${isComplete ? 'completed' : 'canceled'}`;
  await turn.change(schedule, changes, UPDATED, event);
}
