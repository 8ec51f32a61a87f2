import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { FILTER_ROW, Typed } from '../ui/filter-fields.js';
import { BINS, DIMENSIONS, DRAWN, METRICS, zoneOf, type Question } from './question.js';

interface QuestionFieldsProps {
  readonly question: Question;
  readonly onAsk: (more: Partial<Question>) => void;
}

/** What the explorer is asked: metric, groups, bins, time, zone, and what counts. */
export function QuestionFields({ question, onAsk }: QuestionFieldsProps) {
  const t = useWords();
  const [first, second] = question.groupBy;
  const dimensions = DIMENSIONS.map((name) => [name, t(`dimension.${name}`)] as const);
  return (
    <Box role="search" aria-label={t('explorer.question')} sx={FILTER_ROW}>
      <OneOf
        label={t('explorer.metric')}
        value={question.metric}
        choices={METRICS.map((metric) => [metric, t(`metric.${metric}`)])}
        onChoose={(metric) => onAsk({ metric })}
      />
      <OneOf
        label={t('explorer.by')}
        value={first ?? ''}
        choices={[['', t('explorer.no_group')], ...dimensions]}
        onChoose={(chosen) => {
          if (chosen === '') onAsk({ groupBy: [] });
          else onAsk({ groupBy: [chosen, ...(second && second !== chosen ? [second] : [])] });
        }}
      />
      {first && (
        <OneOf
          label={t('explorer.then_by')}
          value={second ?? ''}
          choices={[['', t('explorer.no_group')], ...dimensions.filter(([name]) => name !== first)]}
          onChoose={(chosen) => onAsk({ groupBy: chosen === '' ? [first] : [first, chosen] })}
        />
      )}
      <OneOf
        label={t('explorer.bin')}
        value={question.bin}
        choices={BINS.map((bin) => [bin, t(`bin.${bin}`)])}
        onChoose={(bin) => onAsk({ bin })}
      />
      <Day
        label={t('explorer.from')}
        value={question.from}
        max={question.to}
        onChoose={(from) => onAsk({ from })}
      />
      <Day
        label={t('explorer.to')}
        value={question.to}
        min={question.from}
        onChoose={(to) => onAsk({ to })}
      />
      <ZoneField zone={question.zone} onChoose={(zone) => onAsk({ zone })} />
      <Typed
        label={t('explorer.account')}
        value={question.account}
        onType={(account) => onAsk({ account })}
      />
      <Typed
        label={t('explorer.model')}
        value={question.model}
        onType={(model) => onAsk({ model })}
      />
      <OneOf
        label={t('explorer.drawn')}
        value={question.drawn}
        choices={DRAWN.map((drawn) => [drawn, t(`drawn.${drawn}`)])}
        onChoose={(drawn) => onAsk({ drawn })}
      />
    </Box>
  );
}

interface OneOfProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, shown: string])[];
  readonly onChoose: (value: Value) => void;
}

function OneOf<Value extends string>({ label, value, choices, onChoose }: OneOfProps<Value>) {
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

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly min?: string;
  readonly max?: string;
  readonly onChoose: (day: string) => void;
}

/** A day of the chosen zone; one that is half typed asks nothing. */
function Day({ label, value, min, max, onChoose }: DayProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <TextField
      type="date"
      label={label}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        const isWithin = (!min || target.value >= min) && (!max || target.value <= max);
        if (target.value !== '' && isWithin) onChoose(target.value);
      }}
      onBlur={() => setText(value)}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { min, max } }}
    />
  );
}

interface ZoneFieldProps {
  readonly zone: string;
  readonly onChoose: (zone: string) => void;
}

/** Any IANA zone; browsers list some under older names, so that others can be typed. */
function ZoneField({ zone, onChoose }: ZoneFieldProps) {
  const t = useWords();
  const [text, setText] = useState(zone);
  useEffect(() => setText(zone), [zone]);
  return (
    <Autocomplete
      freeSolo
      disableClearable
      autoSelect
      options={ZONES}
      value={zone}
      inputValue={text}
      onInputChange={(_, typed) => setText(typed)}
      onChange={(_, chosen) => {
        const known = zoneOf(chosen.trim());
        if (known) onChoose(known);
      }}
      onBlur={() => {
        if (!zoneOf(text.trim())) setText(zone);
      }}
      sx={{ width: { xs: '100%', sm: 210 }, '& .MuiTextField-root': { margin: 0 } }}
      renderInput={(params) => (
        <TextField
          {...params}
          label={t('explorer.zone')}
          error={!zoneOf(text.trim())}
          helperText={zoneOf(text.trim()) ? undefined : t('explorer.zone_unknown')}
        />
      )}
    />
  );
}

const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];
