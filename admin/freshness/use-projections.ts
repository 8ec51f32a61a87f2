import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../lib/api.js';
import { lagOf, positionOf, type Lag, type ProjectionName } from './lag.js';

/** Under which the states of projections are kept. */
export const PROJECTIONS_KEY = ['ops', 'projections'] as const;

/** What stands on a page is told of its projections so often. */
const LOOK_MS = 5_000;
/** States that were not read again for so long say nothing of now. */
const OLD_MS = 20_000;

/** The states of all projections and the newest rebuild, read again every so often. */
export const useProjections = (everyMs: number, enabled = true) =>
  useQuery({
    queryKey: PROJECTIONS_KEY,
    queryFn: ({ signal }) => answerOf(api.GET('/v1/ops/projections', { signal })),
    refetchInterval: everyMs,
    staleTime: 1_000,
    enabled,
  });

/** How some projections stand, and when that was read. */
export interface Standing {
  readonly lag: Lag;
  readonly position: string | undefined;
  /** By this browser's clock; 0: never. */
  readonly readAt: number;
  readonly look: () => void;
}

/** Follows how some projections stand. */
export function useStanding(names: readonly ProjectionName[]): Standing {
  const { data, dataUpdatedAt, refetch } = useProjections(LOOK_MS);
  const states = Date.now() - dataUpdatedAt > OLD_MS ? undefined : data?.data;
  return {
    lag: lagOf(states, names),
    position: positionOf(states, names),
    readAt: dataUpdatedAt,
    look: () => void refetch(),
  };
}
