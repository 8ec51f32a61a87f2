import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ActButton } from '../acts/act-button.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useMay } from '../sign-in/session.js';
import { Actor } from '../ui/actor.js';
import { CopyButton, CopyId } from '../ui/copied.js';
import { Facts, type Fact } from '../ui/facts.js';
import { TitleRow } from '../ui/list-page.js';
import { NotYet } from '../ui/not-yet.js';
import { Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { When } from '../ui/when.js';
import { eventKey } from './event-key.js';
import { EventState } from './event-state.js';
import { ReplayDialog } from './replay-dialog.js';

type Event = Schemas['StripeEventDetails'];

/** Until its object was looked at it is read again by itself. */
const WATCHED_MS = 1_000;

/** One webhook of Stripe: how it stands, what it says, and replaying it. */
export function EventPage() {
  const t = useWords();
  const { event_id = '' } = useParams();
  const query = useQuery({
    queryKey: eventKey(event_id),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/stripe-events/{event_id}', { params: { path: { event_id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'received' ? WATCHED_MS : false),
  });
  if (query.data) return <EventView event={query.data} />;
  return <NotYet title={t('inbox.event')} query={query} />;
}

function EventView({ event }: { readonly event: Event }) {
  const t = useWords();
  const mayReplay = useMay('inbox:write');
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow
        title={event.type ?? t('inbox.unreadable')}
        aside={
          <ActButton
            id="replay"
            variant="contained"
            label={t('inbox.replay')}
            isOffered={mayReplay}
          >
            {(close) => <ReplayDialog event={event} onClose={close} />}
          </ActButton>
        }
      />
      <Link to="/inbox">{t('inbox.back')}</Link>
      {event.state === 'parked' && (
        <Alert severity="warning" variant="outlined" role="status">
          {t('inbox.parked_why')}
        </Alert>
      )}
      <Panel title={t('inbox.about')}>
        <About event={event} />
      </Panel>
      <Payload event={event} />
    </Box>
  );
}

function About({ event }: { readonly event: Event }) {
  const t = useWords();
  const { event_id, object_id, account_id, livemode, api_version, error } = event;
  const { replayed_at, replayed_by } = event;
  const at = (label: 'inbox.created' | 'inbox.done', value: string | null): Fact =>
    value === null ? undefined : [t(label), <When key={label} at={value} precision="second" />];
  return (
    <Facts
      facts={[
        [
          t('inbox.state'),
          <span key="state" role="status">
            <EventState event={event} />
          </span>,
        ],
        error === null ? undefined : [t('inbox.error'), error],
        [t('inbox.id'), <CopyId key="id" id={event_id} what={t('inbox.id')} />],
        object_id === null
          ? undefined
          : [t('inbox.object'), <CopyId key="object" id={object_id} what={t('inbox.object')} />],
        account_id === null
          ? undefined
          : [
              t('inbox.account'),
              <Link key="account" to={accountPath(account_id)}>
                {account_id}
              </Link>,
            ],
        [t('inbox.attempts'), event.attempts],
        livemode === null
          ? undefined
          : [t('inbox.mode'), t(livemode ? 'inbox.live' : 'inbox.test')],
        api_version === null ? undefined : [t('inbox.version'), api_version],
        at('inbox.created', event.created_at),
        [t('inbox.received'), <When key="received" at={event.received_at} precision="second" />],
        replayed_at === null || replayed_by === null
          ? undefined
          : [
              t('inbox.replayed'),
              <>
                <When at={replayed_at} precision="second" /> · <Actor actor={replayed_by} />
              </>,
            ],
        at('inbox.done', event.done_at),
      ]}
    />
  );
}

/** What it says, set out to be read; why not, where it is not there. */
function Payload({ event: { payload, payload_bytes, has_payload } }: { readonly event: Event }) {
  const t = useWords();
  if (payload === null) {
    const why = has_payload ? t('inbox.payload_hidden') : t('inbox.payload_gone');
    return (
      <Panel title={t('inbox.payload')}>
        <Said title={t('inbox.payload_none')}>{why}</Said>
      </Panel>
    );
  }
  const text = pretty(payload);
  const isCut = (payload_bytes ?? 0) > new Blob([payload]).size;
  return (
    <Panel
      title={t('inbox.payload')}
      aside={<CopyButton text={text} label={t('inbox.copy_payload')} />}
    >
      {isCut && (
        <Alert severity="info" variant="outlined" sx={{ margin: 1.5 }}>
          {t('inbox.payload_cut', { bytes: payload_bytes ?? 0 })}
        </Alert>
      )}
      <Box component="pre" tabIndex={0} role="region" aria-label={t('inbox.payload')} sx={PRE}>
        {text}
      </Box>
    </Panel>
  );
}

/** JSON, indented; what is none, as it came. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), undefined, 2);
  } catch {
    return payload;
  }
}

const PRE = {
  margin: 0,
  padding: 1.75,
  maxHeight: 480,
  overflow: 'auto',
  fontSize: '0.8125rem',
  backgroundColor: 'background.default',
} as const;
