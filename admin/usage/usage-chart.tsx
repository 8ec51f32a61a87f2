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
import type { Question } from './question.js';
import { linesOf, type Group, type UsageRow } from './totals.js';
import { useGroupName } from './use-group-name.js';

/** What is shown of an answer. */
export interface Shown {
  readonly question: Question;
  readonly rows: readonly UsageRow[];
  readonly groups: readonly Group[];
  /** Up to when everything is counted. */
  readonly until: string;
}

interface UsageChartProps extends Shown {
  /** All bins, those without usage too; undefined: too many to draw. */
  readonly bins: readonly string[] | undefined;
}

/** The chart; its numbers stand in the tables below, where they can be read exactly. */
export function UsageChart({ question, rows, groups, bins, until }: UsageChartProps) {
  const t = useWords();
  const { isComplete, fullNameOf, nameOf } = useBinNames(question, until);
  const last = bins?.at(-1);
  return (
    <Box component="figure" sx={{ margin: 0, padding: 1.75 }}>
      {bins ? (
        <Drawing {...{ question, rows, groups, bins, fullNameOf }} />
      ) : (
        <Typography role="status">{t('explorer.not_drawn')}</Typography>
      )}
      <Typography component="figcaption" variant="body2" color="text.secondary">
        {t('explorer.complete_to', { zone: question.zone })} <When at={until} precision="second" />
        {last !== undefined && !isComplete(last) && (
          <> · {t('explorer.incomplete', { bin: nameOf(last) })}</>
        )}
      </Typography>
    </Box>
  );
}

interface DrawingProps extends Omit<Shown, 'until'> {
  readonly bins: readonly string[];
  readonly fullNameOf: (start: string) => string;
}

function Drawing({ question, rows, groups, bins, fullNameOf }: DrawingProps) {
  const t = useWords();
  const { palette } = useTheme();
  const groupName = useGroupName();
  const { groupBy, metric, drawn } = question;
  const lines = useMemo(
    () => linesOf(rows, groups, bins, { groupBy, metric }),
    [rows, groups, bins, groupBy, metric],
  );
  const series = lines.map(({ key, names, values, exact }) => ({
    id: key,
    label: names === undefined ? t('explorer.others') : groupName(names),
    data: [...values],
    valueFormatter: (_: number | null, { dataIndex }: { dataIndex: number }) =>
      amountText(exact[dataIndex] ?? '0', locale()),
  }));
  const axes = {
    yAxis: [{ width: 72 }],
    height: 320,
    grid: { horizontal: true },
    colors: [...COLOURS[palette.mode]],
    margin: { left: 0, right: 8, top: 8, bottom: 0 },
    hideLegend: series.length < 2,
    skipAnimation: true,
  };
  if (drawn === 'line') {
    return (
      <LineChart
        {...axes}
        xAxis={[{ data: bins.map(fullNameOf), height: 28, disableTicks: true, scaleType: 'point' }]}
        series={series.map((each) => ({ ...each, curve: 'linear', showMark: bins.length === 1 }))}
      />
    );
  }
  return (
    <BarChart
      {...axes}
      xAxis={[{ data: bins.map(fullNameOf), height: 28, disableTicks: true, scaleType: 'band' }]}
      series={series.map((each) => ({ ...each, stack: 'all' }))}
    />
  );
}

/** Eight that can be told apart; the last is grey, for what is drawn together. */
const COLOURS = {
  light: ['#3b5bdb', '#0c8599', '#e67700', '#c2255c', '#2b8a3e', '#7048e8', '#846358', '#868e96'],
  dark: ['#748ffc', '#3bc9db', '#ffa94d', '#f783ac', '#69db7c', '#b197fc', '#d0b8a8', '#adb5bd'],
} as const;
