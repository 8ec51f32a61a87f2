import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { ActButton } from '../acts/act-button.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ExportButton } from '../exports/export-button.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { Grid, type Column } from '../ui/grid.js';
import { TitleRow } from '../ui/list-page.js';
import { Loaded, Panel } from '../ui/panel.js';
import { When } from '../ui/when.js';
import { AddDialog } from './endpoint-dialogs.js';
import { EndpointState } from './endpoint-state.js';
import { useEndpoints, type Endpoint } from './endpoints.js';

/** All addresses that are told what happens, and whether they are. */
export function EndpointsPage() {
  const t = useWords();
  const query = useEndpoints();
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow
        title={t('webhooks.title')}
        aside={
          query.data && (
            <>
              <ExportEndpoints />
              <ActButton id="add" variant="contained" label={t('webhooks.add')}>
                {(close) => <AddDialog onClose={close} />}
              </ActButton>
            </>
          )
        }
      />
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {t('webhooks.why')}
      </Typography>
      <Panel title={t('webhooks.endpoints')}>
        <Loaded query={query} empty={{ title: t('webhooks.none'), why: t('webhooks.none_why') }}>
          {({ data }) => <EndpointTable rows={data} />}
        </Loaded>
      </Panel>
    </Box>
  );
}

function ExportEndpoints() {
  const read = () => answerOf(api.GET('/v1/webhook-endpoints', AS_CSV));
  return <ExportButton subject="operations" name="webhook-endpoints" read={read} />;
}

function EndpointTable({ rows }: { readonly rows: readonly Endpoint[] }) {
  const t = useWords();
  const columns: Column<Endpoint>[] = [
    {
      label: t('webhooks.url'),
      render: ({ id, url, description }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <Box component={Link} to={`/webhooks/${id}`} sx={{ overflowWrap: 'anywhere' }}>
            {url}
          </Box>
          {description !== null && (
            <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
              {description}
            </Box>
          )}
        </Box>
      ),
    },
    { label: t('webhooks.types'), render: ({ events }) => <Types events={events} /> },
    { label: t('webhooks.state'), render: (endpoint) => <EndpointState endpoint={endpoint} /> },
    { label: t('webhooks.created'), render: ({ created_at }) => <When at={created_at} /> },
  ];
  return (
    <Grid label={t('webhooks.endpoints')} columns={columns} rows={rows} keyOf={({ id }) => id} />
  );
}

/** What an endpoint is told of, in words. */
export function Types({ events }: Pick<Endpoint, 'events'>) {
  const t = useWords();
  if (events === null) return t('webhooks.types_all');
  return events.map((type) => t(`webhook_type.${type}`)).join(' · ');
}
