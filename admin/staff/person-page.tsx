import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ActButton } from '../acts/act-button.js';
import { ExportSessions } from '../exports/staff-exports.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useMe } from '../sign-in/session.js';
import { Actor } from '../ui/actor.js';
import { CopyId } from '../ui/copied.js';
import { Facts } from '../ui/facts.js';
import { TitleRow } from '../ui/list-page.js';
import { NotYet } from '../ui/not-yet.js';
import { Panel } from '../ui/panel.js';
import { When } from '../ui/when.js';
import { endSession } from './calls.js';
import { EditDialog } from './edit-dialog.js';
import { LinkDialog } from './link-dialog.js';
import { EndDialog, SessionsPanel } from './sessions-panel.js';
import { PersonState, Seen, totpWord } from './standing.js';

/** One person who uses the console: who they are, and their open sessions. */
export default function PersonPage() {
  const t = useWords();
  const { staff_id = '' } = useParams();
  const params = { path: { staff_id } };
  const query = useQuery({
    queryKey: ['staff', 'person', staff_id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/staff/{staff_id}', { params, signal })),
  });
  if (query.data) return <Person person={query.data} />;
  return <NotYet title={t('staff.title')} query={query} />;
}

function Person({ person }: { readonly person: Schemas['Staff'] }) {
  const t = useWords();
  const { staff_id, name, email, role, created_at, created_by } = person;
  const filter = JSON.stringify({ staff_id });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow title={name} aside={<Buttons person={person} />} />
      <Panel
        title={t(`role.${role}`)}
        aside={
          <Link to={`/staff-actions?${new URLSearchParams({ filter }).toString()}`}>
            {t('staff.actions_of')}
          </Link>
        }
      >
        <Facts
          facts={[
            [t('staff.email'), email],
            [t('staff.state'), <PersonState key="state" person={person} />],
            [t('staff.totp'), totpWord(person, t)],
            [t('staff.seen'), <Seen key="seen" person={person} />],
            [t('staff.created'), <When key="created" at={created_at} />],
            [t('staff.created_by'), <Actor key="by" actor={created_by} />],
            ['ID', <CopyId key="id" id={staff_id} what={name} />],
          ]}
        />
      </Panel>
      <Sessions person={person} />
    </Box>
  );
}

function Buttons({ person }: { readonly person: Schemas['Staff'] }) {
  const t = useWords();
  const isSelf = useMe().data?.staff_id === person.staff_id;
  return (
    <>
      {!isSelf && person.active && (
        <ActButton id="link" label={t('staff.link')}>
          {(close) => <LinkDialog person={person} onClose={close} />}
        </ActButton>
      )}
      <ActButton id="edit" label={t('staff.edit')}>
        {(close) => <EditDialog person={person} onClose={close} />}
      </ActButton>
    </>
  );
}

function Sessions({ person: { staff_id, name } }: { readonly person: Schemas['Staff'] }) {
  const t = useWords();
  const queryKey = ['staff', 'sessions', staff_id];
  const params = { path: { staff_id } };
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => answerOf(api.GET('/v1/staff/{staff_id}/sessions', { params, signal })),
  });
  const hasSome = (query.data?.data.length ?? 0) > 0;
  return (
    <SessionsPanel
      query={query}
      queryKey={queryKey}
      end={(sessionId) => endSession(staff_id, sessionId)}
      aside={
        hasSome && (
          <>
            <ExportSessions staff_id={staff_id} name={name} />
            <ActButton id="end-all" size="small" label={t('staff.sessions_end')}>
              {(close) => (
                <EndDialog
                  title={t('staff.sessions_end_title', { name })}
                  submit={t('staff.sessions_end_submit')}
                  queryKey={queryKey}
                  end={() => endSession(staff_id, 'all')}
                  onClose={close}
                />
              )}
            </ActButton>
          </>
        )
      }
    />
  );
}
