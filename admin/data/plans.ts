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

/** What a plan is called, by its id; the id itself where no plan has it, or none is known yet. */
export function usePlanName(): (id: string) => string {
  const plans = usePlans();
  return (id) => plans.find(({ plan }) => plan === id)?.name ?? id;
}
