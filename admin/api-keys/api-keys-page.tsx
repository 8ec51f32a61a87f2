import Box from '@mui/material/Box';
import { ActButton } from '../acts/act-button.js';
import { ActDialog } from '../acts/act-dialog.js';
import { useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import type { ApiKeyRow } from '../data/operations-lists.js';
import { ExportApiKeys } from '../exports/staff-exports.js';
import { locale, useWords } from '../i18n/words.js';
import { api, done } from '../lib/api.js';
import { useMay } from '../sign-in/session.js';
import { useActorName } from '../ui/actor.js';
import { CopyId } from '../ui/copied.js';
import { Grid, type Column } from '../ui/grid.js';
import { ListPage } from '../ui/list-page.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { CreateDialog } from './create-dialog.js';
import { SCOPES } from './scopes.js';

/** All keys of the API: what each may do, and since when; they are made and revoked here. */
export default function ApiKeysPage() {
  const t = useWords();
  const mayChange = useMay('keys:write');
  return (
    <ListPage<ApiKeyRow>
      resource="api-keys"
      title={t('api_keys.title')}
      aside={
        <>
          {mayChange && <ExportApiKeys />}
          <ActButton
            id="create"
            variant="contained"
            label={t('api_keys.create')}
            isOffered={mayChange}
          >
            {(close) => <CreateDialog onClose={close} />}
          </ActButton>
        </>
      }
      loading={t('api_keys.loading')}
      empty={{ title: t('api_keys.empty'), why: t('api_keys.empty_why') }}
    >
      {(rows) => <KeyTable rows={rows} />}
    </ListPage>
  );
}

function KeyTable({ rows }: { readonly rows: readonly ApiKeyRow[] }) {
  const t = useWords();
  const nameOf = useActorName();
  const columns: Column<ApiKeyRow>[] = [
    {
      label: t('api_keys.name'),
      render: ({ name, id }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <span>{name}</span>
          <CopyId id={id} what={name} />
        </Box>
      ),
    },
    { label: t('api_keys.may'), render: ({ scopes }) => <Scopes scopes={scopes} /> },
    {
      label: t('api_keys.rate'),
      render: ({ requests_per_second: count }) =>
        count === null
          ? t('api_keys.rate_default')
          : t('api_keys.rate_own', { count: count.toLocaleString(locale()) }),
    },
    {
      label: t('api_keys.created'),
      render: ({ created_at, created_by }) => (
        <Box component="span" sx={{ display: 'grid', whiteSpace: 'nowrap' }}>
          <When at={created_at} />
          <Box component="span" title={created_by} sx={FAINT}>
            {t('api_keys.created_by', { name: nameOf(created_by) })}
          </Box>
        </Box>
      ),
    },
    { label: t('api_keys.state'), render: (row) => <KeyState row={row} /> },
    {
      label: '',
      isNumber: true,
      render: (row) => (standingOf(row) === 'valid' ? <Revoke row={row} /> : null),
    },
  ];
  return <Grid label={t('api_keys.title')} columns={columns} rows={rows} keyOf={({ id }) => id} />;
}

function Scopes({ scopes }: Pick<ApiKeyRow, 'scopes'>) {
  const t = useWords();
  const isAll = SCOPES.every((scope) => scopes.includes(scope));
  return (
    <Box component="span" sx={{ display: 'inline-block', maxWidth: { sm: 380 } }}>
      {isAll ? t('api_keys.may_all') : scopes.map((scope) => t(`scope.${scope}`)).join(' · ')}
    </Box>
  );
}

/** Whether a key opens anything. */
function standingOf({ revoked_at, expires_at }: ApiKeyRow): 'valid' | 'expired' | 'revoked' {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= Date.now() ? 'expired' : 'valid';
}

function KeyState({ row }: { readonly row: ApiKeyRow }) {
  const t = useWords();
  const standing = standingOf(row);
  const since = standing === 'revoked' ? row.revoked_at : row.expires_at;
  return (
    <Box component="span" sx={{ display: 'grid' }}>
      <Dotted
        word={t(`api_keys.${standing}`)}
        colour={standing === 'valid' ? 'success.main' : 'text.secondary'}
      />
      {since !== null && (
        <Box component="span" sx={{ ...FAINT, whiteSpace: 'nowrap' }}>
          {standing === 'valid' && `${t('api_keys.expires')} `}
          <When at={since} />
        </Box>
      )}
    </Box>
  );
}

function Revoke({ row: { id, name } }: { readonly row: ApiKeyRow }) {
  const t = useWords();
  return (
    <ActButton
      id={`revoke ${id}`}
      size="small"
      label={t('api_keys.revoke')}
      aria-label={t('api_keys.revoke_of', { name })}
    >
      {(close) => <RevokeDialog id={id} name={name} onClose={close} />}
    </ActButton>
  );
}

interface RevokeDialogProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

function RevokeDialog({ id, name, onClose }: RevokeDialogProps) {
  const t = useWords();
  const act = useAct<void, void>(
    () => done(api.DELETE('/v1/api-keys/{id}', { params: { path: { id } } })),
    useDone(onClose, ['api-keys']),
  );
  return (
    <ActDialog
      title={t('api_keys.revoke_title', { name })}
      submit={t('api_keys.revoke_submit')}
      act={act}
      onSubmit={() => act.send()}
      onClose={onClose}
      isFinal
    >
      {t('api_keys.revoke_why')}
    </ActDialog>
  );
}

const FAINT = { color: 'text.secondary', fontSize: '0.75rem' } as const;
