import { useParams } from 'react-router';
import { useWords } from '../i18n/words.js';
import { Actor } from '../ui/actor.js';
import { CopyId } from '../ui/copied.js';
import { Facts } from '../ui/facts.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Said, Trouble, Waiting } from '../ui/states.js';
import { When } from '../ui/when.js';
import { DeliveryList } from './delivery-list.js';
import { EndpointButtons } from './endpoint-acts.js';
import { EndpointState, EndpointWarning } from './endpoint-state.js';
import { Types } from './endpoints-page.js';
import { useEndpoints, type Endpoint } from './endpoints.js';

/** One endpoint: whether it is sent anything, and what it was sent. */
export function EndpointPage() {
  const t = useWords();
  const { endpoint_id = '' } = useParams();
  const { data, error, refetch } = useEndpoints();
  const endpoint = data?.data.find(({ id }) => id === endpoint_id);
  if (endpoint) {
    return (
      <DeliveryList
        endpointId={endpoint_id}
        title={endpoint.url}
        aside={<EndpointButtons endpoint={endpoint} />}
        above={<About endpoint={endpoint} />}
      />
    );
  }
  return (
    <>
      <PageTitle text={t('webhooks.title')} />
      {data ? (
        <Said urgent title={t('webhooks.gone')}>
          {t('webhooks.gone_why')}
        </Said>
      ) : error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting label={t('app.loading')} />
      )}
    </>
  );
}

function About({ endpoint }: { readonly endpoint: Endpoint }) {
  const t = useWords();
  const { id, description, events, created_at, created_by, previous_secret_until } = endpoint;
  return (
    <>
      <EndpointWarning endpoint={endpoint} />
      <Panel title={description ?? t('webhooks.endpoint')}>
        <Facts
          facts={[
            [t('webhooks.state'), <EndpointState key="state" endpoint={endpoint} />],
            [t('webhooks.types'), <Types key="types" events={events} />],
            previous_secret_until === null
              ? undefined
              : [t('webhooks.old_secret'), <When key="secret" at={previous_secret_until} />],
            [t('webhooks.created'), <When key="created" at={created_at} />],
            [t('webhooks.created_by'), <Actor key="by" actor={created_by} />],
            [t('webhooks.id'), <CopyId key="id" id={id} what={t('app.id')} />],
          ]}
        />
      </Panel>
    </>
  );
}
