import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useListContext } from 'ra-core';
import { useWords } from '../i18n/words.js';

/** Leads through the pages of a list that has no total. */
export function Pager() {
  const t = useWords();
  const { page, setPage, hasNextPage, hasPreviousPage, isPending } = useListContext();
  if (isPending || (!hasNextPage && !hasPreviousPage)) return null;
  return (
    <Box component="nav" aria-label={t('app.pages')} sx={{ display: 'flex', gap: 1 }}>
      <Button disabled={!hasPreviousPage} onClick={() => setPage(page - 1)}>
        {t('action.previous')}
      </Button>
      <Button disabled={!hasNextPage} onClick={() => setPage(page + 1)}>
        {t('action.next')}
      </Button>
      <Typography variant="body2" color="textSecondary" sx={{ alignSelf: 'center' }}>
        {t('app.page', { page })}
      </Typography>
    </Box>
  );
}
