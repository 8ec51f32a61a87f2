/** What the parts of the subscription's tab read. */
import { useQuery } from '@tanstack/react-query';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { isUnbegun } from './unpaid.js';

/** What Stripe does is in no stream that the page of an account follows. */
export const LOOK_MS = 5_000;
/** Subscriptions of an account that are shown. */
const MAX_SUBSCRIPTIONS = 20;

/** The subscriptions of the account that is open, newest first; read only if `isAsked`. */
export function useSubscriptions(isAsked = true) {
  const { account_id } = useOpenAccount().account;
  const query = { 'filter[account_id]': account_id, 'page[size]': MAX_SUBSCRIPTIONS };
  return useQuery({
    queryKey: subscriptionsKey(account_id),
    queryFn: ({ signal }) => answerOf(api.GET('/v1/subscriptions', { params: { query }, signal })),
    refetchInterval: LOOK_MS,
    enabled: isAsked,
  });
}

/** Under which they are kept. */
export const subscriptionsKey = (accountId: string) =>
  accountKey(accountId, 'payments', 'subscriptions');

/** The account as it is now, kept up: its page may show a moment of the past. */
export function useAccountNow() {
  const { account_id } = useOpenAccount().account;
  return useQuery({
    queryKey: accountKey(account_id, 'profile'),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/accounts/{account_id}', { params: { path: { account_id } }, signal })),
    refetchInterval: LOOK_MS,
  });
}

type Subscription = Schemas['ListedSubscription'];

/**
 * The one that goes on, else one whose first payment is missing, or the last that has ended; one
 * too many only where there is no other.
 */
export function currentOf(rows: readonly Subscription[]): Subscription | undefined {
  const own = rows.filter(({ besides }) => besides === null);
  const live = own.filter(({ ended_at }) => ended_at === null);
  // Of several that go on, the oldest stays.
  return live.filter((row) => !isUnbegun(row)).at(-1) ?? live[0] ?? own[0] ?? rows[0];
}
