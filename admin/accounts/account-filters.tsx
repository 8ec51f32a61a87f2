import { useWords } from '../i18n/words.js';
import { usePlans } from '../data/plans.js';
import type { Schemas } from '../lib/api.js';
import { Choice, DayStart, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { useFilters } from '../ui/list-page.js';

const STATUSES: readonly Schemas['AccountStatus'][] = ['open', 'suspended', 'closed'];
const LEVELS: readonly Schemas['BalanceLevel'][] = ['ok', 'low', 'empty', 'overdrawn'];

/** What the list is narrowed by; it stands in the address. */
export function AccountFilters() {
  const t = useWords();
  const { chosen, typed } = useFilters();
  return (
    <Filters>
      <Typed label={t('accounts.email')} {...typed('email')} />
      <Choice
        label={t('accounts.plan')}
        {...chosen('plan')}
        choices={usePlans().map(({ plan, name }) => [plan, name] as const)}
      />
      <Choice
        label={t('accounts.status')}
        {...chosen('status')}
        choices={STATUSES.map((status) => [status, t(`status.${status}`)])}
      />
      <Choice
        label={t('accounts.level')}
        {...chosen('level')}
        choices={LEVELS.map((level) => [level, t(`level.${level}`)])}
      />
      <DayStart label={t('accounts.opened_from')} {...chosen('opened_from')} />
      <DayStart label={t('accounts.opened_to')} {...chosen('opened_to')} />
    </Filters>
  );
}
