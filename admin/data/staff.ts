import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../lib/api.js';

const NOBODY: ReadonlyMap<string, string> = new Map();
/** Under which the names of staff are kept. */
const NAMES_KEY = ['staff-names'] as const;

/** What people are called, by the actor of what they did: `staff:stf_…`. */
export function useStaffNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: NAMES_KEY,
    queryFn: async ({ signal }) => {
      const { data: people } = await answerOf(api.GET('/v1/staff/names', { signal }));
      return new Map(people.map(({ staff_id, name }) => [`staff:${staff_id}`, name]));
    },
    staleTime: 60_000,
  });
  return data ?? NOBODY;
}

/** People whom a field offers: their ids with their names. */
export function useStaffChoices(): readonly (readonly [staffId: string, name: string])[] {
  return [...useStaffNames()].map(([actor, name]) => [actor.replace(/^staff:/, ''), name]);
}
