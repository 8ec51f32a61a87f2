import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOf, api, type Schemas } from '../../lib/api.js';

type Balance = Schemas['Balance'];

/** Whether the balance moves by itself; `past`: it is one of a moment of the past. */
export type Connection = 'connecting' | 'live' | 'away' | 'past';

/** The balance of an account as it is now, and whether it is kept up. */
export interface LiveBalance {
  readonly query: UseQueryResult<Balance>;
  readonly connection: Connection;
}

/** Other parts of the page are read anew at most so often, however busy the account is. */
const REREAD_MS = 2_000;
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/** Everything that is read of one account is kept under this key. */
export const accountKey = (accountId: string, ...part: readonly unknown[]) => [
  'account',
  accountId,
  ...part,
];

/** Follows the balance of an account; what else is shown of it is read anew as it moves. */
export function useLiveBalance(accountId: string): LiveBalance {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  const key = accountKey(accountId, 'balance');
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => answerOf(readBalance(accountId, signal)),
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reread = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({
          predicate: ({ queryKey }) => movesWith(queryKey, accountId),
        });
      }, REREAD_MS);
    };
    const onBalance = (balance: Balance) => {
      const before = queries.getQueryData<Balance>(key);
      if (before && before.position > balance.position) return;
      queries.setQueryData(key, balance);
      if (before && before.position < balance.position) reread();
    };
    // Reading it says why: the session may have ended.
    const onRefused = () => void queries.invalidateQueries({ queryKey: key });
    const stop = follow(accountId, onBalance, setConnection, onRefused);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [accountId, queries]);
  return { query, connection };
}

const readBalance = (account_id: string, signal: AbortSignal) =>
  api.GET('/v1/accounts/{account_id}/balance', { params: { path: { account_id } }, signal });

const STILL: ReadonlySet<unknown> = new Set(['balance', 'timeline', 'past']);

/** The balance comes by itself, the past stays, and the timeline says that there is more. */
const movesWith = (key: readonly unknown[], accountId: string): boolean =>
  key[0] === 'account' && key[1] === accountId && !STILL.has(key[2]);

/** Keeps a stream of balances open, with growing pauses where it is refused; ends when called. */
function follow(
  accountId: string,
  onBalance: (balance: Balance) => void,
  onConnection: (connection: Connection) => void,
  onRefused: () => void,
): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  const open = () => {
    source = new EventSource(`/v1/accounts/${encodeURIComponent(accountId)}/balance/stream`);
    source.addEventListener('open', () => {
      pauseMs = FIRST_PAUSE_MS;
      onConnection('live');
    });
    source.addEventListener('balance', ({ data }) => onBalance(JSON.parse(data)));
    source.addEventListener('error', () => {
      onConnection('away');
      // A stream that broke off comes back by itself; one that was refused does not.
      if (source?.readyState !== EventSource.CLOSED) return;
      onRefused();
      timer = setTimeout(open, pauseMs);
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
