import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useContext } from 'react';
import { useSearchParams } from 'react-router';
import { locale, useWords } from '../../i18n/words.js';
import { sumOf } from '../../lib/amount.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { amountColumn, Grid, type Column } from '../../ui/grid.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { Said } from '../../ui/states.js';
import { When, Zone } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';

type Row = Schemas['UsageRow'];
const DAY_MS = 86_400_000;
const RANGES = [7, 30, 90] as const;
const USUAL_DAYS = 30;

/** What was used by day and model, with totals. */
export default function UsageTab() {
  const t = useWords();
  const { account } = useOpenAccount();
  const [search, setSearch] = useSearchParams();
  const zone = useContext(Zone) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const days = RANGES.find((each) => String(each) === search.get('days')) ?? USUAL_DAYS;
  const query = useQuery({
    queryKey: accountKey(account.account_id, 'usage', days, zone),
    queryFn: ({ signal }) => readUsage(account.account_id, days, zone, signal),
  });
  const choose = (chosen: string) => {
    const next = new URLSearchParams(search);
    next.set('days', chosen);
    setSearch(next, { replace: true });
  };
  const range = (
    <TextField
      select
      label={t('usage.range')}
      value={days}
      onChange={({ target }) => choose(target.value)}
      sx={{ width: 150 }}
    >
      {RANGES.map((each) => (
        <MenuItem key={each} value={each}>
          {t('usage.days', { days: each })}
        </MenuItem>
      ))}
    </TextField>
  );
  return (
    <Panel title={t('usage.title')} aside={range}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? <Said title={t('usage.empty')} /> : <UsageTable rows={data} />
        }
      </Loaded>
    </Panel>
  );
}

function readUsage(account: string, days: number, time_zone: string, signal: AbortSignal) {
  const now = Date.now();
  const query = {
    'filter[account]': account,
    from: new Date(now - days * DAY_MS).toISOString(),
    to: new Date(now).toISOString(),
    granularity: 'day',
    group_by: 'model',
    time_zone,
  } as const;
  return answerOf(api.GET('/v1/usage', { params: { query }, signal }));
}

function UsageTable({ rows }: { readonly rows: readonly Row[] }) {
  const t = useWords();
  const newestFirst = [...rows].reverse();
  const counted = (label: string, count: (row: Row) => number): Column<Row> => ({
    label,
    isNumber: true,
    render: (row) => count(row).toLocaleString(locale()),
    total: rows.reduce((sum, row) => sum + count(row), 0).toLocaleString(locale()),
  });
  const credited = (label: string, amount: (row: Row) => string): Column<Row> =>
    amountColumn(label, newestFirst, amount, sumOf(rows.map(amount)));
  const columns: Column<Row>[] = [
    {
      label: t('usage.day'),
      render: ({ time }) => <When at={time} precision="date" />,
      total: t('usage.total'),
    },
    { label: t('usage.model'), render: ({ model }) => model ?? t('usage.none') },
    counted(t('usage.requests'), ({ requests }) => requests),
    counted(t('usage.input'), ({ input_tokens }) => input_tokens),
    counted(t('usage.cached'), ({ cached_input_tokens }) => cached_input_tokens),
    counted(t('usage.output'), ({ output_tokens }) => output_tokens),
    counted(t('usage.images'), ({ images }) => images),
    credited(t('usage.credits'), ({ credits }) => credits),
    credited(t('usage.refunded'), ({ refunded }) => refunded),
  ];
  return (
    <Grid
      label={t('usage.title')}
      columns={columns}
      rows={newestFirst}
      keyOf={({ time, model }) => `${time} ${model}`}
    />
  );
}
