import type { DataProvider, GetListParams, GetListResult, RaRecord } from 'ra-core';
import { api, answerOf, type Schemas } from '../lib/api.js';
import { Cursors, type CursorPage } from '../lib/cursors.js';

/** An account as a row of react-admin's, which asks for an `id`. */
export type AccountRow = Schemas['ListedAccount'] & { readonly id: string };

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

async function getList<Row extends RaRecord>(
  resource: string,
  params: GetListParams & { readonly signal?: AbortSignal },
): Promise<GetListResult<Row>>;
async function getList(
  resource: string,
  params: GetListParams & { readonly signal?: AbortSignal },
): Promise<GetListResult> {
  if (resource !== 'accounts') return notOffered();
  const { pagination = { page: 1, perPage: 25 }, sort, filter } = params;
  const order = sort?.order === 'ASC' ? 'opened_at' : '-opened_at';
  const key = JSON.stringify([resource, pagination.perPage, order, filter]);
  const read = (after: string | undefined) =>
    readAccounts({ size: pagination.perPage, order, filter, after }, params.signal);
  return cursors.page(key, pagination.page, read);
}

interface Question {
  readonly size: number;
  readonly order: 'opened_at' | '-opened_at';
  /** What the reader has chosen, by the names in the address. */
  readonly filter: Readonly<Record<string, string>>;
  readonly after: string | undefined;
}

async function readAccounts(
  { size, order, filter, after }: Question,
  signal: AbortSignal | undefined,
): Promise<CursorPage<AccountRow>> {
  const chosen = Object.entries(filter).map(([name, value]) => [`filter[${name}]`, value]);
  const query = {
    ...Object.fromEntries(chosen),
    sort: order,
    'page[size]': size,
    ...(after !== undefined && { 'page[after]': after }),
  };
  const call = api.GET('/v1/accounts', { params: { query }, ...(signal && { signal }) });
  const { data, meta } = await answerOf(call);
  return { data: data.map((row) => ({ ...row, id: row.account_id })), next: meta.page.next };
}
