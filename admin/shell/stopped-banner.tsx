import Alert from '@mui/material/Alert';
import { isSilent, isStopped } from '../freshness/lag.js';
import { useProjections } from '../freshness/use-projections.js';
import { useWords } from '../i18n/words.js';
import { useMay } from '../sign-in/session.js';

const READ_AGAIN_MS = 30_000;

/** Says on every page that read models have stopped, within a minute. */
export function StoppedBanner() {
  const t = useWords();
  const { data } = useProjections(READ_AGAIN_MS, useMay('ops:read'));
  const stopped = (data?.data ?? []).filter(isStopped);
  const isQuiet = data !== undefined && data.data.length > 0 && data.data.every(isSilent);
  if (stopped.length === 0 && !isQuiet) return null;
  const names = stopped.map(({ name }) => name).join(', ');
  return (
    <Alert severity="warning" variant="outlined" role="alert" sx={{ borderRadius: 0 }}>
      {stopped.length > 0 ? t('banner.stopped', { names }) : t('banner.silent')} {t('banner.safe')}
    </Alert>
  );
}
