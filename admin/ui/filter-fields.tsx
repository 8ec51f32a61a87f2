import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { daysOf, periodOf, PERIODS, type Days } from '../lib/periods.js';
import { dayOf, midnightOf } from '../lib/time.js';
import { useLatest } from '../lib/latest.js';

const TYPING_MS = 300;

interface OneOfProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, shown: string])[];
  readonly onChoose: (value: Value) => void;
}

/** A field whose value is one of a few. */
export function OneOf<Value extends string>({
  label,
  value,
  choices,
  onChoose,
}: OneOfProps<Value>) {
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={({ target }) => {
        const chosen = choices.find(([each]) => each === target.value);
        if (chosen) onChoose(chosen[0]);
      }}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      {choices.map(([each, shown]) => (
        <MenuItem key={each} value={each}>
          {shown}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** The same where none may be chosen; a value that is none of the choices is shown as it is. */
export function Choice({ choices, ...field }: OneOfProps<string>) {
  const t = useWords();
  const { value } = field;
  const isKnown = value === '' || choices.some(([each]) => each === value);
  const all = [['', t('app.any')] as const, ...(isKnown ? [] : [[value, value] as const])];
  return <OneOf {...field} choices={[...all, ...choices]} />;
}

interface DayProps {
  readonly label: string;
  /** A day of the calendar: `2026-01-31`; '' for none. */
  readonly value: string;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** Not called for a day that is half typed. The caller refuses what `min` and `max` exclude. */
  readonly onChoose: (day: string) => void;
  readonly isOptional?: boolean;
  /** What is wrong with it. */
  readonly wrong?: string | undefined;
}

/** Of which the API takes every instant; a year that is half typed is before them. */
const [FIRST_DAY, LAST_DAY] = ['1970-01-02', '8999-12-30'];

/** A day of the calendar. */
export function Day(props: DayProps) {
  const { label, value, min = FIRST_DAY, max = LAST_DAY, onChoose, isOptional, wrong } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <TextField
      type="date"
      label={label}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        const isWithin = target.value >= FIRST_DAY && target.value <= LAST_DAY;
        if (target.value === '' ? isOptional : isWithin) onChoose(target.value);
      }}
      onBlur={() => setText(value)}
      error={wrong !== undefined}
      helperText={wrong}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { min, max } }}
    />
  );
}

/** A day, or none, as the instant with which it begins where the reader is. */
export function DayStart({
  value,
  onChoose,
  ...field
}: Pick<DayProps, 'label' | 'value' | 'onChoose' | 'wrong'>) {
  return (
    <Day {...field} isOptional value={dayOf(value)} onChoose={(day) => onChoose(midnightOf(day))} />
  );
}

interface PeriodChoiceProps {
  readonly label: string;
  readonly days: Days;
  /** The day it is where the days are counted. */
  readonly today: string;
  readonly onChoose: (days: Days) => void;
}

/** Two days by the name of their period. */
export function PeriodChoice({ label, days, today, onChoose }: PeriodChoiceProps) {
  const t = useWords();
  return (
    <OneOf
      label={label}
      value={periodOf(days, today) ?? ''}
      choices={[
        ['', t(days.from === '' && days.to === '' ? 'app.any' : 'app.own_days')],
        ...PERIODS.map((period) => [period, t(`period.${period}`)] as const),
      ]}
      onChoose={(chosen) => {
        if (chosen !== '') onChoose(daysOf(chosen, today));
      }}
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
  const latest = useLatest(onType);
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

/** Filters beside each other, two of them on a narrow screen. */
export const FILTER_ROW = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1.5,
  alignItems: 'center',
  '& > .MuiTextField-root': {
    flex: { xs: '1 1 40%', sm: '1 1 140px' },
    minWidth: 0,
    maxWidth: { sm: 172 },
    margin: 0,
  },
} as const;
