import { invalid, outside } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { hasEnded } from './ending.js';
import { periodOf, recurringOf } from './items.js';
import { endOfPeriod } from './periods.js';
import { itemsAhead, type Phase, phaseAt, release } from './phases.js';

type Subscription = Kinds['subscription'];
type Schedule = Kinds['subscription_schedule'];
type Price = Kinds['price'];

const MAX_PHASES = 10;
const MAX_PERIODS = 120;

/** A phase that is asked for. */
export interface PhaseTerms {
  readonly items: readonly { readonly price: Price; readonly quantity: number }[];
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly metadata?: Schedule['metadata'];
  readonly proration: Phase['proration_behavior'];
}

/**
 * Gives a subscription a schedule, whose one phase is the period that it is in.
 * https://docs.stripe.com/api/subscription_schedules/create#create_subscription_schedule-from_subscription
 */
export async function scheduleFrom(
  turn: Turn,
  subscription: Subscription,
  metadata: Schedule['metadata'],
): Promise<Schedule> {
  const { id, customer } = subscription;
  if (hasEnded(subscription) || subscription.status === 'incomplete') {
    throw invalid(`You cannot schedule a subscription that is ${subscription.status}.`, {
      param: 'from_subscription',
    });
  }
  if (subscription.schedule !== null) {
    throw invalid(
      `You cannot migrate a subscription that is already attached to a schedule: ` +
        `${subscription.schedule}.`,
      { param: 'from_subscription' },
    );
  }
  if (subscription.pending_update) {
    throw invalid('You cannot migrate a subscription that has a pending update.', {
      param: 'from_subscription',
    });
  }
  const period = periodOf(subscription);
  const items = subscription.items.data.map(({ price, quantity = 1 }) => ({ price, quantity }));
  const phase = phaseOf({ items, proration: 'create_prorations' }, subscription, period);
  const schedule: Schedule = {
    ...nulls('subscription_schedule'),
    id: newId('sub_sched'),
    object: 'subscription_schedule',
    billing_mode: subscription.billing_mode,
    created: turn.now,
    current_phase: { start_date: period.start, end_date: period.end },
    customer,
    default_settings: {
      application_fee_percent: null,
      billing_cycle_anchor: 'automatic',
      billing_thresholds: null,
      collection_method: 'charge_automatically',
      default_payment_method: null,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: 'self' },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    // What was to end with its period still does.
    end_behavior: subscription.cancel_at_period_end ? 'cancel' : 'release',
    livemode: false,
    metadata,
    pause_schedules: [],
    phases: [phase],
    status: 'active',
    subscription: id,
  };
  await turn.create(schedule, 'subscription_schedule.created');
  const changes = { schedule: schedule.id, cancel_at_period_end: false };
  await turn.change(subscription, changes, 'customer.subscription.updated');
  return schedule;
}

const phaseOf = (
  { items, metadata, proration }: PhaseTerms,
  { currency }: Pick<Subscription, 'currency'>,
  { start, end }: { readonly start: number; readonly end: number },
): Phase => ({
  add_invoice_items: [],
  application_fee_percent: null,
  billing_cycle_anchor: null,
  billing_thresholds: null,
  collection_method: null,
  currency,
  default_payment_method: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  end_date: end,
  invoice_settings: null,
  items: items.map(({ price, quantity }) => ({
    billing_thresholds: null,
    discounts: [],
    metadata: {},
    plan: price.id,
    price: price.id,
    quantity,
    tax_rates: [],
  })),
  metadata: metadata ?? {},
  on_behalf_of: null,
  proration_behavior: proration,
  start_date: start,
  transfer_data: null,
  trial_end: null,
});

/** A schedule as it is to be from now on. */
export interface ScheduleTerms {
  readonly phases?: readonly PhaseTerms[] | undefined;
  readonly endBehavior?: 'cancel' | 'release' | undefined;
  readonly metadata?: Schedule['metadata'];
}

