import type { Stripe } from 'stripe';
import { endSubscription } from '../../billing/ending.js';
import { recurringPrice } from '../../billing/items.js';
import {
  mustBeActive,
  type PhaseTerms,
  releaseSchedule,
  reschedule,
  scheduleFrom,
} from '../../billing/schedules.js';
import { list } from '../../http/lists.js';
import { retrieve, route } from '../../http/route.js';
import { invalid, outside } from '../../state/errors.js';
import type { Turn } from '../../state/turn.js';
import { given, metadataAfter } from '../metadata.js';

type UpdateParams = Stripe.SubscriptionScheduleUpdateParams;

/** The phases that are asked for; the end of one with a duration is counted from its start. */
async function phasesAsked(
  turn: Turn,
  asked: UpdateParams['phases'],
): Promise<PhaseTerms[] | undefined> {
  if (asked === undefined) return undefined;
  const phases: PhaseTerms[] = [];
  for (const [at, phase] of asked.entries()) {
    const { start_date: start, end_date: end, duration } = phase;
    const param = `phases[${at}]`;
    if (start === 'now' || end === 'now') throw outside('phase from or until now', param);
    if (duration && (duration.interval_count ?? 1) !== 1) {
      throw outside('phase of several intervals', `${param}[duration]`);
    }
    const items = [];
    for (const [i, { price: id, quantity = 1 }] of phase.items.entries()) {
      const name = `${param}[items][${i}][price]`;
      if (id === undefined) {
        throw invalid(`Missing required param: ${name}.`, {
          code: 'parameter_missing',
          param: name,
        });
      }
      const price = await recurringPrice(turn, id, name, { mayBeInactive: true });
      if (duration && duration.interval !== price.recurring?.interval) {
        throw outside('phase of another interval than its price', `${param}[duration]`);
      }
      items.push({ price, quantity });
    }
    phases.push({
      items,
      start: typeof start === 'number' ? start : undefined,
      end: typeof end === 'number' ? end : undefined,
      metadata: metadataAfter({}, phase.metadata),
      proration: phase.proration_behavior ?? 'create_prorations',
    });
  }
  return phases;
}

function endBehaviorOf(asked: UpdateParams['end_behavior']): 'cancel' | 'release' | undefined {
  if (asked === undefined || asked === 'cancel' || asked === 'release') {
    return asked === undefined ? undefined : asked === 'cancel' ? 'cancel' : 'release';
  }
  throw outside(`end_behavior ${asked}`, 'end_behavior');
}

/** Schedules of subscriptions. https://docs.stripe.com/api/subscription_schedules */
export const subscriptionSchedules = [
  route<Stripe.SubscriptionScheduleCreateParams>(
    'POST /v1/subscription_schedules',
    async (turn, params) => {
      const { from_subscription: id } = params;
      if (id === undefined) throw outside('schedule that is not from a subscription');
      const subscription = await turn.get('subscription', id, 'from_subscription');
      return { body: await scheduleFrom(turn, subscription, metadataAfter({}, params.metadata)) };
    },
  ),
  route<Stripe.SubscriptionScheduleListParams>('GET /v1/subscription_schedules', (turn, params) =>
    list(turn, 'subscription_schedule', '/v1/subscription_schedules', params, {
      fields: given({ customer: params.customer }),
    }),
  ),
  retrieve('/v1/subscription_schedules/:id', 'subscription_schedule'),
  route<UpdateParams>('POST /v1/subscription_schedules/:id', async (turn, params, id) => {
    const schedule = await turn.get('subscription_schedule', id);
    return {
      body: await reschedule(turn, schedule, {
        phases: await phasesAsked(turn, params.phases),
        endBehavior: endBehaviorOf(params.end_behavior),
        ...(params.metadata !== undefined && {
          metadata: metadataAfter(schedule.metadata ?? {}, params.metadata),
        }),
      }),
    };
  }),
  route<Stripe.SubscriptionScheduleCancelParams>(
    'POST /v1/subscription_schedules/:id/cancel',
    async (turn, params, id) => {
      if (params.prorate === true) throw outside('prorate on cancellation', 'prorate');
      const schedule = await turn.get('subscription_schedule', id);
      mustBeActive(schedule, 'cancel');
      const subscription = await turn.get('subscription', schedule.subscription ?? '');
      await endSubscription(turn, subscription, { reason: 'cancellation_requested' });
      return { body: await turn.get('subscription_schedule', id) };
    },
  ),
  route<Stripe.SubscriptionScheduleReleaseParams>(
    'POST /v1/subscription_schedules/:id/release',
    async (turn, params, id) => ({
      body: await releaseSchedule(
        turn,
        await turn.get('subscription_schedule', id),
        params.preserve_cancel_date === true,
      ),
    }),
  ),
];
