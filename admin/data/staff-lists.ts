import { answerOf, api, type Schemas } from '../lib/api.js';
import { actionsQuery } from './shown-actions.js';
import { pageOf, queryOf, type Question, type Read } from './list.js';

/** A person who uses the console, as a row. */
export type StaffRow = Schemas['Staff'] & { readonly id: string };
/** Something that a person did, as a row. */
export type ActionRow = Schemas['StaffAction'] & { readonly id: string };

/** Lists about people, by the name of their resource. */
export const STAFF_LISTS: readonly (readonly [string, Read])[] = [
  ['staff', readStaff],
  ['staff-actions', readActions],
];

async function readStaff({ signal, ...question }: Question) {
  const query = queryOf(question);
  const call = api.GET('/v1/staff', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ staff_id }) => staff_id);
}

async function readActions({ signal, filter, ...page }: Question) {
  const query = { ...queryOf({ ...page, filter: {} }), ...actionsQuery(filter) };
  const call = api.GET('/v1/staff-actions', { params: { query }, ...(signal && { signal }) });
  return pageOf(await answerOf(call), ({ action_id }) => action_id);
}
