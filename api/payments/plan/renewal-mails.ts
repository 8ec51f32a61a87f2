import { INVOICE_GRACE_MS } from '../../../domain/account/decide/bundle.js';
import type { Instant } from '../../../domain/instant.js';
import type { MailDraft } from '../../mails/kinds/kind.js';
import { renewalFailed, renewalLastCall } from '../../mails/kinds/renewal-failed.js';
import type { InvoiceNow } from './billing-tree.js';
import type { JudgedLine } from './invoice.js';

/** Why Stripe makes the invoice of a renewal. */
const RENEWAL = 'subscription_cycle';

/**
 * The mail about a renewal that was tried and not paid: one at once, and a last one once nothing
 * more is tried before the credits end. Each is stored once, however often the invoice is seen.
 */
export function renewalMails(
  { invoiceId, reason, status, attempts, nextAttemptAt, due, total, lines }: InvoiceNow,
  judged: readonly Pick<JudgedLine, 'sold'>[],
  accountId: string,
  now: Instant,
): MailDraft[] {
  const isOwed = status === 'open' && due > 0n && attempts > 0;
  if (reason !== RENEWAL || !isOwed || lines.length === 0) return [];
  const begins = Math.min(...lines.map(({ period }) => period.startsAt));
  const creditsEndAt = begins + INVOICE_GRACE_MS;
  if (now >= creditsEndAt) return [];
  const plans = new Set(judged.flatMap(({ sold }) => sold?.plan ?? []));
  const [plan = null] = plans.size === 1 ? plans : [];
  const data = {
    invoice_id: invoiceId,
    plan,
    due: { minor: due, currency: total.currency },
    next_attempt_at: nextAttemptAt,
    credits_end_at: creditsEndAt,
    at: now,
  };
  const isLast = attempts > 1 && (nextAttemptAt === null || nextAttemptAt >= creditsEndAt);
  const kind = isLast ? renewalLastCall : renewalFailed;
  return [kind.draft(accountId, invoiceId, data)];
}
