import { answerOf, api, type Schemas } from '../lib/api.js';
import { pageOf, queryOf, type Question, type Read } from './list.js';

/** A webhook of Stripe, as a row. */
export type StripeEventRow = Schemas['StripeEvent'] & { readonly id: string };
/** What does not add up, as a row. */
export type FindingRow = Schemas['PaymentFinding'] & { readonly id: string };
/** A subscription, as a row. */
export type SubscriptionRow = Schemas['ListedSubscription'] & { readonly id: string };
/** An invoice, as a row. */
export type InvoiceRow = Schemas['ListedInvoice'] & { readonly id: string };

/** Lists about payments, by the name of their resource. */
export const PAYMENT_LISTS: readonly (readonly [string, Read])[] = [
  ['stripe-events', readEvents],
  ['findings', readFindings],
  ['subscriptions', readSubscriptions],
  ['invoices', readInvoices],
];

async function readEvents({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/stripe-events', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ event_id }) => event_id);
}

async function readFindings({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/findings', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ finding_id }) => finding_id);
}

async function readSubscriptions({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/subscriptions', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ subscription_id }) => subscription_id);
}

async function readInvoices({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/invoices', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ invoice_id }) => invoice_id);
}
