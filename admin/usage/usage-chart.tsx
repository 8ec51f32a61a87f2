import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTheme } from '@mui/material/styles';
import { BarChart } from '@mui/x-charts/BarChart';
import { LineChart } from '@mui/x-charts/LineChart';
import { useMemo } from 'react';
import { locale, useWords } from '../i18n/words.js';
import { amountText } from '../lib/amount.js';
import { When } from '../ui/when.js';
import { useBinNames } from './bin-name.js';
import { before, binsOf, mostOf, queryOf, type Question } from './question.js';
import { linesOf, MAX_LINES, sumsOf, type Group, type UsageRow } from './totals.js';
import { useGroupName } from './use-group-name.js';

/** The rows of the period before. */
export interface Earlier {
  readonly rows: readonly UsageRow[];
}

/** What is shown of an answer. */
export interface Shown {
  readonly question: Question;
  readonly rows: readonly UsageRow[];
  readonly groups: readonly Group[];
  /** Up to when everything is counted. */
  readonly until: string;
  readonly earlier?: Earlier;
}

interface UsageChartProps extends Shown {
  /** All bins, those without usage too; undefined: too many to draw. */
  readonly bins: readonly string[] | undefined;
}

/** The chart; its numbers stand in the tables below, where they can be read exactly. */
export function UsageChart({ question, bins, until, earlier, ...shown }: UsageChartProps) {
  const t = useWords();
  const { isComplete, fullNameOf, nameOf } = useBinNames(question, until);
  const ends = new Set([bins?.[0], bins?.at(-1)].filter((bin) => bin !== undefined));
  const { from, to } = before(question);
  return (
    <Box component="figure" sx={{ margin: 0, padding: 1.75 }}>
      {bins ? (
        <Drawing {...shown} {...{ question, bins, fullNameOf, earlier }} />
      ) : (
        <Typography role="status">{t('explorer.not_drawn')}</Typography>
      )}
      <Typography component="figcaption" variant="body2" color="textSecondary">
        {t('explorer.complete_to', { zone: question.zone })} <When at={until} precision="second" />
        {[...ends]
          .filter((bin) => !isComplete(bin))
          .map((bin) => (
            <span key={bin}> · {t('explorer.incomplete', { bin: nameOf(bin) })}</span>
          ))}
        {earlier && <> · {t('explorer.compared', { from, to })}</>}
      </Typography>
    </Box>
  );
}

interface DrawingProps extends Omit<Shown, 'until' | 'earlier'> {
  readonly earlier: Earlier | undefined;
  readonly bins: readonly string[];
  readonly fullNameOf: (start: string) => string;
}

function Drawing({ question, rows, groups, bins, fullNameOf, earlier }: DrawingProps) {
  const t = useWords();
  const { palette } = useTheme();
  const { groupBy, metric, drawn } = question;
  const groupName = useGroupName(groupBy);
  const most = mostOf(question, MAX_LINES);
  const lines = useMemo(
    () => linesOf(rows, groups, bins, { groupBy, metric, most }),
    [rows, groups, bins, groupBy, metric, most],
  );
  const seriesOf = (id: string, label: string, exact: readonly string[]) => ({
    id,
    label,
    data: exact.map(Number),
    valueFormatter: (_: number | null, { dataIndex }: { dataIndex: number }) =>
      amountText(exact[dataIndex] ?? '0', locale()),
  });
  const series = lines.map(({ key, names, exact }) =>
    seriesOf(key, names === undefined ? t('explorer.others') : groupName(names), exact),
  );
  const sums = earlier && sumsBefore(question, earlier, bins.length);
  const then = sums ? [{ ...seriesOf('before', t('explorer.before'), sums), color: GREY }] : [];
  const axes = {
    yAxis: [{ width: 72 }],
    height: 320,
    grid: { horizontal: true },
    colors: [...COLOURS[palette.mode]],
    margin: { left: 0, right: 8, top: 8, bottom: 0 },
    hideLegend: series.length + then.length < 2,
    skipAnimation: true,
  };
  if (drawn === 'line') {
    return (
      <LineChart
        {...axes}
        xAxis={[{ data: bins.map(fullNameOf), height: 28, disableTicks: true, scaleType: 'point' }]}
        series={[...series, ...then].map((each) => ({
          ...each,
          curve: 'linear',
          showMark: bins.length === 1,
        }))}
      />
    );
  }
  return (
    <BarChart
      {...axes}
      xAxis={[{ data: bins.map(fullNameOf), height: 28, disableTicks: true, scaleType: 'band' }]}
      series={[
        ...series.map((each) => ({ ...each, stack: 'all' })),
        ...then.map((each) => ({ ...each, stack: 'before' })),
      ]}
    />
  );
}

/** What all groups used together in the bins of the period before, the first beside the first. */
function sumsBefore(question: Question, { rows }: Earlier, count: number): readonly string[] {
  const asked = before(question);
  const times = rows.map(({ time }) => time);
  const bins = binsOf(asked, queryOf(asked).to, times) ?? [];
  return sumsOf(rows, bins.slice(0, count), question.metric);
}

/** The period before, in both modes. */
const GREY = '#adb5bd';

/** Eight that can be told apart; the last is grey, for what is drawn together. */
const COLOURS = {
  light: ['#3b5bdb', '#0c8599', '#e67700', '#c2255c', '#2b8a3e', '#7048e8', '#846358', '#868e96'],
  dark: ['#748ffc', '#3bc9db', '#ffa94d', '#f783ac', '#69db7c', '#b197fc', '#d0b8a8', '#adb5bd'],
} as const;
