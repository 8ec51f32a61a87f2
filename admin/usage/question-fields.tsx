import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { Day, OneOf, PeriodChoice, Typed } from '../ui/filter-fields.js';
import { Folding } from '../ui/filters.js';
import {
  BINS,
  COMPARED,
  DIMENSIONS,
  DRAWN,
  METRICS,
  TOPS,
  todayIn,
  zoneOf,
  type Question,
} from './question.js';

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
    <Folding label={t('explorer.question')} button={t('explorer.question')}>
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
        choices={BINS.map((bin) => [bin, t(`bin_choice.${bin}`)])}
        onChoose={(bin) => onAsk({ bin })}
      />
      <PeriodChoice
        label={t('app.period')}
        days={question}
        today={todayIn(question.zone, Date.now())}
        onChoose={onAsk}
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
      {first && (
        <OneOf
          label={t('explorer.top')}
          value={question.top}
          choices={TOPS.map((top) => [
            top,
            top === 'all' ? t('explorer.all') : t('explorer.top_and_others', { top }),
          ])}
          onChoose={(top) => onAsk({ top })}
        />
      )}
      <OneOf
        label={t('explorer.compare')}
        value={question.compare}
        choices={COMPARED.map((compare) => [compare, t(`compare.${compare}`)])}
        onChoose={(compare) => onAsk({ compare })}
      />
    </Folding>
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
