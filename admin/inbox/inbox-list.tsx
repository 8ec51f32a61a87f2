import Box from '@mui/material/Box';
import { Link } from 'react-router';
import type { StripeEventRow } from '../data/payment-lists.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ListExport } from '../exports/list-export.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Choice, DayStart, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { Grid, type Column } from '../ui/grid.js';
import { ListPage, useFilters } from '../ui/list-page.js';
import { When } from '../ui/when.js';
import { EventState } from './event-state.js';

/** Webhooks come and are done by themselves. */
const READ_AGAIN_MS = 5_000;

/** Webhooks of Stripe as they came, newest first. */
export function InboxList() {
  const t = useWords();
  return (
    <ListPage<StripeEventRow>
      resource="stripe-events"
      readAgainMs={READ_AGAIN_MS}
      title={t('inbox.title')}
      aside={<ExportEvents />}
      filters={<EventFilters />}
      loading={t('inbox.loading')}
      empty={{ title: t('inbox.empty'), why: t('inbox.empty_why') }}
      noMatch={{ title: t('inbox.no_match'), why: t('inbox.no_match_why') }}
    >
      {(rows) => <EventTable rows={rows} />}
    </ListPage>
  );
}

const STATES: readonly Schemas['StripeEventState'][] = ['received', 'parked', 'done', 'ignored'];

function EventFilters() {
  const t = useWords();
  const { chosen, typed } = useFilters();
  return (
    <Filters>
      <Choice
        label={t('inbox.state')}
        {...chosen('state')}
        choices={STATES.map((state) => [state, t(`inbox.state_${state}`)])}
      />
      <Typed label={t('inbox.type')} {...typed('type')} />
      <Typed label={t('inbox.object')} {...typed('object_id')} />
      <Typed label={t('inbox.account')} {...typed('account_id')} />
      <DayStart label={t('inbox.from')} {...chosen('from')} />
      <DayStart label={t('inbox.to')} {...chosen('to')} />
    </Filters>
  );
}

function ExportEvents() {
  const read = (query: Record<string, string>) =>
    answerOf(api.GET('/v1/stripe-events', { params: { query }, ...AS_CSV }));
  return <ListExport name="stripe-events" read={read} />;
}

function EventTable({ rows }: { readonly rows: readonly StripeEventRow[] }) {
  const t = useWords();
  const columns: Column<StripeEventRow>[] = [
    {
      label: t('inbox.type'),
      render: ({ event_id, type }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <Link to={`/inbox/${event_id}`}>{type ?? t('inbox.unreadable')}</Link>
          <Box component="code" sx={ID}>
            {event_id}
          </Box>
        </Box>
      ),
    },
    {
      label: t('inbox.state'),
      render: (row) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <EventState event={row} />
          {row.error !== null && (
            <Box component="span" sx={ID}>
              {row.error}
            </Box>
          )}
        </Box>
      ),
    },
    {
      label: t('inbox.object'),
      render: ({ object_id }) =>
        object_id === null ? (
          '–'
        ) : (
          <Box component="code" sx={ID}>
            {object_id}
          </Box>
        ),
    },
    {
      label: t('inbox.account'),
      render: ({ account_id }) =>
        account_id === null ? '–' : <Link to={accountPath(account_id)}>{account_id}</Link>,
    },
    { label: t('inbox.attempts'), isNumber: true, render: ({ attempts }) => attempts },
    {
      label: t('inbox.received'),
      render: ({ received_at }) => <When at={received_at} precision="second" />,
    },
  ];
  return (
    <Grid
      label={t('inbox.title')}
      columns={columns}
      rows={rows}
      keyOf={({ event_id }) => event_id}
    />
  );
}

const ID = { color: 'text.secondary', overflowWrap: 'anywhere', fontSize: '0.75rem' } as const;
