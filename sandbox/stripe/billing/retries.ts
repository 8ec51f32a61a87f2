import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { fallBehind, findSubscription } from './statuses.js';

type Invoice = Kinds['invoice'];

const DAY_S = 86_400;
/** Days after the first failure. https://docs.stripe.com/billing/revenue-recovery/smart-retries */
const RETRIES_DAYS = [3, 5, 7, 14];
/** Days after the first failure, when the subscription is cancelled. */
const GIVE_UP_DAYS = 21;

/** What is kept of the failures of an invoice. */
interface Failures {
  /** When it failed first. */
  readonly first: number;
  /** How often it was tried by itself after that. */
  readonly retried: number;
}

async function failuresOf(turn: Turn, invoice: string): Promise<Failures | undefined> {
  const { failed, retried } = await turn.hidden(invoice);
  if (failed === undefined) return undefined;
  return { first: Number(failed), retried: Number(retried) };
}

/**
 * An invoice could not be paid. What is charged by itself is tried again some days later; what was
 * begun by somebody, such as a new subscription, is not.
 */
export async function failedOnce(turn: Turn, invoice: Invoice, isRetry: boolean): Promise<Invoice> {
  if (!(await isCollected(turn, invoice))) return invoice;
  const before = await failuresOf(turn, invoice.id);
  const first = before?.first ?? turn.now;
  const retried = (before?.retried ?? 0) + (isRetry ? 1 : 0);
  await turn.hide(invoice.id, { failed: String(first), retried: String(retried) });
  await turn.unschedule('retry_invoice', invoice.id);
  const days = RETRIES_DAYS[retried];
  const next = days === undefined ? null : first + days * DAY_S;
  if (next !== null) await turn.schedule(next, 'retry_invoice', invoice.id);
  if (!before) {
    await turn.schedule(first + GIVE_UP_DAYS * DAY_S, 'give_up_invoice', invoice.id);
  }
  const planned = await turn.change(invoice, { next_payment_attempt: next });
  await fallBehind(turn, planned);
  return planned;
}

/**
 * A first invoice, one that a pending update waits for, and what is left of a subscription that
 * has ended, are for the payer to see to.
 */
async function isCollected(turn: Turn, invoice: Invoice): Promise<boolean> {
  if (invoice.auto_advance === false) return false;
  if (invoice.billing_reason === 'subscription_create') return false;
  const subscription = await findSubscription(turn, invoice);
  return !(subscription?.pending_update && subscription.latest_invoice === invoice.id);
}
