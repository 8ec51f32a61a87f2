import type { DataProvider, GetListParams, GetListResult, RaRecord } from 'ra-core';
import { api, answerOf, type Schemas } from '../lib/api.js';
import { Cursors } from '../lib/cursors.js';
import { pageOf, queryOf, type Question, type Read } from './list.js';
import { OPERATIONS_LISTS } from './operations-lists.js';
import { PAYMENT_LISTS } from './payment-lists.js';
import { STAFF_LISTS } from './staff-lists.js';

/** An account as a row of react-admin's, which asks for an `id`. */
export type AccountRow = Schemas['ListedAccount'] & { readonly id: string };
/** What somebody gave, took or refunded, as a row. */
export type AdjustmentRow = Schemas['ListedAdjustment'] & { readonly id: string };

/** What somebody asked others to approve, as a row. */
export type ApprovalRow = Schemas['ListedApproval'] & { readonly id: string };

/** A payment, as a row. */
export type PaymentRow = Schemas['ListedPayment'] & { readonly id: string };

const cursors = new Cursors();

/** Whatever react-admin asks for that no page of ours shows. */
const notOffered = (): Promise<never> => Promise.reject(new Error('the console does not do this'));

/**
 * Lists for react-admin, out of the API's cursors. What an account page shows, and everything that
 * changes something, calls the API itself: credits are moved by commands, not by editing records.
 */
export const dataProvider: DataProvider = {
  getList,
  getOne: notOffered,
  getMany: notOffered,
  getManyReference: notOffered,
  create: notOffered,
  update: notOffered,
  updateMany: notOffered,
  delete: notOffered,
  deleteMany: notOffered,
  supportAbortSignal: true,
};

/** The lists that there are, by the name of their resource. */
const LISTS = new Map<string, Read>([
  ['accounts', readAccounts],
  ['adjustments', readAdjustments],
  ['approvals', readApprovals],
  ['payments', readPayments],
  ...STAFF_LISTS,
  ...OPERATIONS_LISTS,
  ...PAYMENT_LISTS,
]);

async function getList<Row extends RaRecord>(
  resource: string,
  params: GetListParams & { readonly signal?: AbortSignal },
): Promise<GetListResult<Row>>;
async function getList(
  resource: string,
  params: GetListParams & { readonly signal?: AbortSignal },
): Promise<GetListResult> {
  const list = LISTS.get(resource);
  if (!list) return notOffered();
  const { pagination = { page: 1, perPage: 25 }, sort, filter } = params;
  const order = sort?.order === 'ASC' ? 'opened_at' : '-opened_at';
  const key = JSON.stringify([resource, pagination.perPage, order, filter]);
  const read = (after: string | undefined) =>
    list({ size: pagination.perPage, order, filter, after, signal: params.signal });
  return cursors.page(key, pagination.page, read);
}

async function readAccounts({ order, signal, ...question }: Question) {
  const query = { ...queryOf(question), sort: order };
  const call = api.GET('/v1/accounts', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ account_id }) => account_id);
}

async function readAdjustments({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/adjustments', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ adjustment_id }) => adjustment_id);
}

async function readApprovals({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/approvals', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ approval_id }) => approval_id);
}

async function readPayments({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/payments', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ payment_id }) => payment_id);
}
