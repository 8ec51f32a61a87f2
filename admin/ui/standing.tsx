import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';

type Status = Schemas['AccountStatus'];
type Level = Schemas['BalanceLevel'];

const COLOUR_OF_STATUS: Readonly<Record<Status, string>> = {
  open: 'success.main',
  suspended: 'warning.main',
  closed: 'text.secondary',
};
const COLOUR_OF_LEVEL: Readonly<Record<Level, 'success' | 'warning' | 'error'>> = {
  ok: 'success',
  low: 'warning',
  empty: 'error',
  overdrawn: 'error',
};

interface DottedProps {
  readonly word: ReactNode;
  readonly colour: string;
}

/** A word with a dot of its colour: the colour says nothing that the word does not. */
export function Dotted({ word, colour }: DottedProps) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
      <Box
        component="span"
        aria-hidden
        sx={{ width: 7, height: 7, borderRadius: '50%', backgroundColor: colour, flex: 'none' }}
      />
      {word}
    </Box>
  );
}

/** Whether an account may spend. */
export function StatusWord({ status }: { readonly status: Status }) {
  const t = useWords();
  return <Dotted word={t(`status.${status}`)} colour={COLOUR_OF_STATUS[status]} />;
}

interface LevelBarProps {
  readonly level: Level;
  /** Of the plan's credits; null where the plan gives none. */
  readonly percentLeft: number | null;
}

/** How much is left, as a word and as a bar. */
export function LevelBar({ level, percentLeft }: LevelBarProps) {
  const t = useWords();
  const colour = COLOUR_OF_LEVEL[level];
  return (
    <Box component="span" sx={{ display: 'inline-block', minWidth: 76 }}>
      <Dotted word={t(`level.${level}`)} colour={`${colour}.main`} />
      {percentLeft !== null && (
        <LinearProgress
          variant="determinate"
          color={colour}
          value={Math.max(0, Math.min(100, percentLeft))}
          aria-label={t('level.left', { percent: percentLeft })}
          sx={{ height: 4, borderRadius: 2, marginTop: 0.5 }}
        />
      )}
    </Box>
  );
}
