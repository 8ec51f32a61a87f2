import type { InsufficientCredits, Scrip } from '../../client/src/index.js';
import { usualUsage } from './converse.js';
import { madeUpPerson, type Visitor } from './visitors.js';
import type { Gate, Mode } from './wire.js';

const MS_AFTER_RENEWAL = 1_000;
/** Scopes of the token that the page's widget gets: it may look and buy, and nothing else. */
const WIDGET_SCOPES = [
  'balance:read',
  'history:read',
  'models:read',
  'packs:read',
  'checkout:create',
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
  const { allowed, reason, cost_estimate: cost, available, options } = data;
  return { action, allowed, reason, cost, available, options };
}

/** A hold that was refused between the gate and it, as the gate would have said it. */
export const gateOf = (error: InsufficientCredits): Gate => ({
  action: 'ai_change',
  allowed: false,
  reason: 'insufficient_credits',
  cost: error.required,
  available: error.available,
  options: error.options,
});

/** Moves the clock of the sandbox to just after the visitor's credits have renewed. */
export async function passToRenewal(scrip: Scrip, { accountId }: Visitor): Promise<string> {
  const params = { path: { account_id: accountId } };
  const { data: before } = await scrip.GET('/v1/accounts/{account_id}/balance', { params });
  const renewsAt = before.plan?.renews_at;
  if (!renewsAt) throw new Error('the plan does not renew');
  const to = new Date(Date.parse(renewsAt) + MS_AFTER_RENEWAL).toISOString();
  await scrip.POST('/v1/test-clock/advance', { body: { to } });
  await scrip.GET('/v1/accounts/{account_id}/balance', { params });
  return to;
}

/** Moves the visitor to a plan at once, as an operator may: nobody pays in a sandbox. */
export async function changePlan(
  scrip: Scrip,
  { accountId }: Visitor,
  plan: string,
): Promise<void> {
  await scrip.POST('/v1/accounts/{account_id}/plan-changes', {
    params: { path: { account_id: accountId } },
    body: { plan, when: 'now' },
  });
}
