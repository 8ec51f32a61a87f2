import { hasEnded } from '../billing/ending.js';
import { periodOf } from '../billing/items.js';
import { phaseAt } from '../billing/phases.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';

/** What a subscription costs, in the words of the portal. */
export interface ShownPlan {
  readonly name: string;
  readonly cents: number;
  readonly currency: string;
  readonly interval: string;
}

/** A subscription as the portal shows it. */
export interface ShownSubscription extends ShownPlan {
  readonly subscription: Kinds['subscription'];
  readonly ends: number;
  /** What a schedule makes of it with the next period. */
  readonly next: ShownPlan | undefined;
  /** Where an upgrade that waits is paid. */
  readonly pendingAt: string | undefined;
}

/** What the portal shows of a customer. */
export interface ShownPortal {
  readonly session: Kinds['billing_portal.session'];
  readonly features: Kinds['billing_portal.configuration']['features'];
  readonly headline: string | null;
  readonly subscriptions: readonly ShownSubscription[];
  readonly card: Kinds['payment_method']['card'] | undefined;
  /** Newest first. */
  readonly invoices: readonly Kinds['invoice'][];
}

const MAX_INVOICES = 24;

/** Reads what a session of the portal shows. */
export async function shownPortal(
  turn: Turn,
  session: ShownPortal['session'],
): Promise<ShownPortal> {
  const { customer: id } = session;
  const customer = await turn.get('customer', id);
  const configuration = await turn.get('billing_portal.configuration', session.configuration);
  const all = await turn.all('subscription', { customer: id });
  const subscriptions = [];
  for (const subscription of all) {
    if (hasEnded(subscription) || subscription.status === 'incomplete') continue;
    subscriptions.push(await shownSubscription(turn, subscription));
  }
  const method =
    subscriptions[0]?.subscription.default_payment_method ??
    customer.invoice_settings.default_payment_method;
  const kept = method === null ? undefined : await turn.find('payment_method', String(method));
  const invoices = await turn.newest('invoice', { customer: id }, MAX_INVOICES);
  return {
    session,
    features: configuration.features,
    headline: configuration.business_profile.headline,
    subscriptions,
    card: kept?.customer === id ? kept.card : undefined,
    invoices: invoices.filter(({ status }) => status !== 'draft'),
  };
}

async function shownSubscription(
  turn: Turn,
  subscription: Kinds['subscription'],
): Promise<ShownSubscription> {
  const { end } = periodOf(subscription);
  const schedule = await turn.find('subscription_schedule', subscription.schedule ?? '');
  const [phased] = (schedule && phaseAt(schedule, end)?.items) ?? [];
  const [item] = subscription.items.data;
  const latest = await turn.find('invoice', subscription.latest_invoice ?? '');
  const url = subscription.pending_update ? latest?.hosted_invoice_url : undefined;
  return {
    ...(await planOf(turn, item?.price)),
    subscription,
    ends: end,
    next: phased && (await planOf(turn, await turn.find('price', phased.price))),
    pendingAt: url ?? undefined,
  };
}

async function planOf(turn: Turn, price: Kinds['price'] | undefined): Promise<ShownPlan> {
  const product = await turn.find('product', price?.product ?? '');
  return {
    name: product?.name ?? 'A plan',
    cents: price?.unit_amount ?? 0,
    currency: price?.currency ?? 'usd',
    interval: price?.recurring?.interval ?? 'month',
  };
}
