import type { InsufficientCredits, Scrip } from '../../client/src/index.js';
import { usualUsage } from './converse.js';
import { micro } from './credits.js';
import { madeUpPerson, type Visitor } from './visitors.js';
import type { Gate, Mode, Paid, Renewed, Spent } from './shared/wire.js';

const MS_AFTER_RENEWAL = 1_000;
/** The invoice of a renewal is charged an hour after the period's end, or some hours later. */
const HOUR_MS = 3_600_000;
const MAX_HOURS = 6;
/** Scopes of the token that the page's widget gets: it may look, buy, and change the plan. */
const WIDGET_SCOPES = [
  'balance:read',
  'history:read',
  'models:read',
  'packs:read',
  'checkout:create',
  'plan:change',
  'autotopup:write',
] as const;

/** Opens the visitor's account, or finds it open: the same key and input, the same answer. */
export async function openAccount(scrip: Scrip, { accountId }: Visitor): Promise<void> {
  await scrip.POST('/v1/accounts', {
    params: { header: { 'Idempotency-Key': `open-${accountId}` } },
    body: { account_id: accountId, ...madeUpPerson(accountId) },
  });
}

/** A token of 15 minutes for the widget on the visitor's page. */
export async function mintToken(scrip: Scrip, { accountId }: Visitor): Promise<string> {
  const { data } = await scrip.POST('/v1/accounts/{account_id}/widget-tokens', {
    params: { path: { account_id: accountId } },
    body: { scopes: [...WIDGET_SCOPES] },
  });
  return data.token;
}

/** What the gate says to an action; with a model, also what a message to it would cost. */
export async function askGate(
  scrip: Scrip,
  { accountId }: Visitor,
  action: string,
  message?: { readonly model: string; readonly mode: Mode },
): Promise<Gate> {
  const estimate = message && {
    model: message.model,
    mode: message.mode,
    usage_estimate: usualUsage(),
  };
  const { data } = await scrip.POST('/v1/accounts/{account_id}/gate', {
    params: { path: { account_id: accountId } },
    body: { action, ...estimate },
  });
  const { allowed, reason, cost_estimate: cost, available, debt, options } = data;
  return { action, allowed, reason, cost, available, debt, options };
}

/** A charge that was refused between the gate and it, as the gate would have said it. */
export const gateOf = (error: InsufficientCredits, action: string): Gate => ({
  action,
  allowed: false,
  reason: 'insufficient_credits',
  cost: error.required,
  available: error.available,
  debt: '0',
  options: error.options,
});

/** Moves the clock of the sandbox to just after the visitor's credits have renewed. */
export async function passToRenewal(scrip: Scrip, { accountId }: Visitor): Promise<Renewed> {
  const params = { path: { account_id: accountId } };
  const { data: before } = await scrip.GET('/v1/accounts/{account_id}/balance', { params });
  const { data: bought } = await scrip.GET('/v1/accounts/{account_id}/subscription', { params });
  const live = bought.subscription?.ended_at === null ? bought.subscription : undefined;
  const renewsAt = live?.period_ends_at ?? before.plan?.renews_at;
  if (!renewsAt) throw new Error('the plan does not renew');
  const to = await advance(scrip, Date.parse(renewsAt) + MS_AFTER_RENEWAL);
  const free: Renewed = { now: to, pays: 'free' };
  const passed = live ? await passToPayment(scrip, accountId, renewsAt) : free;
  await scrip.GET('/v1/accounts/{account_id}/balance', { params });
  return passed;
}

/** Goes on hour by hour until the renewal is paid, or is not. */
async function passToPayment(scrip: Scrip, accountId: string, endedAt: string): Promise<Renewed> {
  const params = { path: { account_id: accountId } };
  let now = endedAt;
  for (let hour = 1; hour <= MAX_HOURS; hour += 1) {
    now = await advance(scrip, Date.parse(endedAt) + hour * HOUR_MS + MS_AFTER_RENEWAL);
    const { data } = await scrip.GET('/v1/accounts/{account_id}/subscription', { params });
    const { subscription, invoices } = data;
    if (!subscription || subscription.ended_at !== null) return { now, pays: 'free' };
    const renewal = invoices.find(({ created_at: at }) => Date.parse(at) >= Date.parse(endedAt));
    if (renewal?.status === 'paid') return { now, pays: 'paid' };
    if (subscription.status === 'past_due') break;
  }
  return { now, pays: 'unpaid' };
}

async function advance(scrip: Scrip, instant: number): Promise<string> {
  const to = new Date(instant).toISOString();
  await scrip.POST('/v1/test-clock/advance', { body: { to } });
  return to;
}

/**
 * Takes what an action costs by itself, with a receipt; nothing where it costs nothing. The price
 * is Scrip's to know: only the action is named.
 */
export async function payFor(
  scrip: Scrip,
  { accountId }: Visitor,
  { action, cost }: Gate,
  what: string,
): Promise<Paid | undefined> {
  if (cost === null || micro(cost) === 0n) return undefined;
  const { data } = await scrip.POST('/v1/accounts/{account_id}/debits', {
    params: { path: { account_id: accountId } },
    body: { action, feature: 'builder' },
  });
  const { credits, debit_id, policy_version, balance } = data;
  return { what, credits, debit_id, policy_version, available: balance.available };
}

/** Spends the whole balance, to see at once what happens at zero. */
export async function spendAll(scrip: Scrip, { accountId }: Visitor): Promise<Spent> {
  const params = { path: { account_id: accountId } };
  const { data } = await scrip.GET('/v1/accounts/{account_id}/balance', { params });
  if (micro(data.available) <= 0n) return { spent: '0', debt: data.debt };
  await scrip.POST('/v1/accounts/{account_id}/debits', {
    params,
    body: { credits: data.available, feature: 'sandbox' },
  });
  return { spent: data.available, debt: data.debt };
}
