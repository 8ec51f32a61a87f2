import { usePlans } from '../data/plans.js';
import type { SubscriptionRow } from '../data/payment-lists.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ListExport } from '../exports/list-export.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { Choice, DayStart, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { Grid } from '../ui/grid.js';
import { ListPage, useFilters } from '../ui/list-page.js';
import { FREE } from './differences.js';
import { dunningColumns } from './dunning-columns.js';
import { accountColumn, subscriptionColumns } from './subscription-columns.js';
import { SUBSCRIPTION_STATUSES } from './words.js';

/** Subscriptions of all accounts, newest first; of those that are not paid, what is due. */
export default function SubscriptionList() {
  const t = useWords();
  return (
    <ListPage<SubscriptionRow>
      resource="subscriptions"
      title={t('subscriptions.title')}
      aside={<ExportSubscriptions />}
      filters={<SubscriptionFilters />}
      loading={t('subscriptions.loading')}
      empty={{ title: t('subscriptions.empty'), why: t('subscriptions.empty_why') }}
      noMatch={{ title: t('subscriptions.no_match'), why: t('subscriptions.no_match_why') }}
    >
      {(rows) => <SubscriptionTable rows={rows} />}
    </ListPage>
  );
}

function SubscriptionTable({ rows }: { readonly rows: readonly SubscriptionRow[] }) {
  const t = useWords();
  const isDunning = useFilters().chosen('status').value === 'past_due';
  return (
    <Grid
      label={t('subscriptions.title')}
      columns={isDunning ? dunningColumns(t) : [accountColumn(t), ...subscriptionColumns(t)]}
      rows={rows}
      keyOf={({ subscription_id }) => subscription_id}
    />
  );
}

/** What the list is narrowed by; it stands in the address. */
function SubscriptionFilters() {
  const t = useWords();
  const { chosen, typed } = useFilters();
  const plans = usePlans().filter(({ plan }) => plan !== FREE);
  const named = plans.map(({ plan, name }) => [plan, name] as const);
  return (
    <Filters>
      <Choice
        label={t('subscriptions.status')}
        {...chosen('status')}
        choices={SUBSCRIPTION_STATUSES.map((each) => [each, t(`subscriptions.status_${each}`)])}
      />
      <Choice label={t('subscriptions.plan')} {...chosen('plan')} choices={named} />
      <Choice
        label={t('subscriptions.next')}
        {...chosen('next_plan')}
        choices={[[FREE, t('subscriptions.next_end')], ...named]}
      />
      <Choice
        label={t('subscriptions.pending')}
        {...chosen('pending')}
        choices={[
          ['true', t('subscriptions.pending_yes')],
          ['false', t('subscriptions.pending_no')],
        ]}
      />
      <Typed label={t('subscriptions.account')} {...typed('account_id')} />
      <DayStart label={t('subscriptions.from')} {...chosen('from')} />
      <DayStart label={t('subscriptions.to')} {...chosen('to')} />
    </Filters>
  );
}

function ExportSubscriptions() {
  const read = (query: Record<string, string>) =>
    answerOf(api.GET('/v1/subscriptions', { params: { query }, ...AS_CSV }));
  return <ListExport name="subscriptions" read={read} />;
}
