import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { accountKey, type LiveBalance } from './live-balance.js';
import { atMoment, knownAt, type Moment } from './moment.js';

/** The balance at a moment of the past, in place of the one that moves. */
export function usePastBalance(account_id: string, moment: Moment | undefined): LiveBalance {
  const query = useQuery({
    queryKey: accountKey(account_id, 'past', 'balance', moment),
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/accounts/{account_id}/balance', {
          params: { path: { account_id }, query: atMoment(moment) },
          signal,
        }),
      ),
    enabled: moment !== undefined,
  });
  return { query, connection: 'past' };
}

/** The account as it had been recorded by a moment; by the effective clock it is not known. */
export function usePastAccount(account_id: string, moment: Moment | undefined) {
  return useQuery({
    queryKey: accountKey(account_id, 'past', 'account', moment),
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/accounts/{account_id}', {
          params: { path: { account_id }, query: knownAt(moment) },
          signal,
        }),
      ),
    enabled: moment?.clock === 'recorded',
  });
}

/** The newest event at a moment, or of all. */
export async function newestAt(
  account_id: string,
  moment: Moment | undefined,
): Promise<Schemas['AccountEvent'] | undefined> {
  const query = { 'page[size]': 1, ...atMoment(moment) };
  const call = api.GET('/v1/accounts/{account_id}/events', {
    params: { path: { account_id }, query },
  });
  return (await answerOf(call)).data[0];
}

/** The moment one event before or after another; undefined: there is none. */
export async function stepped(
  account_id: string,
  moment: Moment | undefined,
  way: 'back' | 'on',
): Promise<Moment | undefined> {
  const newest = await newestAt(account_id, moment);
  if (!newest) return undefined;
  const clock = moment?.clock ?? 'recorded';
  if (way === 'back' && clock === 'effective') {
    const before = new Date(Date.parse(newest.occurred_at) - 1).toISOString();
    const older = await newestAt(account_id, { clock, at: before });
    return older && { clock, at: older.occurred_at };
  }
  const revision = newest.revision + (way === 'back' ? -1 : 1);
  if (revision < 0) return undefined;
  const event = await eventAt(account_id, revision);
  return event && { clock, at: clock === 'effective' ? event.occurred_at : event.position };
}

async function eventAt(account_id: string, revision: number) {
  const path = { account_id, event_id: String(revision) };
  const { data, response } = await api.GET('/v1/accounts/{account_id}/events/{event_id}', {
    params: { path },
  });
  return response.status === 404 ? undefined : data;
}
