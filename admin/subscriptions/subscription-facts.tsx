import { useQuery } from '@tanstack/react-query';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { usePlanName } from '../data/plans.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { CopyId } from '../ui/copied.js';
import { Facts } from '../ui/facts.js';
import { When } from '../ui/when.js';
import { PlanOf } from './plan-of.js';
import { SubscriptionState } from './subscription-columns.js';
import { cardText, monthText } from './words.js';

type Subscription = Schemas['ListedSubscription'];

interface SubscriptionFactsProps {
  readonly subscription: Subscription;
}

/** What Stripe has of a subscription. */
export function SubscriptionFacts({ subscription }: SubscriptionFactsProps) {
  const t = useWords();
  const { status, besides, pending_plan, pending_until, canceled_at, ended_at } = subscription;
  const card = useCard();
  const nameOf = usePlanName();
  return (
    <Facts
      facts={[
        [
          t('subscriptions.status'),
          <>
            <SubscriptionState status={status} />
            {besides !== null && <div>{t('subscription.besides')}</div>}
          </>,
        ],
        [
          t('subscriptions.plan'),
          <>
            <PlanOf of={subscription} />, {monthText(subscription.price, t)}
          </>,
        ],
        pending_plan === null
          ? undefined
          : [
              t('subscriptions.pending'),
              <>
                {t('subscriptions.pending_plan', { plan: nameOf(pending_plan) })}
                {pending_until !== null && (
                  <>
                    {'. '}
                    {t('subscriptions.pending_until')} <When at={pending_until} />
                  </>
                )}
              </>,
            ],
        card === undefined || ended_at !== null
          ? undefined
          : [t('subscription.card'), cardText(card, t)],
        [t('subscription.began'), <When at={subscription.created_at} />],
        canceled_at === null ? undefined : [t('subscription.canceled'), <When at={canceled_at} />],
        ended_at === null ? undefined : [t('subscription.ended_at'), <When at={ended_at} />],
        [t('subscriptions.subscription'), <Id id={subscription.subscription_id} />],
        [t('subscription.customer'), <Id id={subscription.customer_id} />],
        [t('subscription.seen'), <When at={subscription.seen_at} precision="second" />],
      ]}
    />
  );
}

const Id = ({ id }: { readonly id: string }) => <CopyId id={id} what={id} />;

type Card = Schemas['SubscriptionCard']['card'];

/** The card that Stripe charges for it, as it is now; undefined: it cannot be asked, or not yet. */
function useCard(): Card | undefined {
  const { account_id } = useOpenAccount().account;
  const { data } = useQuery({
    queryKey: accountKey(account_id, 'payments', 'subscription-card'),
    queryFn: ({ signal }) => {
      const params = { path: { account_id } };
      return answerOf(api.GET('/v1/accounts/{account_id}/subscription/card', { params, signal }));
    },
    retry: false,
  });
  return data?.card;
}
