import { useQueryClient, type QueryKey } from '@tanstack/react-query';

/** Closes a dialog whose change is made, and has what it changed read anew; without a key all. */
export function useDone(onClose: () => void, queryKey?: QueryKey): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries(queryKey && { queryKey });
    onClose();
  };
}
