import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { isSilent, LATE_S, VERY_LATE_S } from '../freshness/lag.js';
import { useProjections } from '../freshness/use-projections.js';
import { useWords } from '../i18n/words.js';
import { readablePosition } from '../lib/position.js';
import { ActButton } from '../acts/act-button.js';
import type { Schemas } from '../lib/api.js';
import { useMay } from '../sign-in/session.js';
import { Grid, type Column } from '../ui/grid.js';
import { TitleRow } from '../ui/list-page.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { isOpen, RebuildDialog, RebuildPanel } from './rebuild.js';

type Projection = Schemas['Projection'];

const READ_AGAIN_MS = 2_000;

/** How far each read model has come, what stopped it, and its rebuild. */
export default function ProjectionsPage() {
  const t = useWords();
  const query = useProjections(READ_AGAIN_MS);
  const mayRebuild = useMay('ops:write') && !isOpen(query.data?.rebuild ?? null);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TitleRow
        title={t('projections.title')}
        aside={
          <ActButton id="rebuild" label={t('rebuild.all')} isOffered={mayRebuild}>
            {(close) => <RebuildDialog name="all" onClose={close} />}
          </ActButton>
        }
      />
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {t('projections.why')}
      </Typography>
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        <Loaded query={query}>
          {({ data }) => <Projections rows={data} mayRebuild={mayRebuild} />}
        </Loaded>
      </Paper>
      <Panel title={t('rebuild.newest')}>
        <Loaded query={query}>{({ rebuild }) => <RebuildPanel rebuild={rebuild} />}</Loaded>
      </Panel>
    </Box>
  );
}

interface ProjectionsProps {
  readonly rows: readonly Projection[];
  readonly mayRebuild: boolean;
}

/** It is an index of the write side, which is never dropped. */
const NOT_REBUILT = 'operations';

function Projections({ rows, mayRebuild }: ProjectionsProps) {
  const t = useWords();
  const columns: Column<Projection>[] = [
    { label: t('projections.name'), render: ({ name }) => <code>{name}</code> },
    { label: t('projections.state'), render: (row) => <State row={row} /> },
    { label: t('projections.lag'), isNumber: true, render: (row) => <Lag row={row} /> },
    {
      label: t('projections.heard'),
      isNumber: true,
      render: ({ silent_seconds }) => t('projections.ago', { seconds: Math.round(silent_seconds) }),
    },
    {
      label: t('projections.position'),
      isNumber: true,
      render: ({ position }) => (position === null ? '–' : readablePosition(position)),
    },
    {
      label: t('projections.rebuilt'),
      render: ({ rebuilt_at }) =>
        rebuilt_at === null ? t('projections.never') : <When at={rebuilt_at} />,
    },
  ];
  const rebuild: Column<Projection> = {
    label: '',
    isNumber: true,
    render: ({ name }) =>
      name !== NOT_REBUILT && (
        <ActButton
          id={`rebuild ${name}`}
          size="small"
          label={t('rebuild.one')}
          aria-label={t('rebuild.one_of', { name })}
        >
          {(close) => <RebuildDialog name={name} onClose={close} />}
        </ActButton>
      ),
  };
  return (
    <Grid
      label={t('projections.title')}
      columns={mayRebuild ? [...columns, rebuild] : columns}
      rows={rows}
      keyOf={({ name }) => name}
    />
  );
}

const COLOURS = {
  live: 'success.main',
  catching_up: 'warning.main',
  stopped: 'error.main',
} as const satisfies Record<Projection['state'], string>;

/** What it is doing; what stopped it, and at which event. */
function State({ row }: { readonly row: Projection }) {
  const t = useWords();
  const { state, error, error_event_id } = row;
  if (isSilent(row) && state !== 'stopped') {
    return <Dotted word={t('projections.silent')} colour="error.main" />;
  }
  return (
    <Box component="span" sx={{ display: 'grid', maxWidth: { sm: 380 } }}>
      <Dotted word={t(`projections.${state}`)} colour={COLOURS[state]} />
      {error !== null && (
        <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {error}
          {error_event_id !== null && ` (${t('projections.at_event', { id: error_event_id })})`}
        </Box>
      )}
    </Box>
  );
}

function Lag({ row: { lag_seconds } }: { readonly row: Projection }) {
  const t = useWords();
  if (lag_seconds === null) return '–';
  if (lag_seconds === 0) return t('projections.lag_none');
  const late = lag_seconds > LATE_S ? 'warning.main' : 'text.primary';
  return (
    <Box component="span" sx={{ color: lag_seconds > VERY_LATE_S ? 'error.main' : late }}>
      {t('projections.seconds', { seconds: Math.round(lag_seconds) })}
    </Box>
  );
}
