import ButtonBase from '@mui/material/ButtonBase';
import Box from '@mui/material/Box';
import { useWords } from '../i18n/words.js';

/** What the colour of a chip says; `unsure` is never green. */
export type Tone = 'current' | 'past' | 'unsure' | 'late' | 'very_late';

const COLOURS: Readonly<Record<Tone, string>> = {
  current: 'success.main',
  past: 'info.main',
  unsure: 'text.secondary',
  late: 'warning.main',
  very_late: 'error.main',
};

interface FreshChipProps {
  readonly tone: Tone;
  readonly text: string;
  /** As of when, and at which position. */
  readonly title: string | undefined;
  /** Reads what it stands beside anew; absent: that moves by itself. */
  readonly onRead?: () => void;
}

/** How fresh what it stands beside is: a dot, and words. */
export function FreshChip({ tone, text, title, onRead }: FreshChipProps) {
  const t = useWords();
  const content = (
    <>
      <Box component="span" aria-hidden sx={{ ...DOT, backgroundColor: COLOURS[tone] }} />
      {text}
    </>
  );
  const named = { title, 'data-fresh': tone };
  if (!onRead) {
    return (
      <Box component="span" role="status" {...named} sx={CHIP}>
        {content}
      </Box>
    );
  }
  return (
    <ButtonBase
      {...named}
      aria-label={t('fresh.again', { text })}
      onClick={onRead}
      sx={{ ...CHIP, borderRadius: 1, paddingInline: 0.75, minHeight: 24 }}
    >
      {content}
    </ButtonBase>
  );
}

const CHIP = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 0.75,
  fontSize: '0.8125rem',
  color: 'text.secondary',
  whiteSpace: 'nowrap',
} as const;
const DOT = { width: 8, height: 8, borderRadius: '50%', flex: 'none' } as const;
