import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../lib/api.js';

/** The version of each plan that is on sale now; none while they are not known. */
export function usePlans(): Schemas['Plan'][] {
  const { data } = useQuery({
    queryKey: ['plans'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/plans', { signal })),
    staleTime: 60_000,
  });
  return data?.data ?? [];
}
