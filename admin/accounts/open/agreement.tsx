import Alert from '@mui/material/Alert';
import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/words.js';
import { toMicro } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';

/** The figures of a balance. */
export type Figures = Pick<Schemas['Balance'], 'available' | 'held' | 'frozen' | 'debt'>;
/** One of the figures of a balance. */
export type Figure = keyof Figures;

/** Balance and parts are read one after the other: a difference counts only if it stays. */
const MAX_LOOKS = 4;
const LOOK_MS = 700;

interface AgreementProps {
  /** What does not agree, in words; undefined: all of it does. */
  readonly difference: string | undefined;
  /** What is said where all agrees. */
  readonly agrees: string;
  /** Reads both sides anew. */
  readonly onLook: () => void;
}

/** Says that parts add up to the balance; in red where they do not, after looking again. */
export function Agreement({ difference, agrees, onLook }: AgreementProps) {
  const t = useWords();
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (difference === undefined) {
      setLooks(0);
      return undefined;
    }
    if (looks >= MAX_LOOKS) return undefined;
    const timer = setTimeout(() => {
      setLooks(looks + 1);
      onLook();
    }, LOOK_MS);
    return () => clearTimeout(timer);
    // `onLook` is made anew with every render and means the same.
  }, [difference, looks]);
  const isSure = difference === undefined || looks >= MAX_LOOKS;
  const severity = difference === undefined ? 'success' : isSure ? 'error' : 'info';
  return (
    <Alert
      severity={severity}
      variant="outlined"
      role={severity === 'error' ? 'alert' : 'status'}
      sx={{ border: 0, borderRadius: 0, borderTop: 1, borderColor: 'divider' }}
    >
      {difference === undefined ? agrees : isSure ? difference : t('lots.checking')}
    </Alert>
  );
}

/** The first figure that differs. */
export const differing = (one: Figures, other: Figures): Figure | undefined =>
  FIGURES.find((figure) => toMicro(one[figure]) !== toMicro(other[figure]));

const FIGURES: readonly Figure[] = ['available', 'held', 'frozen', 'debt'];
