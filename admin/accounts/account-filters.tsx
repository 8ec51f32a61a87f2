import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useListContext } from 'ra-core';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Choice, Day, FILTER_ROW, Typed } from '../ui/filter-fields.js';

const STATUSES: readonly Schemas['AccountStatus'][] = ['open', 'suspended', 'closed'];
const LEVELS: readonly Schemas['BalanceLevel'][] = ['ok', 'low', 'empty', 'overdrawn'];
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
    <Box role="search" aria-label={t('app.filters')} sx={FILTER_ROW}>
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

/** Names of all plans; none while they are not known. */
function usePlans(): string[] {
  const { data } = useQuery({
    queryKey: ['plans'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/plans', { signal })),
    staleTime: 60_000,
  });
  return [...new Set((data?.data ?? []).map(({ plan }) => plan))];
}
