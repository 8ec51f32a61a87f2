import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useWords } from '../i18n/words.js';
import { readablePosition } from '../lib/position.js';
import type { Schemas } from '../lib/api.js';
import { Actor } from '../ui/actor.js';
import { Facts } from '../ui/facts.js';
import { Grid, type Column } from '../ui/grid.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';

type Verification = Schemas['LogVerification'];
type Finding = Schemas['Finding'];

interface VerificationProps {
  readonly verification: Verification;
}

/** What a verification came to, as a word. */
export function Outcome({ verification: { state, ok, findings, notes } }: VerificationProps) {
  const t = useWords();
  switch (state) {
    case 'requested':
    case 'running':
      return <Dotted word={t(`audit.${state}`)} colour="warning.main" />;
    case 'failed':
      return <Dotted word={t('audit.failed')} colour="error.main" />;
    case 'done':
      if (!ok) return <Dotted word={t('audit.not_ok', { count: findings })} colour="error.main" />;
      return notes.length === 0 ? (
        <Dotted word={t('audit.ok')} colour="success.main" />
      ) : (
        <Dotted word={t('audit.ok_in_part')} colour="warning.main" />
      );
  }
}

/** A verification with its progress and its findings. */
export function Verification({ verification }: VerificationProps) {
  const t = useWords();
  const { account_id, requested_by, requested_at, progress, notes, error, position } = verification;
  return (
    <>
      <Facts
        facts={[
          [
            t('audit.result'),
            <span key="result" role="status">
              <Outcome verification={verification} />
            </span>,
          ],
          [t('audit.what'), account_id ?? t('audit.whole')],
          [t('audit.by'), <Actor key="by" actor={requested_by} />],
          [t('audit.when'), <When key="when" at={requested_at} precision="second" />],
          progress ? [t('audit.progress'), <Progress key="p" of={verification} />] : undefined,
          position === null ? undefined : [t('audit.position'), readablePosition(position)],
          notes.length === 0 ? undefined : [t('audit.notes'), notes.join('; ')],
          error === null ? undefined : [t('audit.error'), error],
        ]}
      />
      {verification.data.length > 0 && <Findings rows={verification.data} />}
    </>
  );
}

/** How much was checked, as a bar while it goes on. */
function Progress({ of: { progress, state } }: { readonly of: Verification }) {
  const t = useWords();
  if (!progress) return null;
  const { phase, streams, events, anchors, of } = progress;
  const share = of.streams ? Math.min(100, (streams / of.streams) * 100) : 0;
  return (
    <Box component="span" sx={{ display: 'grid', gap: 0.5, maxWidth: 420 }}>
      {state === 'running' && (
        <>
          {t(`audit.phase_${phase}`)}
          <LinearProgress variant="determinate" value={share} aria-label={t('audit.progress')} />
        </>
      )}
      {t('audit.checked', { streams, events, anchors })}
    </Box>
  );
}

function Findings({ rows }: { readonly rows: readonly Finding[] }) {
  const t = useWords();
  const columns: Column<Finding>[] = [
    {
      label: t('audit.finding'),
      render: ({ code, message }) => (
        <Box component="span" sx={{ display: 'grid' }}>
          <code>{code}</code>
          {message}
        </Box>
      ),
    },
    {
      label: t('audit.where'),
      render: ({ stream, revision, anchor, table }) =>
        [stream, revision, anchor, table].filter((each) => each !== undefined).join(', ') || '–',
    },
    { label: t('audit.expected'), render: ({ expected }) => expected ?? '–' },
    { label: t('audit.found'), render: ({ found }) => found ?? '–' },
  ];
  return (
    <Grid
      label={t('audit.findings')}
      columns={columns}
      rows={rows}
      keyOf={({ code, stream, revision, anchor, table, message }) =>
        [code, stream, revision, anchor, table, message].join(' ')
      }
    />
  );
}
