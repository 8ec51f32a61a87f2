import type { DataProvider, GetListParams, GetListResult, RaRecord } from 'ra-core';
import { api, answerOf, type Schemas } from '../lib/api.js';
import { Cursors, type CursorPage } from '../lib/cursors.js';

/** An account as a row of react-admin's, which asks for an `id`. */
export type AccountRow = Schemas['ListedAccount'] & { readonly id: string };
/** What somebody gave, took or refunded, as a row. */
export type AdjustmentRow = Schemas['ListedAdjustment'] & { readonly id: string };

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

interface Question {
  readonly size: number;
  readonly order: 'opened_at' | '-opened_at';
  /** What the reader has chosen, by the names in the address. */
  readonly filter: Readonly<Record<string, string>>;
  readonly after: string | undefined;
}

type Read = (
  question: Question,
  signal: AbortSignal | undefined,
) => Promise<CursorPage<AccountRow | AdjustmentRow>>;

/** The lists that there are, by the name of their resource. */
const LISTS = new Map<string, Read>([
  ['accounts', readAccounts],
  ['adjustments', readAdjustments],
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
    list({ size: pagination.perPage, order, filter, after }, params.signal);
  return cursors.page(key, pagination.page, read);
}

async function readAccounts(
  { order, ...question }: Question,
  signal: AbortSignal | undefined,
): Promise<CursorPage<AccountRow>> {
  const query = { ...queryOf(question), sort: order };
  const call = api.GET('/v1/accounts', { params: { query }, ...(signal && { signal }) });
  const { data, meta } = await answerOf(call);
  return { data: data.map((row) => ({ ...row, id: row.account_id })), next: meta.page.next };
}

async function readAdjustments(
  question: Question,
  signal: AbortSignal | undefined,
): Promise<CursorPage<AdjustmentRow>> {
  const query = queryOf(question);
  const call = api.GET('/v1/adjustments', { params: { query }, ...(signal && { signal }) });
  const { data, meta } = await answerOf(call);
  return { data: data.map((row) => ({ ...row, id: row.adjustment_id })), next: meta.page.next };
}

function queryOf({ size, filter, after }: Omit<Question, 'order'>) {
  const chosen = Object.entries(filter).map(([name, value]) => [`filter[${name}]`, value]);
  return {
    ...Object.fromEntries(chosen),
    'page[size]': size,
    ...(after !== undefined && { 'page[after]': after }),
  };
}
