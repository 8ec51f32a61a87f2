/** Writes invoices, their lines and what payments paid for into our tables. */
import type { EntityManager } from 'typeorm';
import { invoiceSource } from '../../../domain/account/decide/bundle.js';
import type { Instant } from '../../../domain/instant.js';
import { recordFindings } from '../converge/findings.js';
import type { InvoiceNow } from '../plan/billing-tree.js';
import type { InvoicePlan, JudgedLine } from '../plan/invoice.js';
import { InvoiceLine } from '../records/billing/invoice-line.entity.js';
import { Invoice } from '../records/billing/invoice.entity.js';
import { PaymentUse } from '../records/payment-use.entity.js';

/** Keeps an invoice, what became of its lines, and what a person has to look at. */
export async function keepInvoice(
  manager: EntityManager,
  invoice: InvoiceNow,
  { lines, uses, findings }: InvoicePlan,
  accountId: string,
  now: Instant,
): Promise<void> {
  const { invoiceId, total } = invoice;
  await manager.getRepository(Invoice).upsert(rowOf(invoice, accountId, now), ['invoiceId']);
  if (lines.length > 0) {
    const rows = lines.map((judged) => lineRow(judged, invoiceId, accountId));
    await manager.getRepository(InvoiceLine).upsert(rows, ['lineId']);
  }
  const used = uses.flatMap(({ paymentId, lineId, gross, tax }) => {
    const judged = lines.find(({ line }) => line.lineId === lineId);
    if (judged?.verdict !== 'granted') return [];
    const paidBy = invoiceSource(lineId);
    const money = { gross, net: gross - tax, tax, currency: total.currency };
    const common = { paymentId, paidBy, lineId, accountId, purchaseId: null };
    return [{ ...common, ...money, lotGross: judged.gross }];
  });
  if (used.length > 0) {
    await manager.getRepository(PaymentUse).upsert(used, ['paymentId', 'paidBy']);
  }
  await recordFindings(manager, findings, { accountId, purchaseId: null }, now);
}

function rowOf(invoice: InvoiceNow, accountId: string, now: Instant) {
  const { total, nextAttemptAt, paidAt } = invoice;
  return {
    invoiceId: invoice.invoiceId,
    accountId,
    customerId: invoice.customerId,
    subscriptionId: invoice.subscriptionId,
    number: invoice.number,
    reason: invoice.reason,
    status: invoice.status,
    total: total.minor,
    due: invoice.due,
    paid: invoice.payments.reduce((sum, { paid }) => sum + paid, 0n),
    balanceApplied: invoice.balanceApplied,
    paidOffStripe: invoice.paidOffStripe,
    currency: total.currency,
    attempts: invoice.attempts,
    nextAttemptAt: nextAttemptAt === null ? null : new Date(nextAttemptAt),
    hostedUrl: invoice.hostedUrl,
    paidAt: paidAt === null ? null : new Date(paidAt),
    createdAt: new Date(invoice.createdAt),
    seenAt: new Date(now),
  };
}

function lineRow(
  { line, verdict, sold, gross, net }: JudgedLine,
  invoiceId: string,
  accountId: string,
) {
  const { lineId, priceId, quantity, subtotal, period } = line;
  return {
    lineId,
    invoiceId,
    accountId,
    priceId,
    plan: sold?.plan ?? null,
    planVersion: sold?.version ?? null,
    quantity,
    subtotal,
    gross,
    net,
    periodStartsAt: new Date(period.startsAt),
    periodEndsAt: new Date(period.endsAt),
    verdict,
  };
}
