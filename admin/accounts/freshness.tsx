import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { When } from '../ui/when.js';
import type { LiveBalance } from './open/live-balance.js';

const AMBER_MS = 5_000;
const RED_MS = 60_000;
const TICK_MS = 1_000;

/** How fresh the balance is: live, or as of when; without a connection amber, then red. */
export function Freshness({ live }: { readonly live: LiveBalance }) {
  const t = useWords();
  const { connection, query } = live;
  const awayMs = useAwayMs(connection === 'live');
  const colour =
    connection === 'live'
      ? 'success.main'
      : awayMs > RED_MS
        ? 'error.main'
        : awayMs > AMBER_MS
          ? 'warning.main'
          : 'text.secondary';
  const { data } = query;
  const position = data && t('fresh.position', { position: data.position.replace(/^0+(?=.)/, '') });
  return (
    <Box component="span" role="status" title={position} sx={CHIP}>
      <Box component="span" aria-hidden sx={{ ...DOT, backgroundColor: colour }} />
      {t(`fresh.${connection}`)}
      {data && connection !== 'live' && (
        <span>
          · <When at={data.as_of} precision="second" />
        </span>
      )}
    </Box>
  );
}

/** For how long there has been no connection; 0 while there is one. */
function useAwayMs(isLive: boolean): number {
  const [awayMs, setAwayMs] = useState(0);
  useEffect(() => {
    setAwayMs(0);
    if (isLive) return undefined;
    const since = performance.now();
    const timer = setInterval(() => setAwayMs(performance.now() - since), TICK_MS);
    return () => clearInterval(timer);
  }, [isLive]);
  return awayMs;
}

const CHIP = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 0.75,
  fontSize: '0.8125rem',
  color: 'text.secondary',
} as const;
const DOT = { width: 8, height: 8, borderRadius: '50%' } as const;
