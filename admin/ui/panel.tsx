import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { UseQueryResult } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useWords } from '../i18n/words.js';
import { Offline, Said, Trouble, Waiting } from './states.js';

interface PanelProps {
  readonly title: string;
  /** Beside the title: how fresh its figures are. */
  readonly fresh?: ReactNode;
  /** Beside the title: buttons, filters. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with its heading; when it breaks, the others go on. */
export function Panel({ title, fresh, aside, children }: PanelProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={id}
      sx={{ minWidth: 0, overflow: 'hidden' }}
    >
      <Box sx={HEAD}>
        <Typography variant="h2" id={id}>
          {title}
        </Typography>
        <Box sx={ASIDE}>
          {fresh}
          {aside}
        </Box>
      </Box>
      <ErrorBoundary
        fallbackRender={({ error, resetErrorBoundary }) => (
          <Trouble error={error} onRetry={resetErrorBoundary} />
        )}
      >
        {children}
      </ErrorBoundary>
    </Paper>
  );
}

const ASIDE = { display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' } as const;
const HEAD = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1,
  alignItems: 'center',
  justifyContent: 'space-between',
  minHeight: 52,
  paddingInline: 1.75,
  paddingBlock: 0.75,
  borderBottom: 1,
  borderColor: 'divider',
} as const;

interface LoadedProps<Data> {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isPaused'> & {
    readonly refetch: () => unknown;
  };
  /** Said in place of a list without rows. */
  readonly empty?: { readonly title: string; readonly why?: string };
  readonly children: (data: Data) => ReactNode;
}

/** What a query has found; else that it is on its way, refused, failed or offline. */
export function Loaded<Data>({ query, empty, children }: LoadedProps<Data>) {
  const t = useWords();
  const { data, error, isPaused, refetch } = query;
  if (data === undefined) {
    if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
    return isPaused ? <Offline /> : <Waiting label={t('app.loading')} />;
  }
  return (
    <>
      {isStale(data) && (
        <Alert severity="warning" variant="outlined" sx={{ margin: 1.5 }}>
          {t('fresh.stale')}
        </Alert>
      )}
      {empty && isEmpty(data) ? <Said title={empty.title}>{empty.why}</Said> : children(data)}
    </>
  );
}

/** Lists say in `meta`, other answers in themselves, that the read model is behind. */
function isStale(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if ('stale' in data) return data.stale === true;
  return 'meta' in data && isStale(data.meta);
}

/** Lists have their rows in `data`, or in `rows` once pages of them are put together. */
function isEmpty(list: unknown): boolean {
  if (typeof list !== 'object' || list === null) return false;
  const rows = 'rows' in list ? list.rows : 'data' in list && list.data;
  return Array.isArray(rows) && rows.length === 0;
}
