import { answerOf, api, type Schemas } from '../lib/api.js';
import { AS_CSV } from './as-csv.js';
import { ExportButton } from './export-button.js';

/** All people who use the console. */
export function ExportStaff() {
  const read = () => answerOf(api.GET('/v1/staff', AS_CSV));
  return <ExportButton subject="staff" name="staff" read={read} />;
}

/** All keys of the API; never the keys themselves. */
export function ExportApiKeys() {
  const read = () => answerOf(api.GET('/v1/api-keys', AS_CSV));
  return <ExportButton subject="staff" name="api-keys" read={read} />;
}

/** The limits of roles. */
export function ExportLimits() {
  const read = () => answerOf(api.GET('/v1/role-limits', AS_CSV));
  return <ExportButton subject="staff" name="role-limits" read={read} />;
}

/** The open sessions of a person. */
export function ExportSessions({ staff_id, name }: Pick<Schemas['Staff'], 'staff_id' | 'name'>) {
  const params = { path: { staff_id } };
  const read = () => answerOf(api.GET('/v1/staff/{staff_id}/sessions', { params, ...AS_CSV }));
  return <ExportButton subject="staff" name={`${name} sessions`} read={read} />;
}

/** One's own open sessions. */
export function ExportOwnSessions() {
  const read = () => answerOf(api.GET('/v1/me/sessions', AS_CSV));
  return <ExportButton subject="staff" name="sessions" read={read} />;
}

/** The saved views of a page. */
export function ExportViews({ page }: { readonly page: Schemas['ViewPage'] }) {
  const params = { query: { 'filter[page]': page } };
  const read = () => answerOf(api.GET('/v1/views', { params, ...AS_CSV }));
  return <ExportButton subject="staff" name={`views of ${page}`} read={read} />;
}

/** Every verification of the log that is kept. */
export function ExportVerifications() {
  const read = () => answerOf(api.GET('/v1/audit/verifications', AS_CSV));
  return <ExportButton subject="audit" name="verifications" read={read} />;
}
