import Box from '@mui/material/Box';
import { useListContext } from 'ra-core';
import { Link } from 'react-router';
import type { AccountRow } from '../data/data-provider.js';
import { filterQuery } from '../data/list.js';
import { ListFreshness } from '../freshness/freshness.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { answerOf, api } from '../lib/api.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ExportButton } from '../exports/export-button.js';
import { ListPage } from '../ui/list-page.js';
import { amountColumn, Grid, type Column } from '../ui/grid.js';
import { ListViews } from '../views/list-views.js';
import { PlanName } from '../ui/plan-name.js';
import { LevelBar, StatusWord } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { AccountFilters } from './account-filters.js';

const NEWEST_FIRST = { field: 'opened_at', order: 'DESC' } as const;
const PROJECTIONS = ['accounts', 'balances'] as const;

/** All accounts, newest first, by plan, status and address. */
export function AccountList() {
  const t = useWords();
  return (
    <ListPage<AccountRow>
      resource="accounts"
      sort={NEWEST_FIRST}
      title={t('accounts.title')}
      aside={
        <>
          <ListFreshness of={PROJECTIONS} />
          <ListViews page="accounts" />
          <ExportAccounts />
        </>
      }
      filters={<AccountFilters />}
      loading={t('accounts.loading')}
      empty={{ title: t('accounts.empty'), why: t('accounts.empty_why') }}
      noMatch={{ title: t('accounts.no_match'), why: t('accounts.no_match_why') }}
    >
      {(rows) => <AccountTable rows={rows} />}
    </ListPage>
  );
}

function ExportAccounts() {
  const { filterValues, sort } = useListContext<AccountRow>();
  const query = {
    ...filterQuery(filterValues),
    sort: sort.order === 'ASC' ? ('opened_at' as const) : ('-opened_at' as const),
  };
  const read = () =>
    answerOf(
      api.GET('/v1/accounts', {
        params: { query },
        ...AS_CSV,
      }),
    );
  return <ExportButton subject="accounts" name="accounts" read={read} />;
}

function AccountTable({ rows }: { readonly rows: readonly AccountRow[] }) {
  const t = useWords();
  const { sort, setSort } = useListContext<AccountRow>();
  const isAscending = sort.order === 'ASC';
  const columns: Column<AccountRow>[] = [
    { label: t('accounts.name'), render: (row) => <Who row={row} /> },
    { label: t('accounts.status'), render: ({ status }) => <StatusWord status={status} /> },
    { label: t('accounts.plan'), render: ({ plan }) => <PlanName plan={plan} /> },
    amountColumn(t('accounts.available'), rows, ({ available }) => available),
    amountColumn(t('accounts.held'), rows, ({ held }) => held),
    {
      label: t('accounts.level'),
      render: ({ level, percent_left }) => <LevelBar level={level} percentLeft={percent_left} />,
    },
    {
      label: t('accounts.renews'),
      render: ({ renews_at }) =>
        renews_at === null ? '–' : <When at={renews_at} precision="date" />,
    },
    {
      label: t('accounts.opened'),
      render: ({ opened_at }) => <When at={opened_at} precision="date" />,
      sort: {
        direction: isAscending ? 'asc' : 'desc',
        onChange: () => setSort({ field: 'opened_at', order: isAscending ? 'DESC' : 'ASC' }),
      },
    },
  ];
  return (
    <Box sx={TABLE}>
      <Grid
        label={t('accounts.title')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.account_id}
      />
    </Box>
  );
}

/** The way to an account: a link, for the keyboard and for a second tab. */
function Who({ row }: { readonly row: AccountRow }) {
  return (
    <Box component="span" sx={{ display: 'grid', textAlign: 'left' }}>
      <Link to={accountPath(row.account_id)}>{row.name ?? row.account_id}</Link>
      {row.name !== null && (
        <Box
          component="code"
          sx={{ fontSize: '0.75rem', color: 'text.secondary', overflowWrap: 'anywhere' }}
        >
          {row.account_id}
        </Box>
      )}
    </Box>
  );
}

const TABLE = {
  '& td, & th': { whiteSpace: { sm: 'nowrap' } },
  // Ids can be long: they wrap, so that the other columns have their room.
  '& td:first-of-type': { whiteSpace: 'normal', minWidth: { sm: 132 } },
  '& .MuiTableCell-root.MuiTableCell-sizeSmall': { paddingInline: { sm: 0.875, lg: 1.75 } },
  '& table a': { fontWeight: 550, textDecoration: 'none' },
  '& table a:hover': { textDecoration: 'underline' },
} as const;
