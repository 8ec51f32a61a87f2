/** Models and their rates, as the API lists them. */
import { useQuery } from '@tanstack/react-query';
import { pageQuery, usePages } from '../data/pages.js';
import { answerOf, api } from '../lib/api.js';

/** All models by id, each with the rate that holds and the next one. */
export const useModels = () =>
  usePages(['models', 'all'], (after, signal) => {
    const query = { ...pageQuery(after), include: 'rates' as const };
    return answerOf(api.GET('/v1/models', { params: { query }, signal }));
  });

/** One model with the rate that holds. */
export const useModel = (id: string) =>
  useQuery({
    queryKey: ['models', 'one', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/models/{model_id}', { params: { path: { model_id: id } }, signal })),
  });

/** Every rate of a model, newest first. */
export const useRates = (id: string) =>
  usePages(['models', 'rates', id], (after, signal) => {
    const params = { path: { model_id: id }, query: pageQuery(after) };
    return answerOf(api.GET('/v1/models/{model_id}/rates', { params, signal }));
  });
