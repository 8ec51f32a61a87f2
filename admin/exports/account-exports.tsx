import { useOpenAccount } from '../accounts/open/context.js';
import { atMoment, entriesUpTo, knownAt } from '../accounts/open/moment.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { AS_CSV } from './as-csv.js';
import { ExportButton } from './export-button.js';

/** The account whose page is open, at the moment that it shows. */
function useAsked() {
  const { account, moment } = useOpenAccount();
  const { account_id } = account;
  return { account_id, params: { path: { account_id }, query: knownAt(moment) } };
}

/** What moved credits of the account up to the moment: the entries that an explanation sums. */
export function ExportLedger() {
  const { account, moment } = useOpenAccount();
  const { account_id } = account;
  const params = { path: { account_id }, query: entriesUpTo(moment) };
  const read = () => answerOf(api.GET('/v1/accounts/{account_id}/ledger', { params, ...AS_CSV }));
  return <ExportButton subject="account" name={`${account_id} ledger`} read={read} />;
}

/** The events of the account that its timeline shows, each a row. */
export function ExportEvents({ type }: { readonly type: Schemas['AccountEventType'] | undefined }) {
  const { account, moment } = useOpenAccount();
  const { account_id } = account;
  const query = { ...(type && { 'filter[type]': type }), ...atMoment(moment) };
  const params = { path: { account_id }, query };
  const read = () => answerOf(api.GET('/v1/accounts/{account_id}/events', { params, ...AS_CSV }));
  return <ExportButton subject="account" name={`${account_id} events`} read={read} />;
}

/** The lots of the account that have credits. */
export function ExportLots() {
  const { account_id, params } = useAsked();
  const read = () => answerOf(api.GET('/v1/accounts/{account_id}/lots', { params, ...AS_CSV }));
  return <ExportButton subject="account" name={`${account_id} lots`} read={read} />;
}

/** The open holds of the account. */
export function ExportHolds() {
  const { account_id, params } = useAsked();
  const read = () => answerOf(api.GET('/v1/accounts/{account_id}/holds', { params, ...AS_CSV }));
  return <ExportButton subject="account" name={`${account_id} holds`} read={read} />;
}

/** The members of the account. */
export function ExportMembers() {
  const { account_id, params } = useAsked();
  const read = () => answerOf(api.GET('/v1/accounts/{account_id}/members', { params, ...AS_CSV }));
  return <ExportButton subject="account" name={`${account_id} members`} read={read} />;
}

/** All notes about the account. */
export function ExportNotes() {
  const { account_id } = useOpenAccount().account;
  const params = { path: { account_id } };
  const read = () => answerOf(api.GET('/v1/accounts/{account_id}/notes', { params, ...AS_CSV }));
  return <ExportButton subject="account" name={`${account_id} notes`} read={read} />;
}
