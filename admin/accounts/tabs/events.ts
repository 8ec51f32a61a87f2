import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { accountKey } from '../open/live-balance.js';
import { atMoment, type Moment } from '../open/moment.js';

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
  'PaymentRefundUndone',
  'DisputeOpened',
  'DisputeClosed',
  'DisputeReinstated',
  'AutoTopUpConfigured',
  'AutoTopUpSucceeded',
  'AutoTopUpFailed',
  'AutoTopUpTurnedOff',
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

/** A row of a timeline: an event, or usage that is folded by hour and model. */
export type TimelineRow = Schemas['TimelineRow'];
/** Usage of one model in one hour. */
export type FoldedUsage = Schemas['FoldedUsage'];

/** What a timeline shows. */
export interface Shown {
  readonly type: EventType | undefined;
  readonly moment: Moment | undefined;
  /** Usage is folded; otherwise every event is a row. */
  readonly isFolded: boolean;
}

/** The timeline of an account, newest first, a page after the other. */
export function useTimeline(account_id: string, { type, moment, isFolded }: Shown) {
  const { data, ...query } = useInfiniteQuery({
    queryKey: accountKey(account_id, 'timeline', 'rows', type, moment, isFolded),
    queryFn: ({ pageParam, signal }) => {
      const asked = { ...(type && { 'filter[type]': type }), ...atMoment(moment) };
      const read = isFolded ? readTimeline : readEvents;
      return read(account_id, { ...asked, ...pageOf(pageParam) }, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.page.next ?? undefined,
    // Read anew only when its reader asks: rows do not jump under a finger.
    staleTime: Infinity,
  });
  return { ...query, rows: data?.pages.flatMap((page) => page.data) };
}

/** The events that are folded in a row, newest first; none where none is unfolded. */
export function useUnfolded(
  account_id: string,
  usage: FoldedUsage | undefined,
  moment: Moment | undefined,
) {
  const { data, ...query } = useInfiniteQuery({
    queryKey: accountKey(account_id, 'timeline', 'unfolded', usage, moment),
    queryFn: ({ pageParam, signal }) => {
      const asked = {
        'filter[type]': USAGE_TYPES.join(','),
        'filter[model]': usage?.model ?? '',
        'filter[from_revision]': String(usage?.first_revision),
        'filter[to_revision]': String(usage?.last_revision),
        ...atMoment(moment),
      };
      return readEvents(account_id, { ...asked, ...pageOf(pageParam) }, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.page.next ?? undefined,
    enabled: usage !== undefined,
    staleTime: Infinity,
  });
  return { ...query, rows: data?.pages.flatMap((page) => page.data) ?? [] };
}

/** The types of events that are folded. */
const USAGE_TYPES: readonly EventType[] = ['CreditsDebited', 'HoldPlaced', 'HoldSettled'];

const pageOf = (after: string) => ({
  'page[size]': PAGE_SIZE,
  ...(after !== '' && { 'page[after]': after }),
});

interface Asked {
  readonly 'page[size]': number;
  readonly 'page[after]'?: string;
  readonly 'filter[type]'?: string;
  readonly as_of?: string;
  readonly known_at?: string;
}

interface AskedEvents extends Asked {
  readonly 'filter[model]'?: string;
  readonly 'filter[from_revision]'?: string;
  readonly 'filter[to_revision]'?: string;
}

const readTimeline = (
  account_id: string,
  query: Asked,
  signal: AbortSignal,
): Promise<Schemas['Timeline']> => {
  const params = { path: { account_id }, query };
  return answerOf(api.GET('/v1/accounts/{account_id}/timeline', { params, signal }));
};

/** Events as rows of a timeline. */
async function readEvents(
  account_id: string,
  query: AskedEvents,
  signal: AbortSignal,
): Promise<Schemas['Timeline']> {
  const params = { path: { account_id }, query };
  const { data, meta } = await answerOf(
    api.GET('/v1/accounts/{account_id}/events', { params, signal }),
  );
  return { data: data.map((event) => ({ row: 'event' as const, event })), meta };
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
