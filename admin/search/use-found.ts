import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOf, api, type Schemas } from '../lib/api.js';

const TYPING_MS = 200;

/** What a search has found, and whether that is the answer to what stands in the field now. */
interface Found {
  readonly query: UseQueryResult<Schemas['SearchResult'][]>;
  readonly isCurrent: boolean;
}

/** Searches for a text once its reader has stopped typing. */
export function useFound(typed: string): Found {
  const text = typed.trim();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => search(asked, signal),
    enabled: asked !== '',
  });
  return { query, isCurrent: asked === text && asked !== '' };
}

async function search(q: string, signal: AbortSignal): Promise<Schemas['SearchResult'][]> {
  const { data } = await answerOf(api.GET('/v1/search', { params: { query: { q } }, signal }));
  return data;
}
