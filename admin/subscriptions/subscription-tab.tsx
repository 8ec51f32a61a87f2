import { Grid } from '../ui/grid.js';
import { usePlanName } from '../data/plans.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { useOpenAccount } from '../accounts/open/context.js';
import { ChangeButton } from './change-button.js';
import { Compared } from './compared.js';
import { InvoicesPanel } from './invoices-panel.js';
import { MailsPanel } from './mails-panel.js';
import { currentOf, useSubscriptions } from './of-account.js';
import { PastDue, Unbegun } from './past-due.js';
import { subscriptionColumns } from './subscription-columns.js';
import { SubscriptionFacts } from './subscription-facts.js';
import { TopUpsPanel } from './top-ups-panel.js';
import { isUnbegun } from './unpaid.js';

type Subscription = Schemas['ListedSubscription'];

/** An account's subscription at Stripe beside the ledger, its invoices, top-ups and mails. */
export default function SubscriptionTab() {
  const t = useWords();
  const query = useSubscriptions();
  const current = currentOf(query.data?.data ?? []);
  const isLive = current !== undefined && current.ended_at === null && !isUnbegun(current);
  return (
    <>
      <Panel title={t('account.subscription')} aside={isLive && <ChangeButton />}>
        <Loaded query={query}>
          {() => (current ? <Current subscription={current} /> : <NotSubscribed />)}
        </Loaded>
      </Panel>
      <InvoicesPanel />
      <TopUpsPanel />
      <MailsPanel />
      <Others rows={query.data?.data ?? []} current={current} />
    </>
  );
}

function Current({ subscription }: { readonly subscription: Subscription }) {
  return (
    <>
      <Unbegun subscription={subscription} />
      <PastDue subscription={subscription} />
      <SubscriptionFacts subscription={subscription} />
      <Compared subscription={subscription} />
    </>
  );
}

function NotSubscribed() {
  const t = useWords();
  const { plan } = useOpenAccount().account;
  const nameOf = usePlanName();
  return (
    <Said title={t('subscription.none')}>{t('subscription.none_why', { plan: nameOf(plan) })}</Said>
  );
}

interface OthersProps {
  readonly rows: readonly Subscription[];
  readonly current: Subscription | undefined;
}

/** All but the one above; nothing where there are none. */
function Others({ rows, current }: OthersProps) {
  const t = useWords();
  const others = rows.filter((row) => row !== current);
  if (others.length === 0) return null;
  return (
    <Panel title={t('subscription.others')}>
      <Grid
        label={t('subscription.others')}
        columns={subscriptionColumns(t)}
        rows={others}
        keyOf={({ subscription_id }) => subscription_id}
      />
    </Panel>
  );
}
