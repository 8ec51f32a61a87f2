import { usePlanName } from '../data/plans.js';
import { useWords, type Words } from '../i18n/words.js';
import { subscriptionPath } from '../lib/account-paths.js';
import type { Schemas } from '../lib/api.js';
import { Lines, Small, SmallId } from '../payments/lines.js';
import { AccountLink } from '../ui/account-link.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { PlanName } from '../ui/plan-name.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { isEnding } from './differences.js';
import { PlanOf } from './plan-of.js';
import { isUnbegun } from './unpaid.js';
import { colourOf, monthText, subscriptionStatus } from './words.js';

type Subscription = Schemas['ListedSubscription'];

/** How a subscription stands, with a dot of its colour. */
export function SubscriptionState({ status }: { readonly status: string }) {
  const t = useWords();
  return <Dotted word={subscriptionStatus(status, t)} colour={colourOf(status)} />;
}

/** What follows the current period, and when. */
export function Afterwards({ row }: { readonly row: Subscription }) {
  const t = useWords();
  if (row.ended_at !== null || isUnbegun(row)) return '–';
  const at = row.next_at ?? row.period_ends_at;
  return (
    <Lines>
      {row.next_plan === null ? (
        t('subscriptions.next_same')
      ) : isEnding(row) ? (
        t('subscriptions.next_end')
      ) : (
        <PlanName plan={row.next_plan} />
      )}
      <Small>
        <When at={at} />
      </Small>
    </Lines>
  );
}

/** The plan that an upgrade leads to, once it is paid. */
function Pending({ plan }: { readonly plan: string }) {
  const t = useWords();
  const nameOf = usePlanName();
  return t('subscriptions.pending_plan', { plan: nameOf(plan) });
}

/** Leads to the subscription of an account. */
export const accountColumn = (t: Words): Column<Subscription> => ({
  label: t('subscriptions.account'),
  render: ({ account_id: id, account_name: name }) => (
    <AccountLink id={id} name={name} path={subscriptionPath(id)} />
  ),
});

/** What is shown of a subscription in lists. */
export const subscriptionColumns = (t: Words): Column<Subscription>[] => [
  {
    label: t('subscriptions.subscription'),
    render: ({ created_at, subscription_id }) => (
      <Lines>
        <When at={created_at} />
        <SmallId id={subscription_id} />
      </Lines>
    ),
  },
  {
    label: t('subscriptions.plan'),
    render: (row) => (
      <Lines>
        <PlanOf of={row} />
        <Small>{monthText(row.price, t)}</Small>
      </Lines>
    ),
  },
  {
    label: t('subscriptions.status'),
    render: ({ status, besides }) => (
      <Lines>
        <SubscriptionState status={status} />
        {besides !== null && <Small>{t('invoices.verdict_surplus')}</Small>}
      </Lines>
    ),
  },
  {
    label: t('subscriptions.due'),
    isNumber: true,
    isNothing: ({ unpaid }) => unpaid === null,
    render: ({ unpaid }) => (unpaid === null ? '–' : moneyText(unpaid.due)),
  },
  {
    label: t('subscriptions.pending'),
    isNothing: ({ pending_plan }) => pending_plan === null,
    render: ({ pending_plan: plan, pending_until: until }) =>
      plan === null ? (
        '–'
      ) : (
        <Lines>
          <Pending plan={plan} />
          {until !== null && (
            <Small>
              {t('subscriptions.pending_until')} <When at={until} />
            </Small>
          )}
        </Lines>
      ),
  },
  { label: t('subscriptions.next'), render: (row) => <Afterwards row={row} /> },
];
