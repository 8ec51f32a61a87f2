import { useSearchParams } from 'react-router';

/** What stands behind `?` in the address now, which may not be drawn yet. */
export const searchNow = (): URLSearchParams => new URLSearchParams(window.location.search);

/**
 * What stood behind `?` in the address when it was drawn, and a way to change it, which builds on
 * what was set since.
 */
export function useSearch(): [
  URLSearchParams,
  (change: (next: URLSearchParams) => void, options?: { readonly replace?: boolean }) => void,
] {
  const [search, setSearch] = useSearchParams();
  return [
    search,
    (change, options) => {
      const next = searchNow();
      change(next);
      setSearch(next, options);
    },
  ];
}
