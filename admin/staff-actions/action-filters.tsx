import { useStaffChoices } from '../data/staff.js';
import { useWords } from '../i18n/words.js';
import { useMay } from '../sign-in/session.js';
import { Choice, DayStart, OneOf, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { useFilters } from '../ui/list-page.js';
import { ACTIONS } from './did.js';
import { SHOWN } from '../data/shown-actions.js';

/** What the list of staff actions is narrowed by; it stands in the address. */
export function ActionFilters() {
  const t = useWords();
  const { chosen, typed } = useFilters();
  const previews = chosen('previews');
  const seesAll = useMay('audit:read');
  const people = useStaffChoices();
  return (
    <Filters>
      {seesAll && <Choice label={t('did.who')} {...chosen('staff_id')} choices={people} />}
      <Choice
        label={t('did.what')}
        {...chosen('action')}
        choices={ACTIONS.map(([action, text]) => [action, t(text)])}
      />
      <OneOf
        label={t('did.previews')}
        {...previews}
        value={previews.value === SHOWN ? SHOWN : ''}
        choices={[
          ['', t('did.previews_hidden')],
          [SHOWN, t('did.previews_shown')],
        ]}
      />
      <Typed label={t('did.account')} {...typed('account_id')} />
      <DayStart label={t('did.from')} {...chosen('from')} />
      <DayStart label={t('did.to')} {...chosen('to')} />
    </Filters>
  );
}
