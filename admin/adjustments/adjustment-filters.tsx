import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useListContext } from 'ra-core';
import { REASONS } from '../actions/run/reasons.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Choice, Day, FILTER_ROW, Typed } from '../ui/filter-fields.js';

const KINDS: readonly Schemas['AdjustmentKind'][] = ['issue', 'deduct', 'refund'];
type Filters = Readonly<Record<string, string>>;

/** What the register is narrowed by; it stands in the address. */
export function AdjustmentFilters() {
  const t = useWords();
  const { filterValues, setFilters } = useListContext();
  const values: Filters = filterValues;
  const set = (name: string) => (value: string) => {
    const { [name]: _, ...others } = values;
    setFilters(value === '' ? others : { ...others, [name]: value });
  };
  const field = (name: string) => ({ value: values[name] ?? '', onChoose: set(name) });
  const typed = (name: string) => ({ value: values[name] ?? '', onType: set(name) });
  return (
    <Box role="search" aria-label={t('app.filters')} sx={FILTER_ROW}>
      <Typed label={t('adjustments.actor')} {...typed('actor')} />
      <Choice
        label={t('adjustments.what')}
        {...field('kind')}
        choices={KINDS.map((kind) => [kind, t(`adjustment.${kind}`)])}
      />
      <Choice
        label={t('adjustments.reason')}
        {...field('reason_code')}
        choices={REASONS.map((reason) => [reason, t(`reason.${reason}`)])}
      />
      <Typed label={t('adjustments.ticket')} {...typed('ticket')} />
      <Typed label={t('adjustments.account')} {...typed('account_id')} />
      <Day label={t('adjustments.from')} {...field('from')} />
      <Day label={t('adjustments.to')} {...field('to')} />
      {Object.keys(values).length > 0 && (
        <Button variant="text" onClick={() => setFilters({})}>
          {t('action.clear_filters')}
        </Button>
      )}
    </Box>
  );
}
