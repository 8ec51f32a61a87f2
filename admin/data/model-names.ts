import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../lib/api.js';
import { pageQuery } from './pages.js';

const NONE: ReadonlyMap<string, string> = new Map();

/** What a model is called, by its id; the id itself where no model has it, or none is known yet. */
export function useModelName(): (id: string) => string {
  const { data } = useQuery({
    queryKey: ['model-names'],
    queryFn: async ({ signal }) => {
      // The first page holds more models than anybody sells.
      const params = { query: pageQuery(undefined) };
      const { data: models } = await answerOf(api.GET('/v1/models', { params, signal }));
      return new Map(models.map(({ model_id, name }) => [model_id, name]));
    },
    staleTime: 60_000,
  });
  const names = data ?? NONE;
  return (id) => names.get(id) ?? id;
}
