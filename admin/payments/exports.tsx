import { useOpenAccount } from '../accounts/open/context.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ExportButton } from '../exports/export-button.js';
import { answerOf, api } from '../lib/api.js';

type Query = Readonly<Record<string, string>>;

/** Every refund that a query lets through, as a file. Throws ApiError. */
export const refundsFile = (query: Query) =>
  answerOf(api.GET('/v1/payment-refunds', { params: { query }, ...AS_CSV }));

/** The same of disputes. */
export const disputesFile = (query: Query) =>
  answerOf(api.GET('/v1/disputes', { params: { query }, ...AS_CSV }));

/** Refunds of the payments of the account that is open. */
export function ExportRefunds() {
  const { account_id } = useOpenAccount().account;
  const read = () => refundsFile({ 'filter[account_id]': account_id });
  return <ExportButton subject="account" name={`${account_id} refunds`} read={read} />;
}

/** Disputes of them. */
export function ExportDisputes() {
  const { account_id } = useOpenAccount().account;
  const read = () => disputesFile({ 'filter[account_id]': account_id });
  return <ExportButton subject="account" name={`${account_id} disputes`} read={read} />;
}
