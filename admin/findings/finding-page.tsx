import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ActButton } from '../acts/act-button.js';
import { useWords } from '../i18n/words.js';
import { paymentsPath } from '../lib/account-paths.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useMay } from '../sign-in/session.js';
import { nameOf } from '../ui/actor.js';
import { CopyId } from '../ui/copied.js';
import { Facts } from '../ui/facts.js';
import { Grid, type Column } from '../ui/grid.js';
import { TitleRow } from '../ui/list-page.js';
import { NotYet } from '../ui/not-yet.js';
import { Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { When } from '../ui/when.js';
import { AssignDialog, ReopenDialog, ResolveDialog } from './finding-dialogs.js';
import { findingKey } from './finding-key.js';
import { Remedies } from './remedies.js';
import { FindingState, Severity } from './severity.js';
import { whatToDo } from './what-to-do.js';
import { figureText } from './words.js';

/** How often a finding is read again whose refund has just been asked for, and for how long. */
const SETTLING_MS = 2_000;
const SETTLES_WITHIN_MS = 60_000;

type Finding = Schemas['FindingDetails'];
type Entry = Finding['history'][number];

/** One finding: both figures, what it means, what was done about it, and what can be. */
export function FindingPage() {
  const t = useWords();
  const { finding_id = '' } = useParams();
  const query = useQuery({
    queryKey: findingKey(finding_id),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/findings/{finding_id}', { params: { path: { finding_id } }, signal })),
    refetchInterval: ({ state }) =>
      state.data && isBeingSettled(state.data) ? SETTLING_MS : false,
  });
  if (query.data) return <FindingView finding={query.data} />;
  return <NotYet title={t('findings.one')} query={query} />;
}

/** A worker resolves it a moment after its money was refunded. */
function isBeingSettled({ state, history }: Finding): boolean {
  const last = history.at(-1);
  if (state === 'resolved' || last?.did !== 'refunding') return false;
  return Date.now() - Date.parse(last.at) < SETTLES_WITHIN_MS;
}

function FindingView({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const { class: name, history } = finding;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow title={t(`finding_class.${name}`)} aside={<Deeds finding={finding} />} />
      <Link to="/findings">{t('findings.back')}</Link>
      <Panel title={t('findings.about')}>
        <About finding={finding} />
      </Panel>
      <Panel title={t('findings.history')}>
        {history.length === 0 ? (
          <Said title={t('findings.history_none')}>{t('findings.history_none_why')}</Said>
        ) : (
          <History entries={history} />
        )}
      </Panel>
    </Box>
  );
}

/** What can be done about it as it stands. */
function Deeds({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const mayWrite = useMay('findings:write');
  const isResolved = finding.state === 'resolved';
  return (
    <>
      <Remedies finding={finding} />
      <ActButton id="assign" label={t('findings.assign')} isOffered={mayWrite && !isResolved}>
        {(close) => <AssignDialog finding={finding} onClose={close} />}
      </ActButton>
      <ActButton
        id="resolve"
        variant="contained"
        label={t('findings.resolve')}
        isOffered={mayWrite && !isResolved}
      >
        {(close) => <ResolveDialog finding={finding} onClose={close} />}
      </ActButton>
      <ActButton id="reopen" label={t('findings.reopen')} isOffered={mayWrite && isResolved}>
        {(close) => <ReopenDialog finding={finding} onClose={close} />}
      </ActButton>
    </>
  );
}

function About({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const { class: name, object_id, account_id, purchase_id, owner } = finding;
  const isWebhook = object_id.startsWith('evt_') || object_id.startsWith('unreadable_');
  return (
    <Facts
      facts={[
        [t('findings.meaning'), t(`finding_why.${name}`)],
        [t('findings.to_do'), t(whatToDo(finding))],
        [t('findings.severity'), <Severity key="severity" severity={finding.severity} />],
        [
          t('findings.state'),
          <span key="state" role="status">
            <FindingState state={finding.state} />
          </span>,
        ],
        [t('findings.owner'), owner ? nameOf(owner) : t('findings.nobody')],
        [t('findings.ours'), figureText(finding.ours)],
        [t('findings.theirs'), figureText(finding.theirs)],
        [
          t('findings.object'),
          isWebhook ? (
            <Link key="object" to={`/inbox/${object_id}`}>
              {object_id}
            </Link>
          ) : (
            <CopyId key="object" id={object_id} what={t('findings.object')} />
          ),
        ],
        account_id === null
          ? undefined
          : [
              t('findings.account'),
              <Link key="account" to={paymentsPath(account_id)}>
                {account_id}
              </Link>,
            ],
        purchase_id === null
          ? undefined
          : [
              t('findings.purchase'),
              <CopyId key="purchase" id={purchase_id} what={t('findings.purchase')} />,
            ],
        [t('findings.found'), <When key="found" at={finding.found_at} precision="second" />],
        [t('findings.id'), <CopyId key="id" id={finding.finding_id} what={t('findings.id')} />],
      ]}
    />
  );
}

function History({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useWords();
  const columns: Column<Entry>[] = [
    { label: t('findings.when'), render: ({ at }) => <When at={at} precision="second" /> },
    { label: t('findings.by'), render: ({ by }) => nameOf(by) },
    {
      label: t('findings.did'),
      render: ({ did, owner, reason, note }) => (
        <Box component="span" sx={{ display: 'grid', maxWidth: { sm: 420 } }}>
          <span>
            {t(`finding_did.${did}`)}
            {owner && ` ${nameOf(owner)}`}
            {reason && `: ${t(`finding_reason.${reason}`)}`}
          </span>
          {note !== null && <Box sx={NOTE}>{note}</Box>}
        </Box>
      ),
    },
    {
      label: t('findings.link'),
      render: ({ link, ticket }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          {link?.startsWith('apr_') ? <Link to={`/approvals/${link}`}>{link}</Link> : link}
          {ticket}
          {link === null && ticket === null && '–'}
        </Box>
      ),
    },
  ];
  return (
    <Grid
      label={t('findings.history')}
      columns={columns}
      rows={entries}
      keyOf={({ at, did, by }) => `${at} ${did} ${by.actor}`}
    />
  );
}

const NOTE = { color: 'text.secondary', whiteSpace: 'pre-line', overflowWrap: 'anywhere' } as const;
