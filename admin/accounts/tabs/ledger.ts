import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { accountKey } from '../open/live-balance.js';
import { entriesUpTo, type Moment } from '../open/moment.js';

const PAGE_SIZE = 100;

/** A line of an explanation: the entries of one kind and model. */
export type LineOf = Pick<Schemas['ExplainLine'], 'kind' | 'model'>;

/** The entries of a line, newest first, a page after the other. */
export function useLineEntries(accountId: string, line: LineOf, moment?: Moment) {
  const { kind, model } = line;
  const { data, ...query } = useInfiniteQuery({
    queryKey: accountKey(accountId, moment ? 'past' : 'explain', 'ledger', kind, model, moment),
    queryFn: ({ pageParam, signal }) => readPage(accountId, line, pageParam, moment, signal),
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.page.next ?? undefined,
  });
  return { ...query, entries: data?.pages.flatMap((page) => page.data) ?? [] };
}

function readPage(
  account_id: string,
  { kind, model }: LineOf,
  after: string,
  moment: Moment | undefined,
  signal: AbortSignal,
): Promise<Schemas['Ledger']> {
  const query = {
    'page[size]': PAGE_SIZE,
    ...(after !== '' && { 'page[after]': after }),
    ...entriesUpTo(moment),
    'filter[kind]': kind,
    'filter[model]': model ?? '',
  };
  const params = { path: { account_id }, query };
  return answerOf(api.GET('/v1/accounts/{account_id}/ledger', { params, signal }));
}
