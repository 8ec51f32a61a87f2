/** What actions were about: other ids of their routes, and of what came about. */
import { STAFF } from '../i18n/en/staff.js';
import { eventPath, paymentsPath } from '../lib/account-paths.js';
import type { Schemas } from '../lib/api.js';

type NameKey = Extract<keyof typeof STAFF, `did.of_${string}`>;
const isNameKey = (key: string): key is NameKey => Object.hasOwn(STAFF, key);

/** What a field that an action names is called; one without words as it is: `new_role`. */
export function nameWords(name: string, t: (key: NameKey) => string): string {
  const key = `did.of_${name}`;
  return isNameKey(key) ? t(key) : name.replaceAll('_', ' ');
}

/** Ids by which the timeline of an account finds the event that they belong to. */
const IN_TIMELINE: ReadonlySet<string> = new Set(['adjustment_id', 'debit_id', 'refund_id']);

/** Ids of what stands among the payments of an account. */
const IN_PAYMENTS: ReadonlySet<string> = new Set(['payment_id', 'purchase_id', 'request_id']);

/** Whether an id is of money that somebody paid. A refund of a debit is in the timeline. */
const isOfPayment = (name: string, route: string): boolean =>
  IN_PAYMENTS.has(name) || (name === 'refund_id' && route.startsWith('/v1/payments'));

/** The page of what an action was about; undefined: it has none. */
export function pathOf(
  name: string,
  id: string,
  { account_id: accountId, route }: Pick<Schemas['StaffAction'], 'account_id' | 'route'>,
): string | undefined {
  const part = encodeURIComponent(id);
  if (name === 'approval_id') {
    return `/approvals/${route.startsWith('/v1/proposals') ? 'proposals/' : ''}${part}`;
  }
  if (name === 'endpoint_id') return `/webhooks/${part}`;
  if (name === 'finding_id') return `/findings/${part}`;
  if (name === 'event_id' && route.startsWith('/v1/stripe-events')) return `/inbox/${part}`;
  if (name === 'model_id') return `/models/${part}`;
  if (accountId === null) return undefined;
  if (isOfPayment(name, route)) return paymentsPath(accountId);
  return IN_TIMELINE.has(name) ? eventPath(accountId, id) : undefined;
}
