import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../lib/api.js';

/** An address that is told what happens. */
export type Endpoint = Schemas['WebhookEndpoint'];

/** Under which the endpoints are kept. */
export const ENDPOINTS = ['webhook-endpoints'] as const;
/** There are twenty at most. */
const PAGE_SIZE = 50;
const READ_AGAIN_MS = 10_000;

/** All endpoints, newest first. */
export const useEndpoints = () =>
  useQuery({
    queryKey: ENDPOINTS,
    queryFn: ({ signal }) => {
      const params = { query: { 'page[size]': PAGE_SIZE } };
      return answerOf(api.GET('/v1/webhook-endpoints', { params, signal }));
    },
    refetchInterval: READ_AGAIN_MS,
  });
