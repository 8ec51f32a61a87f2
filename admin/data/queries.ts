import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../lib/api.js';

const MAX_RETRIES = 2;

/** What is read again by itself: nobody answered, or the server was busy. A refusal stays one. */
const mayPass = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 503);

/** What the console has read. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < MAX_RETRIES && mayPass(error),
    },
  },
});
