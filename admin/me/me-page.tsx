import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ExportOwnSessions } from '../exports/staff-exports.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, done } from '../lib/api.js';
import { useMe, type Me } from '../sign-in/session.js';
import { SessionsPanel } from '../staff/sessions-panel.js';
import { Amount } from '../ui/amount.js';
import { Facts } from '../ui/facts.js';
import { PageTitle } from '../ui/page-title.js';
import { Loaded, Panel } from '../ui/panel.js';
import { When } from '../ui/when.js';

const SESSIONS = ['me', 'sessions'] as const;

/** One's own page: who one is here, and one's open sessions. */
export default function MePage() {
  const t = useWords();
  const me = useMe();
  const sessions = useQuery({
    queryKey: SESSIONS,
    queryFn: ({ signal }) => answerOf(api.GET('/v1/me/sessions', { signal })),
  });
  const end = (session_id: string) =>
    done(api.DELETE('/v1/me/sessions/{session_id}', { params: { path: { session_id } } }));
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <PageTitle text={t('me.title')} />
      <Panel
        title={me.data?.name ?? t('app.loading')}
        aside={
          me.data?.permissions.includes('actions:read') && (
            <Link to={actionsOf(me.data)}>{t('me.actions')}</Link>
          )
        }
      >
        <Loaded query={me}>{(data) => <Self me={data} />}</Loaded>
      </Panel>
      <SessionsPanel query={sessions} queryKey={SESSIONS} end={end} aside={<ExportOwnSessions />} />
    </Box>
  );
}

function actionsOf({ staff_id }: Me): string {
  const filter = JSON.stringify({ staff_id });
  return `/staff-actions?${new URLSearchParams({ filter }).toString()}`;
}

function Self({ me }: { readonly me: Me }) {
  const t = useWords();
  const { email, role, has_totp, limits, session } = me;
  return (
    <Facts
      facts={[
        [t('staff.email'), email],
        [t('staff.role'), t(`role.${role}`)],
        [t('me.may'), t(`role.${role}_may`)],
        [t('staff.totp'), t(has_totp ? 'staff.totp_yes' : 'staff.totp_no')],
        [t('me.limits'), <Limits key="limits" limits={limits} />],
        [t('me.ends'), <When key="ends" at={session.ends_at} />],
      ]}
    />
  );
}

function Limits({ limits: { per_action, per_day } }: Pick<Me, 'limits'>) {
  const t = useWords();
  if (per_action === null || per_day === null) return t('me.no_limits');
  return (
    <>
      <Amount value={per_action} /> {t('me.at_once')}, <Amount value={per_day} /> {t('me.a_day')}
    </>
  );
}
