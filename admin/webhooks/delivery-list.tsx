import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeliveryRow } from '../data/operations-lists.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ListExport } from '../exports/list-export.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { answerOf, api } from '../lib/api.js';
import { Choice, Day, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { Grid, type Column } from '../ui/grid.js';
import { ListPage, useFilters } from '../ui/list-page.js';
import { When } from '../ui/when.js';
import { DeliveryState } from './delivery-state.js';
import { SENT_TYPES, STATES } from './types.js';

/** Deliveries end and begin by themselves. */
const READ_AGAIN_MS = 5_000;

interface DeliveryListProps {
  readonly endpointId: string;
  readonly title: string;
  readonly aside: ReactNode;
  readonly above: ReactNode;
}

/** What was sent to an endpoint, newest first, below what it is. */
export function DeliveryList({ endpointId, title, aside, above }: DeliveryListProps) {
  const t = useWords();
  return (
    <ListPage<DeliveryRow>
      resource="webhook-deliveries"
      within={{ endpoint_id: endpointId }}
      readAgainMs={READ_AGAIN_MS}
      title={title}
      aside={aside}
      above={above}
      filters={<DeliveryFilters endpointId={endpointId} />}
      loading={t('delivery.loading')}
      empty={{ title: t('delivery.empty'), why: t('delivery.empty_why') }}
      noMatch={{ title: t('delivery.no_match'), why: t('delivery.no_match_why') }}
    >
      {(rows) => <DeliveryTable rows={rows} />}
    </ListPage>
  );
}

function DeliveryFilters({ endpointId }: { readonly endpointId: string }) {
  const t = useWords();
  const { chosen, typed } = useFilters();
  return (
    <Filters after={<Export endpointId={endpointId} />}>
      <Choice
        label={t('delivery.state')}
        {...chosen('state')}
        choices={STATES.map((state) => [state, t(`delivery.state_${state}`)])}
      />
      <Choice
        label={t('delivery.type')}
        {...chosen('type')}
        choices={SENT_TYPES.map((type) => [type, t(`webhook_type.${type}`)])}
      />
      <Typed label={t('delivery.account')} {...typed('account_id')} />
      <Day label={t('delivery.from')} {...chosen('from')} />
      <Day label={t('delivery.to')} {...chosen('to')} />
    </Filters>
  );
}

function Export({ endpointId: endpoint_id }: { readonly endpointId: string }) {
  const read = (query: Record<string, string>) => {
    const params = { path: { endpoint_id }, query };
    const path = '/v1/webhook-endpoints/{endpoint_id}/deliveries';
    return answerOf(api.GET(path, { params, ...AS_CSV }));
  };
  return <ListExport subject="operations" name="webhook-deliveries" read={read} />;
}

function DeliveryTable({ rows }: { readonly rows: readonly DeliveryRow[] }) {
  const t = useWords();
  const columns: Column<DeliveryRow>[] = [
    {
      label: t('delivery.type'),
      render: ({ endpoint_id, id, type }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <Link to={`/webhooks/${endpoint_id}/deliveries/${id}`}>{t(`webhook_type.${type}`)}</Link>
          <Box component="code" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {type}
          </Box>
        </Box>
      ),
    },
    {
      label: t('delivery.account'),
      render: ({ account_id }) =>
        account_id === null ? '–' : <Link to={accountPath(account_id)}>{account_id}</Link>,
    },
    {
      label: t('delivery.when'),
      render: ({ created_at }) => <When at={created_at} precision="second" />,
    },
    { label: t('delivery.state'), render: (row) => <DeliveryState delivery={row} /> },
    { label: t('delivery.attempts'), isNumber: true, render: ({ attempts }) => attempts },
    {
      label: t('delivery.last'),
      render: ({ last_status, last_error }) =>
        last_status === null ? (last_error ?? '–') : t('delivery.status', { status: last_status }),
    },
    {
      label: t('delivery.next'),
      render: ({ next_attempt_at }) =>
        next_attempt_at === null ? '–' : <When at={next_attempt_at} precision="second" />,
    },
  ];
  return <Grid label={t('delivery.list')} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}
