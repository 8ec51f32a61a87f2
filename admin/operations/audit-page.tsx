import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { ActButton } from '../acts/act-button.js';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { shownOf, useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { ExportVerifications } from '../exports/staff-exports.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useMay } from '../sign-in/session.js';
import { Actor } from '../ui/actor.js';
import { Grid, type Column } from '../ui/grid.js';
import { TitleRow } from '../ui/list-page.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { When } from '../ui/when.js';
import { Outcome, Verification } from './verification.js';

type Verification = Schemas['LogVerification'];

const VERIFICATIONS = ['audit', 'verifications'] as const;
const PAGE_SIZE = 20;
const WATCHED_MS = 1_000;

const isOpen = (one: Verification | undefined): boolean =>
  one?.state === 'requested' || one?.state === 'running';

/** Verifies the log as a job: its progress, what it found, and what was found before. */
export default function AuditPage() {
  const t = useWords();
  const mayVerify = useMay('audit:read');
  const query = useQuery({
    queryKey: VERIFICATIONS,
    queryFn: ({ signal }) => {
      const params = { query: { 'page[size]': PAGE_SIZE } };
      return answerOf(api.GET('/v1/audit/verifications', { params, signal }));
    },
    refetchInterval: ({ state }) => (isOpen(state.data?.data[0]) ? WATCHED_MS : false),
  });
  const newest = query.data?.data[0];
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow
        title={t('audit.title')}
        aside={
          <ActButton
            id="verify"
            variant="contained"
            label={t('audit.start')}
            isOffered={mayVerify && !isOpen(newest)}
          >
            {(close) => <VerifyDialog onClose={close} />}
          </ActButton>
        }
      />
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {t('audit.why')}
      </Typography>
      <Panel title={t('audit.newest')} aside={newest && <ExportVerifications />}>
        <Loaded query={query}>
          {({ data: [first] }) =>
            first ? (
              <Verification verification={first} />
            ) : (
              <Said title={t('audit.none')}>{t('audit.none_why')}</Said>
            )
          }
        </Loaded>
      </Panel>
      {query.data && query.data.data.length > 1 && <Earlier rows={query.data.data.slice(1)} />}
    </Box>
  );
}

function Earlier({ rows }: { readonly rows: readonly Verification[] }) {
  const t = useWords();
  const columns: Column<Verification>[] = [
    { label: t('audit.when'), render: ({ requested_at }) => <When at={requested_at} /> },
    { label: t('audit.what'), render: ({ account_id }) => account_id ?? t('audit.whole') },
    { label: t('audit.by'), render: ({ requested_by }) => <Actor actor={requested_by} /> },
    { label: t('audit.result'), render: (row) => <Outcome verification={row} /> },
  ];
  return (
    <Panel title={t('audit.earlier')}>
      <Grid
        label={t('audit.earlier')}
        columns={columns}
        rows={rows}
        keyOf={({ verification_id }) => verification_id}
      />
    </Panel>
  );
}

function VerifyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const [{ account }, fill] = useInput({ account: '' });
  const act = useAct(
    (id: string) => {
      const body = { account: id === '' ? null : id };
      return answerOf(api.POST('/v1/audit/verifications', { body }));
    },
    useDone(onClose, VERIFICATIONS),
  );
  return (
    <ActDialog
      title={t('audit.start')}
      submit={t('audit.start_submit')}
      act={act}
      onSubmit={() => act.send(account.trim())}
      onClose={onClose}
      fields={['account']}
    >
      <TextField
        autoFocus
        label={t('audit.start_account')}
        value={account}
        autoComplete="off"
        onChange={({ target }) => fill({ account: target.value })}
        {...shownOf(act.error, 'account')}
      />
    </ActDialog>
  );
}