/**
 * Says what the phases are: the one that it is in stays, and those that follow begin where the one
 * before ends, with a period. https://docs.stripe.com/billing/subscriptions/subscription-schedules
 */
export async function reschedule(
  turn: Turn,
  schedule: Schedule,
  { phases: asked, endBehavior, metadata }: ScheduleTerms,
): Promise<Schedule> {
  mustBeActive(schedule, 'update');
  const subscription = await turn.get('subscription', schedule.subscription ?? '');
  const phases = asked ? phasesOf(subscription, schedule, asked) : schedule.phases;
  const end = endBehavior ?? schedule.end_behavior;
  const after = await turn.change(
    schedule,
    { phases, end_behavior: end, ...(metadata !== undefined && { metadata }) },
    'subscription_schedule.updated',
  );
  const now = phaseAt(after, turn.now);
  const items = await itemsAhead(turn, subscription, turn.now);
  const changed = items.some(
    ({ price, quantity }, i) =>
      price.id !== subscription.items.data[i]?.price.id ||
      quantity !== subscription.items.data[i]?.quantity,
  );
  if (!now || changed) throw outside('change of the phase that a schedule is in', 'phases[0]');
  const cancelAt = end === 'cancel' ? (phases.at(-1)?.end_date ?? null) : null;
  if (subscription.cancel_at !== cancelAt) {
    const changes = { cancel_at: cancelAt };
    await turn.change(subscription, changes, 'customer.subscription.updated');
  }
  return after;
}

function phasesOf(
  subscription: Subscription,
  schedule: Schedule,
  asked: readonly PhaseTerms[],
): Phase[] {
  if (asked.length === 0 || asked.length > MAX_PHASES) {
    throw invalid(`A schedule has between 1 and ${MAX_PHASES} phases.`, { param: 'phases' });
  }
  const current = schedule.current_phase;
  let start = asked[0]?.start;
  if (start === undefined || start !== current?.start_date) {
    throw invalid(
      'You must provide the current phase with its `start_date`: the schedule is in it already.',
      { param: 'phases[0][start_date]' },
    );
  }
  return asked.map((terms, at) => {
    const param = `phases[${at}]`;
    const from = start ?? 0;
    if (terms.start !== undefined && terms.start !== from) {
      throw invalid('Each phase must begin where the one before it ends.', {
        param: `${param}[start_date]`,
      });
    }
    if (terms.items.length === 0) {
      throw invalid(`Missing required param: ${param}[items].`, {
        code: 'parameter_missing',
        param: `${param}[items]`,
      });
    }
    const end = endOfPhase(subscription, terms, from, param);
    start = end;
    return phaseOf(terms, subscription, { start: from, end });
  });
}

/** A phase lasts whole periods; one of them unless it is said. */
function endOfPhase(
  { billing_cycle_anchor: anchor }: Subscription,
  { items, end }: PhaseTerms,
  start: number,
  param: string,
): number {
  const [first] = items;
  if (!first) return start;
  let at = start;
  for (let periods = 0; periods < MAX_PERIODS; periods += 1) {
    at = endOfPeriod(anchor, at, recurringOf(first.price));
    if (end === undefined || end === at) return at;
    if (at > end) break;
  }
  throw outside('phase that ends within a period', `${param}[end_date]`);
}

/** The subscription goes on by itself. Throws a StripeFailure where the schedule has ended. */
export function releaseSchedule(
  turn: Turn,
  schedule: Schedule,
  keepsCancelDate: boolean,
): Promise<Schedule> {
  mustBeActive(schedule, 'release');
  return release(turn, schedule, { keepsCancelDate });
}

/** Throws unless the schedule still goes on. */
export function mustBeActive({ status }: Schedule, does: string): void {
  if (status === 'active') return;
  throw invalid(
    `You cannot ${does} a subscription schedule that is currently in the \`${status}\` status.`,
  );
}
