import { REASONS } from '../actions/run/reasons.js';
import { useStaffNames } from '../data/staff.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { dayAfter } from '../lib/periods.js';
import { dayOf, midnightOf } from '../lib/time.js';
import { Choice, DayStart, PeriodChoice, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { useFilters } from '../ui/list-page.js';

/** As the API names it. */
const ANY_PERSON = 'staff';
const KINDS: readonly Schemas['AdjustmentKind'][] = ['issue', 'deduct', 'refund'];

/** What the register is narrowed by; it stands in the address. */
export function AdjustmentFilters() {
  const t = useWords();
  const { chosen, typed, put } = useFilters();
  const [from, to] = [dayOf(chosen('from').value), dayOf(chosen('to').value)];
  return (
    <Filters>
      <Choice
        label={t('adjustments.actor')}
        {...chosen('actor')}
        choices={[[ANY_PERSON, t('adjustments.any_person')], ...useStaffNames()]}
      />
      <Choice
        label={t('adjustments.what')}
        {...chosen('kind')}
        choices={KINDS.map((kind) => [kind, t(`adjustment.${kind}`)])}
      />
      <Choice
        label={t('adjustments.reason')}
        {...chosen('reason_code')}
        choices={REASONS.map((reason) => [reason, t(`reason.${reason}`)])}
      />
      <Typed label={t('adjustments.ticket')} {...typed('ticket')} />
      <Typed label={t('adjustments.account')} {...typed('account_id')} />
      <PeriodChoice
        label={t('app.period')}
        days={{ from, to: to === '' ? '' : dayAfter(to, -1) }}
        today={dayOf(new Date().toISOString())}
        onChoose={(days) => put({ from: midnightOf(days.from), to: midnightOf(dayAfter(days.to)) })}
      />
      <DayStart label={t('adjustments.from')} {...chosen('from')} />
      <DayStart label={t('adjustments.to')} {...chosen('to')} />
    </Filters>
  );
}
