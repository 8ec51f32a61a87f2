import type { AdjustmentRow } from '../data/data-provider.js';
import { ListFreshness } from '../freshness/freshness.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ListExport } from '../exports/list-export.js';
import { ListPage } from '../ui/list-page.js';
import { ListViews } from '../views/list-views.js';
import { AdjustmentFilters } from './adjustment-filters.js';
import { AdjustmentTable } from './adjustment-table.js';

const PROJECTIONS = ['adjustments'] as const;

/** The register of all that was given, taken and refunded by hand, newest first. */
export default function AdjustmentList() {
  const t = useWords();
  return (
    <ListPage<AdjustmentRow>
      resource="adjustments"
      title={t('adjustments.title')}
      aside={
        <>
          <ListFreshness of={PROJECTIONS} />
          <ListViews page="adjustments" />
          <ExportAdjustments />
        </>
      }
      filters={<AdjustmentFilters />}
      loading={t('adjustments.loading')}
      empty={{ title: t('adjustments.empty'), why: t('adjustments.empty_why') }}
      noMatch={{ title: t('adjustments.no_match'), why: t('adjustments.no_match_why') }}
    >
      {(rows) => <AdjustmentTable rows={rows} />}
    </ListPage>
  );
}

function ExportAdjustments() {
  const read = (query: Record<string, string>) =>
    answerOf(api.GET('/v1/adjustments', { params: { query }, ...AS_CSV }));
  return <ListExport name="adjustments" read={read} />;
}
