import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useWords } from '../i18n/words.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import type { Endpoint } from './endpoints.js';

/** Whether an endpoint is sent anything; if not, why and since when. */
export function EndpointState({ endpoint }: { readonly endpoint: Endpoint }) {
  const t = useWords();
  const { enabled, disabled_reason, disabled_at, failing_since } = endpoint;
  if (enabled && failing_since === null) {
    return <Dotted word={t('webhooks.on')} colour="success.main" />;
  }
  return (
    <Box component="span" sx={{ display: 'grid' }}>
      <Dotted
        word={t(enabled ? 'webhooks.failing' : 'webhooks.off')}
        colour={enabled ? 'warning.main' : isFault(endpoint) ? 'error.main' : 'text.secondary'}
      />
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
        {enabled && failing_since !== null && (
          <>
            {t('webhooks.failing_since')} <When at={failing_since} />
          </>
        )}
        {!enabled && disabled_reason !== null && t(`webhooks.off_${disabled_reason}`)}
        {!enabled && disabled_at !== null && (
          <>
            {', '}
            <When at={disabled_at} />
          </>
        )}
      </Box>
    </Box>
  );
}

/** Whether Scrip switched it off, and nobody by hand. */
const isFault = ({ disabled_reason }: Endpoint): boolean =>
  disabled_reason === 'failing' || disabled_reason === 'gone';

/** What an endpoint that is off or failing means, and what can be done about it. */
export function EndpointWarning({ endpoint }: { readonly endpoint: Endpoint }) {
  const t = useWords();
  const { enabled, disabled_reason, failing_since } = endpoint;
  if (enabled && failing_since === null) return null;
  const severity = !enabled && isFault(endpoint) ? 'error' : 'warning';
  return (
    <Alert severity={severity} variant="outlined" role="status">
      {enabled && t('webhooks.failing_why')}
      {!enabled && disabled_reason !== null && `${t(`webhooks.off_why_${disabled_reason}`)} `}
      {!enabled && t('webhooks.off_lost')}
    </Alert>
  );
}
