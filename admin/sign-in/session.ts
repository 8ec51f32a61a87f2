import type { QueryClient } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import type { AuthProvider } from 'ra-core';
import { ApiError, answerOf, api, done, type Schemas } from '../lib/api.js';

/** The person who is signed in. */
export type Me = Schemas['Me'];

/** Under which the person who is signed in is kept. */
export const ME_KEY = ['me'] as const;

const ME = {
  queryKey: ME_KEY,
  queryFn: ({ signal }: { signal: AbortSignal }) => answerOf(api.GET('/v1/me', { signal })),
  staleTime: 60_000,
};

/** The person who is signed in, and what they may do. */
export const useMe = () => useQuery(ME);

/** Whether the person who is signed in has a permission; false while that is not known. */
export function useMay(permission: Schemas['Permission']): boolean {
  return useMe().data?.permissions.includes(permission) ?? false;
}

/** Who is signed in, for react-admin. Only a 401 ends a session: a 403 keeps page and input. */
export const authProviderOf = (queries: QueryClient): AuthProvider => ({
  // The page of signing in does it step by step.
  login: () => Promise.resolve(),
  logout: async () => {
    const wasSignedIn = queries.getQueryData<Me>(ME.queryKey) !== undefined;
    // What was read belongs to whoever was signed in.
    queries.clear();
    if (wasSignedIn) await done(api.POST('/v1/auth/logout')).catch(refusedAnyway);
  },
  checkAuth: async () => {
    await queries.ensureQueryData(ME);
  },
  checkError: async (error: unknown) => {
    if (error instanceof ApiError && error.status === 401) throw error;
  },
});

/** A session that has ended already cannot be ended: that is what was wanted. */
function refusedAnyway(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}
