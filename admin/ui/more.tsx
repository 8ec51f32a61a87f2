import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useWords } from '../i18n/words.js';

interface MoreProps {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

/** Reads the next page of a list; nothing where all of it is there. */
export function More({ query }: MoreProps) {
  const t = useWords();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (!hasNextPage) return null;
  return (
    <Box sx={{ padding: 1.5, textAlign: 'center' }}>
      <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('action.more')}
      </Button>
    </Box>
  );
}
