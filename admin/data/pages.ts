import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import type { Schemas } from '../lib/api.js';

/** A page as the API gives it. */
export interface ApiPage<Row> {
  readonly data: readonly Row[];
  readonly meta: Schemas['PageMeta'];
}

/** The most rows that the API gives at once. */
const PAGE_SIZE = 200;

/** The query of a page that follows a cursor; undefined: the first. */
export const pageQuery = (after: string | undefined) => ({
  'page[size]': PAGE_SIZE,
  ...(after !== undefined && { 'page[after]': after }),
});

const firstPage = (): string | null => null;

/**
 * Rows of a list, a page after the other as `fetchNextPage` is called. `lookMs`: after which time
 * those that are there are read again; undefined: they are not.
 */
export function usePages<Row>(
  queryKey: QueryKey,
  read: (after: string | undefined, signal: AbortSignal) => Promise<ApiPage<Row>>,
  lookMs?: number,
) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam ?? undefined, signal),
    initialPageParam: firstPage(),
    ...(lookMs !== undefined && { refetchInterval: lookMs }),
    getNextPageParam: ({ meta }) => meta.page.next ?? undefined,
    select: ({ pages }) => ({
      rows: pages.flatMap(({ data }) => data),
      stale: pages.some(({ meta }) => meta.stale === true),
    }),
  });
}
