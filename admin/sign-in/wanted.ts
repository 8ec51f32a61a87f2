/** The page that somebody was on their way to before they had to sign in. */

/** The page in the state of the history, where react-admin leaves it: a path of the console. */
export function wantedIn(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('nextPathname' in state)) return undefined;
  const search =
    'nextSearch' in state && typeof state.nextSearch === 'string' ? state.nextSearch : '';
  return typeof state.nextPathname === 'string' ? state.nextPathname + search : undefined;
}

const KEY = 'scrip.wanted';

/** Keeps the page that somebody was on their way to while they are at the provider. */
export const keepPage = (page: string | undefined): void =>
  page === undefined ? sessionStorage.removeItem(KEY) : sessionStorage.setItem(KEY, page);

/** The page that was kept: a path of the console. It is given once. */
export function keptPage(): string | undefined {
  const page = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return page ?? undefined;
}
