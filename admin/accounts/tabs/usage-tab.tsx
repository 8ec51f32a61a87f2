import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useQuery } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { AS_CSV } from '../../exports/as-csv.js';
import { useModelName } from '../../data/model-names.js';
import { ExportButton } from '../../exports/export-button.js';
import { FreshnessOf } from '../../freshness/freshness.js';
import { locale, useWords } from '../../i18n/words.js';
import { useSearch } from '../../lib/address.js';
import { sumOf } from '../../lib/amount.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { useMe } from '../../sign-in/session.js';
import { amountColumn, Grid, type Column } from '../../ui/grid.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { Said } from '../../ui/states.js';
import { readersZone, When, Zone } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';
import { justAfter, type Moment } from '../open/moment.js';
import { OtherClock } from '../open/other-clock.js';

type Row = Schemas['UsageRow'];
const PROJECTIONS = ['usage', 'ledger_entries'] as const;
const DAY_MS = 86_400_000;
const RANGES = [7, 30, 90] as const;
const USUAL_DAYS = 30;
/** So many cards are shown on a phone before its reader asks for all. */
const MAX_CARDS = 12;

/** What was used by day and model, with totals. */
export default function UsageTab() {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const [search, changeSearch] = useSearch();
  const zone = useContext(Zone) ?? readersZone();
  const days = RANGES.find((each) => String(each) === search.get('days')) ?? USUAL_DAYS;
  const query = useQuery({
    queryKey: accountKey(
      account.account_id,
      moment ? 'past' : 'usage',
      'usage',
      days,
      zone,
      moment,
    ),
    queryFn: ({ signal }) => readUsage(account.account_id, days, zone, moment, signal),
    enabled: moment?.clock !== 'recorded',
  });
  const choose = (chosen: string) =>
    changeSearch((next) => next.set('days', chosen), { replace: true });
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
  if (moment?.clock === 'recorded') return <OtherClock title={t('usage.title')} moment={moment} />;
  return (
    <Panel
      title={t('usage.title')}
      fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
      aside={
        <>
          <ExportUsage days={days} zone={zone} />
          {range}
        </>
      }
    >
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? <Said title={t('usage.empty')} /> : <UsageTable rows={data} />
        }
      </Loaded>
    </Panel>
  );
}

interface ExportUsageProps {
  readonly days: number;
  readonly zone: string;
}

/** Usage of one account is also what belongs to that account. */
function ExportUsage({ days, zone }: ExportUsageProps) {
  const { account, moment } = useOpenAccount();
  const { account_id } = account;
  const { data: me } = useMe();
  const read = () => {
    const params = { query: questionOf(account_id, days, zone, moment) };
    return answerOf(api.GET('/v1/usage', { params, ...AS_CSV }));
  };
  const subject = me?.exports.includes('usage') ? 'usage' : 'account';
  return <ExportButton subject={subject} name={`${account_id} usage`} read={read} />;
}

function readUsage(
  account: string,
  days: number,
  time_zone: string,
  moment: Moment | undefined,
  signal: AbortSignal,
) {
  const params = { query: questionOf(account, days, time_zone, moment) };
  return answerOf(api.GET('/v1/usage', { params, signal }));
}

function questionOf(account: string, days: number, time_zone: string, moment: Moment | undefined) {
  const now = moment ? Date.parse(justAfter(moment.at)) : Date.now();
  return {
    'filter[account]': account,
    from: new Date(now - days * DAY_MS).toISOString(),
    to: new Date(now).toISOString(),
    granularity: 'day',
    group_by: 'model',
    time_zone,
  } as const;
}

function UsageTable({ rows }: { readonly rows: readonly Row[] }) {
  const t = useWords();
  const modelName = useModelName();
  const newestFirst = [...rows].reverse();
  const isNarrow = useMediaQuery('(max-width: 599.95px)', { noSsr: true });
  const [isAll, showAll] = useState(false);
  const counted = (label: string, count: (row: Row) => number): Column<Row> => ({
    label,
    isNumber: true,
    render: (row) => count(row).toLocaleString(locale()),
    isNothing: (row) => count(row) === 0,
    total: rows.reduce((sum, row) => sum + count(row), 0).toLocaleString(locale()),
  });
  const credited = (label: string, amount: (row: Row) => string): Column<Row> => ({
    ...amountColumn(label, newestFirst, amount, sumOf(rows.map(amount))),
    isNothing: (row) => amount(row) === '0',
  });
  const columns: Column<Row>[] = [
    {
      label: t('usage.day'),
      render: ({ time }) => <When at={time} precision="date" />,
      total: t('usage.total'),
    },
    {
      label: t('usage.model'),
      render: ({ model }) => (model ? modelName(model) : t('usage.none')),
    },
    credited(t('usage.credits'), ({ credits }) => credits),
    credited(t('usage.refunded'), ({ refunded }) => refunded),
    counted(t('usage.requests'), ({ requests }) => requests),
    counted(t('usage.input'), ({ input_tokens }) => input_tokens),
    counted(t('usage.cached'), ({ cached_input_tokens }) => cached_input_tokens),
    counted(t('usage.output'), ({ output_tokens }) => output_tokens),
    counted(t('usage.images'), ({ images }) => images),
  ];
  const shown = isNarrow && !isAll ? newestFirst.slice(0, MAX_CARDS) : newestFirst;
  return (
    <>
      <Grid
        label={t('usage.title')}
        columns={columns}
        rows={shown}
        keyOf={({ time, model }) => `${time} ${model}`}
      />
      {shown.length < newestFirst.length && (
        <Box sx={{ padding: 1.5, textAlign: 'center' }}>
          <Button onClick={() => showAll(true)}>
            {t('usage.show_all', { rows: newestFirst.length.toLocaleString(locale()) })}
          </Button>
        </Box>
      )}
    </>
  );
}
