import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useListContext } from 'ra-core';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { dayOf, midnightOf } from '../lib/time.js';

const STATUSES: readonly Schemas['AccountStatus'][] = ['open', 'suspended', 'closed'];
const LEVELS: readonly Schemas['BalanceLevel'][] = ['ok', 'low', 'empty', 'overdrawn'];
const TYPING_MS = 300;
type Filters = Readonly<Record<string, string>>;

/** What the list is narrowed by; it stands in the address. */
export function AccountFilters() {
  const t = useWords();
  const { filterValues, setFilters } = useListContext();
  const values: Filters = filterValues;
  const plans = usePlans();
  const set = (name: string, value: string) => {
    const { [name]: _, ...others } = values;
    setFilters(value === '' ? others : { ...others, [name]: value });
  };
  return (
    <Box role="search" aria-label={t('accounts.filters')} sx={ROW}>
      <Typed
        label={t('accounts.email')}
        value={values['email'] ?? ''}
        onType={(text) => set('email', text)}
      />
      <Choice
        label={t('accounts.plan')}
        value={values['plan'] ?? ''}
        choices={plans.map((plan) => [plan, plan])}
        onChoose={(plan) => set('plan', plan)}
      />
      <Choice
        label={t('accounts.status')}
        value={values['status'] ?? ''}
        choices={STATUSES.map((status) => [status, t(`status.${status}`)])}
        onChoose={(status) => set('status', status)}
      />
      <Choice
        label={t('accounts.level')}
        value={values['level'] ?? ''}
        choices={LEVELS.map((level) => [level, t(`level.${level}`)])}
        onChoose={(level) => set('level', level)}
      />
      <Day
        label={t('accounts.opened_from')}
        value={values['opened_from'] ?? ''}
        onChoose={(instant) => set('opened_from', instant)}
      />
      <Day
        label={t('accounts.opened_to')}
        value={values['opened_to'] ?? ''}
        onChoose={(instant) => set('opened_to', instant)}
      />
      {Object.keys(values).length > 0 && (
        <Button variant="text" onClick={() => setFilters({})}>
          {t('action.clear_filters')}
        </Button>
      )}
    </Box>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, shown: string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, choices, onChoose }: ChoiceProps) {
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
      <MenuItem value="">{t('accounts.any')}</MenuItem>
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

function Day({ label, value, onChoose }: DayProps) {
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
function Typed({ label, value, onType }: TypedProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onType(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
    // `onType` is made anew with every render and means the same.
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

/** Names of all plans; none while they are not known. */
function usePlans(): string[] {
  const { data } = useQuery({
    queryKey: ['plans'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/plans', { signal })),
    staleTime: 60_000,
  });
  return [...new Set((data?.data ?? []).map(({ plan }) => plan))];
}

const ROW = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1.5,
  alignItems: 'center',
  '& > .MuiTextField-root': { width: { xs: '100%', sm: 158 }, margin: 0 },
} as const;
