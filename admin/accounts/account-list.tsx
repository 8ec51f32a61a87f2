import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import { ListBase, useListContext } from 'ra-core';
import { DataTable } from 'ra-ui-materialui';
import { Link } from 'react-router';
import type { AccountRow } from '../data/data-provider.js';
import { useWords } from '../i18n/words.js';
import { decimalsOf } from '../lib/amount.js';
import { Amount } from '../ui/amount.js';
import { CARDS } from '../ui/grid.js';
import { PageTitle } from '../ui/page-title.js';
import { LevelBar, StatusWord } from '../ui/standing.js';
import { Offline, Said, Trouble, Waiting } from '../ui/states.js';
import { When } from '../ui/when.js';
import { AccountFilters } from './account-filters.js';
import { Pager } from '../ui/pager.js';

const NEWEST_FIRST = { field: 'opened_at', order: 'DESC' } as const;
const PAGE_SIZE = 25;

/** All accounts, newest first, by plan, status and address. */
export function AccountList() {
  const t = useWords();
  return (
    <ListBase
      resource="accounts"
      sort={NEWEST_FIRST}
      perPage={PAGE_SIZE}
      exporter={false}
      queryOptions={{ placeholderData: (before) => before }}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <PageTitle text={t('accounts.title')} />
        <AccountFilters />
        <Paper variant="outlined">
          <Accounts />
        </Paper>
        <Pager />
      </Box>
    </ListBase>
  );
}

function Accounts() {
  const t = useWords();
  const { data, error, isPending, isPaused, filterValues, setFilters, refetch } =
    useListContext<AccountRow>();
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (data === undefined || isPending) {
    return isPaused ? <Offline /> : <Waiting label={t('accounts.loading')} lines={10} />;
  }
  if (data.length > 0) return <AccountTable />;
  if (Object.keys(filterValues).length === 0) {
    return <Said title={t('accounts.empty')}>{t('accounts.empty_why')}</Said>;
  }
  const clear = <Button onClick={() => setFilters({})}>{t('action.clear_filters')}</Button>;
  return (
    <Said title={t('accounts.no_match')} action={clear}>
      {t('accounts.no_match_why')}
    </Said>
  );
}

function AccountTable() {
  const t = useWords();
  const { data = [] } = useListContext<AccountRow>();
  const available = decimalsOf(data.map((row) => row.available));
  const held = decimalsOf(data.map((row) => row.held));
  return (
    <DataTable<AccountRow>
      rowClick={false}
      bulkActionButtons={false}
      hover={false}
      aria-label={t('accounts.title')}
      sx={[CARDS, TABLE]}
    >
      <DataTable.Col<AccountRow>
        source="account_id"
        disableSort
        label={t('accounts.name')}
        render={(row) => <Who row={row} />}
      />
      <DataTable.Col<AccountRow>
        source="status"
        disableSort
        label={t('accounts.status')}
        render={({ status }) => (
          <Labelled label={t('accounts.status')}>
            <StatusWord status={status} />
          </Labelled>
        )}
      />
      <DataTable.Col<AccountRow>
        source="plan"
        disableSort
        label={t('accounts.plan')}
        render={({ plan }) => <Labelled label={t('accounts.plan')}>{plan}</Labelled>}
      />
      <DataTable.Col<AccountRow>
        source="available"
        disableSort
        align="right"
        label={t('accounts.available')}
        render={(row) => (
          <Labelled label={t('accounts.available')}>
            <Amount value={row.available} room={available} />
          </Labelled>
        )}
      />
      <DataTable.Col<AccountRow>
        source="held"
        disableSort
        align="right"
        label={t('accounts.held')}
        render={(row) => (
          <Labelled label={t('accounts.held')}>
            <Amount value={row.held} room={held} />
          </Labelled>
        )}
      />
      <DataTable.Col<AccountRow>
        source="level"
        disableSort
        label={t('accounts.level')}
        render={({ level, percent_left }) => (
          <Labelled label={t('accounts.level')}>
            <LevelBar level={level} percentLeft={percent_left} />
          </Labelled>
        )}
      />
      <DataTable.Col<AccountRow>
        source="renews_at"
        disableSort
        label={t('accounts.renews')}
        render={({ renews_at }) => (
          <Labelled label={t('accounts.renews')}>
            {renews_at === null ? '–' : <When at={renews_at} precision="date" />}
          </Labelled>
        )}
      />
      <DataTable.Col<AccountRow>
        source="opened_at"
        label={t('accounts.opened')}
        render={(row) => (
          <Labelled label={t('accounts.opened')}>
            <When at={row.opened_at} precision="date" />
          </Labelled>
        )}
      />
    </DataTable>
  );
}

/** On a card, what stands here has its column's name before it. */
function Labelled({
  label,
  children,
}: {
  readonly label: string;
  readonly children: React.ReactNode;
}) {
  return (
    <>
      <Box component="span" className="label" aria-hidden>
        {label}
      </Box>
      <span>{children}</span>
    </>
  );
}

/** The way to an account: a link, for the keyboard and for a second tab. */
function Who({ row }: { readonly row: AccountRow }) {
  return (
    <Box component="span" sx={{ display: 'grid', textAlign: 'left' }}>
      <Link to={`/accounts/${encodeURIComponent(row.account_id)}`}>
        {row.name ?? row.account_id}
      </Link>
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
  '& .MuiTableCell-root.MuiTableCell-sizeSmall': { paddingInline: { sm: 1.25, lg: 1.75 } },
  '& .RaDataTable-tableWrapper': { overflowX: 'auto' },
  '& .RaDataTable-table a': { fontWeight: 550, textDecoration: 'none' },
  '& .RaDataTable-table a:hover': { textDecoration: 'underline' },
  '& .RaDataTable-thead': { borderBottom: 1, borderColor: 'divider' },
} as const;
