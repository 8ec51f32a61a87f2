import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';

import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { Grid } from '../ui/grid.js';
import { Loaded, Panel } from '../ui/panel.js';
import { dunningColumns } from './dunning-columns.js';

const SHOWN = 20;
const LOOK_MS = 30_000;

/**
 * Subscriptions that are not paid, those whose credits end first before the others; nothing where
 * there are none. `all`: their list.
 */
export function DunningPanel({ all }: { readonly all: string }) {
  const t = useWords();
  const asked = {
    'filter[status]': 'past_due',
    sort: 'credits_end_at',
    'page[size]': SHOWN,
  } as const;
  const query = useQuery({
    queryKey: ['subscriptions', 'past-due'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/subscriptions', { params: { query: asked }, signal })),
    refetchInterval: LOOK_MS,
  });
  const isTold = query.data ? query.data.data.length > 0 : query.error !== null;
  if (!isTold) return null;
  return (
    <Panel
      title={t('subscriptions.dunned')}
      aside={<Link to={all}>{t('subscriptions.dunned_all')}</Link>}
    >
      <Loaded query={query}>
        {({ data }) => (
          <Grid
            label={t('subscriptions.dunned')}
            columns={dunningColumns(t)}
            rows={data}
            keyOf={({ subscription_id }) => subscription_id}
          />
        )}
      </Loaded>
    </Panel>
  );
}
