import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useWords } from '../i18n/words.js';
import { amountColumn, Grid, type Column } from '../ui/grid.js';
import { useBinNames } from './bin-name.js';
import { dimensionColumns } from './dimension-columns.js';
import { keyOf, namesOf, totalOf, valueOf, type UsageRow } from './totals.js';
import type { Shown } from './usage-chart.js';

const STEP = 200;

/** The rows of the answer, in its order: the CSV has the same. The total counts all of them. */
export function UsageTable({ question, rows, until }: Shown) {
  const t = useWords();
  const [most, setMost] = useState(STEP);
  const { fullNameOf } = useBinNames(question, until);
  const { groupBy, metric } = question;
  const shown = rows.slice(0, most);
  const columns: Column<UsageRow>[] = [
    {
      label: t('explorer.time'),
      render: ({ time }) => (
        <time dateTime={time} title={time}>
          {fullNameOf(time)}
        </time>
      ),
      total: t('explorer.total'),
    },
    ...dimensionColumns<UsageRow>(groupBy, t, (row) => namesOf(row, groupBy)),
    amountColumn<UsageRow>(
      t(`metric.${metric}`),
      shown,
      (row) => valueOf(row, metric),
      totalOf(rows, metric),
    ),
  ];
  return (
    <>
      <Grid
        label={t('explorer.bins')}
        columns={columns}
        rows={shown}
        keyOf={(row) => row.time + keyOf(row, groupBy)}
      />
      {rows.length > most && (
        <Box sx={{ padding: 1.5, textAlign: 'center' }}>
          <Button onClick={() => setMost(most + STEP)}>
            {t('explorer.more', { left: rows.length - most })}
          </Button>
        </Box>
      )}
    </>
  );
}
