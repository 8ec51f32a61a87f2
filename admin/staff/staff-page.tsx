import Box from '@mui/material/Box';
import { Link } from 'react-router';
import { ActButton } from '../acts/act-button.js';
import type { StaffRow } from '../data/staff-lists.js';
import { ExportStaff } from '../exports/staff-exports.js';
import { useWords } from '../i18n/words.js';
import { useMay, useMe } from '../sign-in/session.js';
import { Grid, type Column } from '../ui/grid.js';
import { ListPage } from '../ui/list-page.js';
import { InviteDialog } from './invite-dialog.js';
import { LimitsPanel } from './limits-panel.js';
import { PersonState, Seen, totpWord } from './standing.js';

/** All people who use the console, and the limits of their roles. */
export default function StaffPage() {
  const t = useWords();
  const mayChange = useMay('staff:write');
  return (
    <ListPage<StaffRow>
      resource="staff"
      title={t('staff.title')}
      aside={
        <>
          {mayChange && <ExportStaff />}
          <ActButton
            id="invite"
            variant="contained"
            label={t('staff.invite')}
            isOffered={mayChange}
          >
            {(close) => <InviteDialog onClose={close} />}
          </ActButton>
        </>
      }
      loading={t('staff.loading')}
      empty={{ title: t('staff.empty'), why: t('staff.empty_why') }}
      below={mayChange && <LimitsPanel />}
    >
      {(rows) => <StaffTable rows={rows} />}
    </ListPage>
  );
}

function StaffTable({ rows }: { readonly rows: readonly StaffRow[] }) {
  const t = useWords();
  const { data: me } = useMe();
  const columns: Column<StaffRow>[] = [
    {
      label: t('staff.name'),
      render: ({ staff_id, name, email }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <span>
            <Link to={`/staff/${staff_id}`}>{name}</Link>
            {staff_id === me?.staff_id && ` (${t('staff.you')})`}
          </span>
          <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {email}
          </Box>
        </Box>
      ),
    },
    { label: t('staff.role'), render: ({ role }) => t(`role.${role}`) },
    { label: t('staff.state'), render: (person) => <PersonState person={person} /> },
    { label: t('staff.totp'), render: (person) => totpWord(person, t) },
    { label: t('staff.seen'), render: (person) => <Seen person={person} /> },
  ];
  return (
    <Grid
      label={t('staff.title')}
      columns={columns}
      rows={rows}
      keyOf={({ staff_id }) => staff_id}
    />
  );
}
