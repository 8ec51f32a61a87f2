import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.js';
import { ApiError } from '../lib/api.js';
import { Logo } from '../ui/logo.js';
import { PageTitle } from '../ui/page-title.js';

interface FrameProps {
  readonly title: string;
  readonly why?: string;
  readonly children: ReactNode;
}

/** A page before anybody is signed in: one card with one thing to do. */
export function Frame({ title, why, children }: FrameProps) {
  return (
    <Box component="main" sx={PAGE}>
      <Paper variant="outlined" sx={CARD}>
        <Logo />
        <Box>
          <PageTitle key={title} text={title} />
          {why !== undefined && (
            <Typography variant="body2" color="textSecondary" sx={{ marginTop: 0.5 }}>
              {why}
            </Typography>
          )}
        </Box>
        {children}
      </Paper>
    </Box>
  );
}

interface RefusalProps {
  readonly error: unknown;
  /** What a 401 means here. */
  readonly wrong: string;
}

/** Why a step of signing in was refused. */
export function Refusal({ error, wrong }: RefusalProps) {
  const t = useWords();
  if (!error) return null;
  return (
    <Alert severity="error" variant="outlined" role="alert">
      {said()}
    </Alert>
  );

  function said(): string {
    if (!(error instanceof ApiError)) return t('state.broken');
    if (error.status === 401) return wrong;
    if (error.status === 429) return t('sign_in.too_many', { seconds: error.retryAfterS ?? 60 });
    if (error.status === 0) return t('state.unreachable');
    return error.message;
  }
}

const PAGE = {
  display: 'grid',
  placeItems: { xs: 'start stretch', sm: 'center' },
  minHeight: '100vh',
  padding: 2,
} as const;
const CARD = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: 'minmax(0, 1fr)',
  width: { xs: 'auto', sm: 400 },
  padding: { xs: 2.5, sm: 4 },
} as const;
