import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { dayOf, midnightOf } from '../lib/time.js';

const TYPING_MS = 300;

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, shown: string])[];
  readonly onChoose: (value: string) => void;
}

/** A field whose value is one of a few, or none. */
export function Choice({ label, value, choices, onChoose }: ChoiceProps) {
  const t = useWords();
  // What the address asks for is shown even where it is none of the choices.
  const known = choices.some(([each]) => each === value) || value === '';
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={({ target }) => onChoose(target.value)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      <MenuItem value="">{t('app.any')}</MenuItem>
      {!known && <MenuItem value={value}>{value}</MenuItem>}
      {choices.map(([each, shown]) => (
        <MenuItem key={each} value={each}>
          {shown}
        </MenuItem>
      ))}
    </TextField>
  );
}

interface DayProps {
  readonly label: string;
  /** The midnight with which the day begins where the reader is, as an RFC 3339 instant. */
  readonly value: string;
  readonly onChoose: (instant: string) => void;
}

/** A day, as the instant with which it begins where the reader is. */
export function Day({ label, value, onChoose }: DayProps) {
  return (
    <TextField
      type="date"
      label={label}
      value={dayOf(value)}
      onChange={({ target }) => onChoose(midnightOf(target.value))}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly onType: (text: string) => void;
}

/** A field that narrows the list once its reader has stopped typing. */
export function Typed({ label, value, onType }: TypedProps) {
  const [text, setText] = useState(value);
  // Another filter may be chosen meanwhile: only the last render's callback keeps it.
  const latest = useRef(onType);
  useEffect(() => {
    latest.current = onType;
  });
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => latest.current(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <TextField
      type="search"
      label={label}
      value={text}
      onChange={({ target }) => setText(target.value)}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}

/** Filters beside each other; on a narrow screen below each other. */
export const FILTER_ROW = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1.5,
  alignItems: 'center',
  '& > .MuiTextField-root': { width: { xs: '100%', sm: 158 }, margin: 0 },
} as const;
