import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../lib/api.js';

/** What a pack is called, by its id; the id itself where no pack has it, or none is known yet. */
export function usePackName(): (id: string) => string {
  const { data } = useQuery({
    queryKey: ['packs'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/packs', { signal })),
    staleTime: 60_000,
  });
  return (id) => data?.data.find(({ pack }) => pack === id)?.name ?? id;
}
