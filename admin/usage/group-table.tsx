import { useWords } from '../i18n/words.js';
import { amountColumn, Grid, type Column } from '../ui/grid.js';
import { dimensionColumns } from './dimension-columns.js';
import { totalOf, type Group } from './totals.js';
import type { Shown } from './usage-chart.js';

const MAX_SHOWN = 100;

/** What each group used in the whole time, the most first, and its share. */
export function GroupTable({ question, rows, groups }: Shown) {
  const t = useWords();
  const { groupBy, metric } = question;
  const label = t(`metric.${metric}`);
  const total = groups.length <= MAX_SHOWN ? totalOf(rows, metric) : undefined;
  const shown = groups.slice(0, MAX_SHOWN);
  const columns: Column<Group>[] = [
    ...dimensionColumns<Group>(groupBy, t, ({ names }) => names).map((column, index) =>
      index === 0 && total !== undefined ? { ...column, total: t('explorer.total') } : column,
    ),
    amountColumn<Group>(label, shown, ({ total: sum }) => sum, total),
    {
      label: t('explorer.share'),
      isNumber: true,
      render: ({ percent }) => (percent === null ? '–' : t('explorer.percent', { percent })),
    },
  ];
  return (
    <Grid label={t('explorer.groups')} columns={columns} rows={shown} keyOf={({ key }) => key} />
  );
}
