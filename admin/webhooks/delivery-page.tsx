import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ActButton } from '../acts/act-button.js';
import { ActDialog } from '../acts/act-dialog.js';
import { useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { CopyButton, CopyId } from '../ui/copied.js';
import { Facts } from '../ui/facts.js';
import { TitleRow } from '../ui/list-page.js';
import { NotYet } from '../ui/not-yet.js';
import { Panel } from '../ui/panel.js';
import { When } from '../ui/when.js';
import { Attempts } from './attempts.js';
import { DeliveryState } from './delivery-state.js';
import { useEndpoints } from './endpoints.js';

type Delivery = Schemas['WebhookDeliveryDetails'];

/** While attempts are due it is read again by itself. */
const WATCHED_MS = 2_000;
const keyOf = (id: string) => ['webhook-delivery', id] as const;

/** One delivery: what is sent, how each attempt went, and sending it again. */
export function DeliveryPage() {
  const t = useWords();
  const { endpoint_id = '', delivery_id = '' } = useParams();
  const params = { path: { endpoint_id, delivery_id } };
  const path = '/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}';
  const query = useQuery({
    queryKey: keyOf(delivery_id),
    queryFn: ({ signal }) => answerOf(api.GET(path, { params, signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? WATCHED_MS : false),
  });
  if (query.data) return <DeliveryView delivery={query.data} />;
  return <NotYet title={t('delivery.list')} query={query} />;
}

function DeliveryView({ delivery }: { readonly delivery: Delivery }) {
  const t = useWords();
  const endpoint = useEndpoints().data?.data.find(({ id }) => id === delivery.endpoint_id);
  const isOff = endpoint?.enabled === false;
  const body = JSON.stringify(delivery.body, undefined, 2);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow
        title={t(`webhook_type.${delivery.type}`)}
        aside={
          !isOff && (
            <ActButton id="resend" variant="contained" label={t('delivery.resend')}>
              {(close) => <ResendDialog delivery={delivery} onClose={close} />}
            </ActButton>
          )
        }
      />
      <Link to={`/webhooks/${delivery.endpoint_id}`}>{endpoint?.url ?? t('delivery.back')}</Link>
      {isOff && (
        <Alert severity="warning" variant="outlined" role="status">
          {t('delivery.resend_off')}
        </Alert>
      )}
      <Panel title={t('delivery.title')}>
        <About delivery={delivery} />
      </Panel>
      <Panel title={t('delivery.log')}>
        <Attempts log={delivery.log} />
      </Panel>
      <Panel
        title={t('delivery.body')}
        aside={<CopyButton text={body} label={t('delivery.copy_body')} />}
      >
        <Box component="pre" tabIndex={0} role="region" aria-label={t('delivery.body')} sx={PRE}>
          {body}
        </Box>
      </Panel>
    </Box>
  );
}

function About({ delivery }: { readonly delivery: Delivery }) {
  const t = useWords();
  const { type, account_id, webhook_id, created_at, next_attempt_at, attempts } = delivery;
  return (
    <Facts
      facts={[
        [t('delivery.state'), <DeliveryState key="state" delivery={delivery} />],
        [t('delivery.type'), <code key="type">{type}</code>],
        account_id === null
          ? undefined
          : [
              t('delivery.account'),
              <Link key="account" to={accountPath(account_id)}>
                {account_id}
              </Link>,
            ],
        [t('delivery.when'), <When key="when" at={created_at} precision="second" />],
        [t('delivery.attempts'), attempts],
        next_attempt_at === null
          ? undefined
          : [t('delivery.next'), <When key="next" at={next_attempt_at} precision="second" />],
        [
          t('delivery.webhook_id'),
          <CopyId key="id" id={webhook_id} what={t('delivery.webhook_id')} />,
        ],
      ]}
    />
  );
}

interface ResendDialogProps {
  readonly delivery: Delivery;
  readonly onClose: () => void;
}

function ResendDialog({ delivery, onClose }: ResendDialogProps) {
  const t = useWords();
  const { endpoint_id, id: delivery_id, arrived } = delivery;
  const params = { path: { endpoint_id, delivery_id } };
  const path = '/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/resend';
  const act = useAct<void, Schemas['WebhookDelivery']>(
    () => answerOf(api.POST(path, { params })),
    useDone(onClose, keyOf(delivery_id)),
  );
  return (
    <ActDialog
      title={t('delivery.resend_title')}
      submit={t('delivery.resend_submit')}
      act={act}
      onSubmit={() => act.send()}
      onClose={onClose}
    >
      {arrived && (
        <Alert severity="warning" variant="outlined">
          {t('delivery.resend_arrived')}
        </Alert>
      )}
      {t('delivery.resend_why')}
    </ActDialog>
  );
}

const PRE = {
  margin: 0,
  padding: 1.75,
  overflowX: 'auto',
  fontSize: '0.8125rem',
  backgroundColor: 'background.default',
} as const;
