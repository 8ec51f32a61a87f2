import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import { ListBase, useListContext } from 'ra-core';
import type { AdjustmentRow } from '../data/data-provider.js';
import { useWords } from '../i18n/words.js';
import { PageTitle } from '../ui/page-title.js';
import { Pager } from '../ui/pager.js';
import { Offline, Said, Trouble, Waiting } from '../ui/states.js';
import { AdjustmentFilters } from './adjustment-filters.js';
import { AdjustmentTable } from './adjustment-table.js';

const PAGE_SIZE = 25;

/** The register of all that was given, taken and refunded by hand, newest first. */
export default function AdjustmentList() {
  const t = useWords();
  return (
    <ListBase
      resource="adjustments"
      perPage={PAGE_SIZE}
      exporter={false}
      queryOptions={{ placeholderData: (before) => before }}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <PageTitle text={t('adjustments.title')} />
        <AdjustmentFilters />
        <Paper variant="outlined">
          <Adjustments />
        </Paper>
        <Pager />
      </Box>
    </ListBase>
  );
}

function Adjustments() {
  const t = useWords();
  const { data, error, isPending, isPaused, filterValues, setFilters, refetch } =
    useListContext<AdjustmentRow>();
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (data === undefined || isPending) {
    return isPaused ? <Offline /> : <Waiting label={t('adjustments.loading')} lines={10} />;
  }
  if (data.length > 0) return <AdjustmentTable rows={data} />;
  if (Object.keys(filterValues).length === 0) {
    return <Said title={t('adjustments.empty')}>{t('adjustments.empty_why')}</Said>;
  }
  const clear = <Button onClick={() => setFilters({})}>{t('action.clear_filters')}</Button>;
  return (
    <Said title={t('adjustments.no_match')} action={clear}>
      {t('adjustments.no_match_why')}
    </Said>
  );
}
