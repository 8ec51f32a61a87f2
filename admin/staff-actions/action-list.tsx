import { useListContext } from 'ra-core';
import type { ActionRow } from '../data/staff-lists.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { useMe } from '../sign-in/session.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ExportButton } from '../exports/export-button.js';
import { ListPage } from '../ui/list-page.js';
import { ActionFilters } from './action-filters.js';
import { ActionTable } from './action-table.js';
import { actionsQuery } from '../data/shown-actions.js';

/** Whose exports include what people did. */
const MAY_EXPORT = ['lead', 'finance', 'admin'] as const;

/** What people did over the console, newest first. */
export default function ActionList() {
  const t = useWords();
  const { data: me } = useMe();
  return (
    <ListPage<ActionRow>
      resource="staff-actions"
      title={t('did.title')}
      aside={MAY_EXPORT.some((role) => role === me?.role) && <Export />}
      filters={<ActionFilters />}
      loading={t('did.loading')}
      empty={{ title: t('did.empty'), why: t('did.empty_why') }}
      noMatch={{ title: t('did.no_match'), why: t('did.no_match_why') }}
    >
      {(rows) => <ActionTable rows={rows} />}
    </ListPage>
  );
}

/** Saves every row that the filters let through. */
function Export() {
  const { filterValues } = useListContext();
  const query = actionsQuery(filterValues);
  const read = () =>
    answerOf(
      api.GET('/v1/staff-actions', {
        params: { query },
        ...AS_CSV,
      }),
    );
  return <ExportButton subject="staff" name="staff-actions" read={read} />;
}
