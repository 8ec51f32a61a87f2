/** Writes a mail from what was kept of it, and from what is there now. */
import type { Pool } from 'pg';
import { kindOf } from '../../api/mails/kinds/all.js';
import type { About, MailData } from '../../api/mails/kinds/kind.js';
import { htmlOf } from '../../api/mails/letters/html.js';
import { oneLine, textOf } from '../../api/mails/letters/text.js';
import { lineOfSource } from '../../domain/account/decide/bundle.js';
import type { Config } from '../../platform/config/config.js';
import type { MailSettings } from '../../platform/config/mail.js';
import type { OutgoingMail } from './smtp.js';

/** What is kept of a mail. */
export interface KeptMail {
  readonly mail_id: string;
  readonly account_id: string;
  readonly kind: string;
  readonly addressee: 'account' | 'finance';
  readonly data: MailData | null;
}

/** A mail, or why there is none to be sent. */
export type Written = OutgoingMail | { readonly dropped: string };

/** What writing needs. */
export interface Writing {
  readonly pool: Pool;
  readonly mail: MailSettings;
  readonly publicUrl: Config['publicUrl'];
}

/** Reads address, settings and figures as they are now; the account may have changed them. */
export async function writeMail(
  { pool, mail, publicUrl }: Writing,
  kept: KeptMail,
): Promise<Written> {
  const kind = kindOf(kept.kind);
  if (!kind || kept.data === null) return { dropped: 'this version knows no such mail' };
  const isToAccount = kept.addressee === 'account';
  const reader = isToAccount ? await readerOf(pool, kept.account_id) : undefined;
  const to = isToAccount ? reader?.email : mail.finance;
  if (!to) return { dropped: 'no address' };
  if (reader?.status === 'closed' && !kind.outlivesAccount) {
    return { dropped: 'the account is closed' };
  }
  if (kind.switch !== null && reader?.switched_off?.includes(kind.switch)) {
    return { dropped: 'switched off' };
  }
  const about = { ...(await readAbout(pool, kept.account_id, kept.data)), publicUrl };
  if (!kind.holds(about)) return { dropped: 'no longer so' };
  const letter = kind.write(kept.data, about);
  if (!letter) return { dropped: 'this version cannot write it' };
  const sender = mail.from.name ?? mail.from.address;
  const addressed = {
    ...letter,
    subject: oneLine(letter.subject),
    greeting: isToAccount ? greetingTo(reader?.name ?? null) : null,
    sender,
    footer: footerOf(kept.account_id, kind.switch !== null, isToAccount ? sender : null),
  };
  return {
    id: kept.mail_id,
    to,
    subject: addressed.subject,
    text: textOf(addressed),
    html: htmlOf(addressed),
  };
}

const greetingTo = (name: string | null): string => (name ? `Hello ${name},` : 'Hello,');

/** `sender`: null in mails to the people who run Scrip. */
function footerOf(accountId: string, canBeSwitchedOff: boolean, sender: string | null): string {
  if (sender === null) return `About the account ${accountId}.`;
  const why = `You get this mail because your address is that of the account ${accountId}.`;
  return canBeSwitchedOff ? `${why} Ask ${sender} if you do not want mails like this one.` : why;
}

interface Reader {
  readonly name: string | null;
  readonly email: string | null;
  readonly switched_off: readonly string[] | null;
  readonly status: string | null;
}

async function readerOf(pool: Pool, accountId: string): Promise<Reader | undefined> {
  const { rows } = await pool.query<Reader>(
    `SELECT p.name, p.email, s.switched_off, a.status
     FROM app.account_profiles p
     LEFT JOIN app.mail_settings s USING (account_id)
     LEFT JOIN read.accounts a USING (account_id)
     WHERE p.account_id = $1`,
    [accountId],
  );
  return rows[0];
}

interface AboutRow {
  readonly name: string | null;
  readonly plan_name: string | null;
  readonly next_name: string | null;
  readonly next_credits: string | null;
  readonly subscription_id: string | null;
  readonly renewal_status: string | null;
  readonly goes_on: boolean;
  readonly price: string | null;
  readonly price_currency: string | null;
  readonly checkout_url: string | null;
  readonly is_top_up: boolean | null;
  readonly purchase_state: string | null;
  readonly paid: string | null;
  readonly paid_currency: string | null;
  readonly receipt_url: string | null;
  readonly invoice_id: string | null;
  readonly invoice_number: string | null;
  readonly invoice_status: string | null;
  readonly hosted_url: string | null;
  readonly reason: string | null;
  readonly disputed: string | null;
  readonly disputed_currency: string | null;
  readonly evidence_due_at: Date | null;
}

