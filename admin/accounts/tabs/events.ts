import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { accountKey } from '../open/live-balance.js';

/** One event of an account. */
export type AccountEvent = Schemas['AccountEvent'];
/** What an event can be. */
export type EventType = AccountEvent['type'];

/** Every type, in the order in which a filter offers them. */
export const EVENT_TYPES: readonly EventType[] = [
  'CreditsDebited',
  'DebitRefunded',
  'CreditsAdjusted',
  'HoldPlaced',
  'HoldExtended',
  'HoldSettled',
  'HoldReleased',
  'PlanCreditsGranted',
  'PeriodRenewed',
  'PackPurchased',
  'PaymentRefunded',
  'DisputeOpened',
  'DisputeClosed',
  'LotExpired',
  'LotsRetired',
  'PlanChanged',
  'PlanChangeScheduled',
  'PlanChangeWithdrawn',
  'MemberAdded',
  'MemberLimitSet',
  'MemberRemoved',
  'BalanceLevelChanged',
  'AccountOpened',
  'AccountSuspended',
  'AccountReinstated',
  'AccountClosed',
];
const PAGE_SIZE = 100;

/** The events of an account, newest first, a page after the other. */
export function useEvents(account_id: string, type: EventType | undefined) {
  const { data, ...query } = useInfiniteQuery({
    queryKey: accountKey(account_id, 'timeline', type),
    queryFn: ({ pageParam, signal }) => readPage(account_id, type, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.page.next ?? undefined,
    // Read anew only when its reader asks: rows do not jump under a finger.
    staleTime: Infinity,
  });
  return { ...query, events: data?.pages.flatMap((page) => page.data) };
}

function readPage(
  account_id: string,
  type: EventType | undefined,
  after: string,
  signal: AbortSignal,
): Promise<Schemas['AccountEvents']> {
  const query = {
    'page[size]': PAGE_SIZE,
    ...(after !== '' && { 'page[after]': after }),
    ...(type && { 'filter[type]': type }),
  };
  const params = { path: { account_id }, query };
  return answerOf(api.GET('/v1/accounts/{account_id}/events', { params, signal }));
}

/** One event, which never changes. */
export function useEvent(account_id: string, event_id: string) {
  const params = { path: { account_id, event_id } };
  return useQuery({
    queryKey: accountKey(account_id, 'timeline', 'event', event_id),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/accounts/{account_id}/events/{event_id}', { params, signal })),
    staleTime: Infinity,
  });
}

/** What an event was for: the reason of a person, else the model or the member it names. */
export function subjectOf({ data, ticket }: AccountEvent): string {
  const named = [data['model'], data['action'], data['plan'], data['memberId'], ticket];
  return named.find((each) => typeof each === 'string') ?? '';
}
