import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { accountKey } from '../open/live-balance.js';

const PAGE_SIZE = 100;
type Kind = Schemas['LedgerKind'];

/**
 * The ledger of an account, newest first, a page after the other. `part` names who reads: what
 * belongs to the timeline is not read anew by itself.
 */
export function useLedger(accountId: string, kind: Kind | undefined, part: 'timeline' | 'explain') {
  const { data, ...query } = useInfiniteQuery({
    queryKey: accountKey(accountId, part, 'ledger', kind),
    queryFn: ({ pageParam, signal }) => readPage(accountId, kind, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.page.next ?? undefined,
  });
  return { ...query, entries: data?.pages.flatMap((page) => page.data) ?? [] };
}

function readPage(
  account_id: string,
  kind: Kind | undefined,
  after: string,
  signal: AbortSignal,
): Promise<Schemas['Ledger']> {
  const query = {
    'page[size]': PAGE_SIZE,
    ...(after !== '' && { 'page[after]': after }),
    ...(kind && { 'filter[kind]': kind }),
  };
  const params = { path: { account_id }, query };
  return answerOf(api.GET('/v1/accounts/{account_id}/ledger', { params, signal }));
}
