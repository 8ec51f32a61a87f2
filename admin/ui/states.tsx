import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.js';
import { ApiError } from '../lib/api.js';

interface SaidProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** What can be done about it. */
  readonly action?: ReactNode;
  /** Trouble is told to a screen reader at once. */
  readonly urgent?: boolean;
}

/** What stands where there is nothing to show: what, why, and what can be done. */
export function Said({ title, children, action, urgent = false }: SaidProps) {
  return (
    <Box
      role={urgent ? 'alert' : 'status'}
      sx={{ paddingBlock: 6, paddingInline: 2, textAlign: 'center' }}
    >
      <Typography variant="h2" component="p">
        {title}
      </Typography>
      {children !== undefined && (
        <Typography variant="body2" color="textSecondary" sx={{ marginTop: 0.5 }}>
          {children}
        </Typography>
      )}
      {action !== undefined && <Box sx={{ marginTop: 2 }}>{action}</Box>}
    </Box>
  );
}

/** Lines that stand for those that are on their way. */
export function Waiting({ label, lines = 6 }: { readonly label: string; readonly lines?: number }) {
  return (
    <Box role="status" aria-label={label} sx={{ padding: 2 }}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} variant="text" height={30} />
      ))}
    </Box>
  );
}

interface TroubleProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Why something cannot be shown: forbidden, not there, or failed with the id of its request. */
export function Trouble({ error, onRetry }: TroubleProps) {
  const t = useWords();
  if (error instanceof ApiError && error.status === 403) {
    return <Forbidden permission={error.problem?.missing_scope} />;
  }
  if (error instanceof ApiError && error.status === 404) {
    return (
      <Said urgent title={t('state.not_found')}>
        {error.problem?.detail ?? t('state.not_found_why')}
      </Said>
    );
  }
  const retry = onRetry && <Button onClick={onRetry}>{t('action.retry')}</Button>;
  return (
    <Said urgent title={t('state.error')} action={retry}>
      <Reason error={error} />
    </Said>
  );
}

function Forbidden({ permission }: { readonly permission: string | undefined }) {
  const t = useWords();
  return (
    <Said urgent title={t('state.forbidden')}>
      {permission === undefined
        ? t('state.forbidden_other')
        : t('state.forbidden_why', { permission })}
    </Said>
  );
}

function Reason({ error }: { readonly error: unknown }) {
  const t = useWords();
  if (!(error instanceof ApiError)) return t('state.broken');
  if (error.status === 0) return t('state.unreachable');
  const { problem } = error;
  return (
    <>
      {error.message}
      {problem && (
        <Box component="span" sx={{ display: 'block', fontFamily: 'monospace', marginTop: 0.5 }}>
          {t('state.request', { id: problem.request_id })}
        </Box>
      )}
    </>
  );
}

/** There is no connection, and nothing was loaded before. */
export function Offline() {
  const t = useWords();
  return (
    <Said urgent title={t('state.offline')}>
      {t('state.offline_why')}
    </Said>
  );
}
