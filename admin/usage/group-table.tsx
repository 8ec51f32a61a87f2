import { locale, useWords, type Words } from '../i18n/words.js';
import { percentText, sumOf, toMicro, type Sign } from '../lib/amount.js';
import { amountColumn, Grid, type Column } from '../ui/grid.js';
import { dimensionColumns } from './dimension-columns.js';
import { mostOf, type Question } from './question.js';
import { changeOf, groupsOf, percentOf, topOf, totalOf, type Group } from './totals.js';
import type { Earlier, Shown } from './usage-chart.js';

const MAX_SHOWN = 100;

/** A group in the table, and what it used in the period before; without names: all others. */
interface Row {
  readonly key: string;
  readonly names: readonly (string | null)[] | undefined;
  readonly total: string;
  readonly percent: string | null;
  readonly before: string;
}

/** What each group used in the whole time, the most first, its share, and its change. */
export function GroupTable({ question, rows, groups, earlier }: Shown) {
  const t = useWords();
  const { groupBy, metric } = question;
  const shown = rowsOf(question, groups, earlier);
  const sum = totalOf(rows, metric);
  const [first, ...rest] = dimensionColumns<Row>(groupBy, t, ({ names }) => names ?? []).map(
    (column) => ({
      ...column,
      render: (row: Row) => (row.names ? column.render(row) : t('explorer.others')),
    }),
  );
  const columns: Column<Row>[] = [
    ...(first ? [{ ...first, total: t('explorer.total') }] : []),
    ...rest,
    amountColumn<Row>(t(`metric.${metric}`), shown, ({ total }) => total, sum),
    {
      label: t('explorer.share'),
      isNumber: true,
      render: ({ percent }) => shareText(percent, t),
    },
    ...(earlier ? compared(shown, sum, totalOf(earlier.rows, metric), t) : []),
  ];
  return (
    <Grid label={t('explorer.groups')} columns={columns} rows={shown} keyOf={({ key }) => key} />
  );
}

/** A share or a change in percent, all with one decimal; a dash for none. */
const shareText = (percent: string | null, t: Words, sign?: Sign): string =>
  percent === null ? '–' : t('explorer.percent', { percent: percentText(percent, locale(), sign) });

/** The period before, and by how much it was exceeded. */
function compared(rows: readonly Row[], now: string, then: string, t: Words): Column<Row>[] {
  const change = (total: string, before: string) => shareText(changeOf(total, before), t, 'always');
  return [
    amountColumn<Row>(t('explorer.before'), rows, ({ before }) => before, then),
    {
      label: t('explorer.change'),
      isNumber: true,
      render: ({ total, before }) => change(total, before),
      total: change(now, then),
    },
  ];
}

/** The groups that are shown by themselves, also those of the period before, and the others. */
function rowsOf(question: Question, groups: readonly Group[], earlier: Earlier | undefined): Row[] {
  const { groupBy, metric } = question;
  const then = earlier ? groupsOf(earlier.rows, groupBy, metric) : [];
  const before = new Map(then.map((group) => [group.key, group.total]));
  const known = new Set(groups.map(({ key }) => key));
  const sum = (some: readonly Group[]) => sumOf(some.map(({ total }) => total));
  const whole = toMicro(sum(groups));
  const gone = then
    .filter(({ key }) => !known.has(key))
    .map((group) => ({ ...group, total: '0', percent: percentOf(0n, whole) }));
  const [own, others] = topOf([...groups, ...gone], mostOf(question, MAX_SHOWN));
  const rows = own.map((group) => ({ ...group, before: before.get(group.key) ?? '0' }));
  if (others.length === 0) return rows;
  const rest = {
    key: 'others',
    names: undefined,
    total: sum(others),
    percent: percentOf(toMicro(sum(others)), whole),
    before: sumOf(others.map(({ key }) => before.get(key) ?? '0')),
  };
  return [...rows, rest];
}