/** What is known of the purchase, payment, plans, invoice and dispute that the data names. */
async function readAbout(
  pool: Pool,
  accountId: string,
  data: MailData,
): Promise<Omit<About, 'publicUrl'>> {
  const { rows } = await pool.query<AboutRow>(
    `SELECT p.name, p.price, p.currency AS price_currency, p.checkout_url, p.is_top_up,
            p.state AS purchase_state,
            y.amount AS paid, y.currency AS paid_currency, y.receipt_url,
            i.invoice_id, i.number AS invoice_number, i.status AS invoice_status,
            i.hosted_url,
            (SELECT name FROM read.plans WHERE plan = $6 ORDER BY version DESC LIMIT 1) AS plan_name,
            d.reason, d.amount AS disputed, d.currency AS disputed_currency, d.evidence_due_at,
            n.name AS next_name, n.credits AS next_credits, s.subscription_id,
            (SELECT status FROM app.invoices
             WHERE subscription_id = s.subscription_id AND reason = 'subscription_cycle'
             ORDER BY created_at DESC LIMIT 1) AS renewal_status,
            EXISTS (SELECT FROM app.subscriptions
                    WHERE account_id = $4 AND ended_at IS NULL
                      AND next_plan IS DISTINCT FROM $8) AS goes_on
     FROM (SELECT) one
     LEFT JOIN read.plans n ON n.plan = $8 AND n.version = $9
     LEFT JOIN LATERAL (
       SELECT subscription_id FROM app.subscriptions
       WHERE account_id = $4 AND plan = $6 AND besides IS NULL
       ORDER BY created_at DESC LIMIT 1) s ON true
     LEFT JOIN app.purchases p ON p.purchase_id = $1 AND p.account_id = $4
     LEFT JOIN app.payments y ON y.payment_id = $2 AND y.account_id = $4
     LEFT JOIN app.disputes d ON d.dispute_id = $3
     LEFT JOIN app.invoice_lines l ON l.line_id = $7 AND l.account_id = $4
     LEFT JOIN app.invoices i
       ON i.invoice_id = coalesce($5, l.invoice_id) AND i.account_id = $4`,
    [
      data['purchase_id'],
      data['payment_id'],
      data['dispute_id'],
      accountId,
      data['invoice_id'],
      data['plan'],
      lineOfSource(String(data['paid_by'] ?? '')) ?? null,
      data['next_plan'],
      data['next_plan_version'],
    ],
  );
  const [row] = rows;
  const price = moneyOf(row?.price, row?.price_currency);
  const paid = moneyOf(row?.paid, row?.paid_currency);
  const disputed = moneyOf(row?.disputed, row?.disputed_currency);
  return {
    accountId,
    purchase: row?.name && price ? { ...purchaseOf(row), name: row.name, price } : null,
    payment: paid && { amount: paid, receiptUrl: row?.receipt_url ?? null },
    planName: row?.plan_name ?? null,
    nextPlan:
      row?.next_name && row.next_credits !== null
        ? { name: row.next_name, credits: BigInt(row.next_credits) }
        : null,
    subscription: row?.subscription_id ? subscriptionOf(row) : null,
    invoice: row?.invoice_id ? invoiceOf(row) : null,
    dispute: disputed && {
      amount: disputed,
      reason: row?.reason ?? '',
      evidenceDueAt: row?.evidence_due_at?.getTime() ?? null,
    },
  };
}

const purchaseOf = ({ checkout_url, is_top_up, purchase_state: state }: AboutRow) => ({
  checkoutUrl: checkout_url,
  isTopUp: is_top_up === true,
  isPaid: state === 'paid' || state === 'granted',
});

const subscriptionOf = ({ renewal_status: status, goes_on: goesOn }: AboutRow) => ({
  isUnpaid: status !== null && status !== 'paid',
  goesOn,
});

const invoiceOf = ({ invoice_number, invoice_status, hosted_url }: AboutRow) => ({
  number: invoice_number,
  payUrl: hosted_url,
  isOpen: invoice_status === 'open',
});

const moneyOf = (minor: string | null | undefined, currency: string | null | undefined) =>
  minor && currency ? { minor: BigInt(minor), currency } : null;
