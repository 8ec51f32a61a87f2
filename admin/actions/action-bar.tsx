import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useWords } from '../i18n/words.js';
import { useActions } from './context.js';

/** What can be done with the credits of the account, for those who may do it or ask for it. */
export function ActionBar() {
  const t = useWords();
  const { permits, open } = useActions();
  if (permits.adjust === 'no') return null;
  return (
    <Button variant="contained" onClick={() => open({ kind: 'adjust' })} aria-keyshortcuts="i">
      {t(permits.adjust === 'do' ? 'act.adjust' : 'act.adjust_request')}
      <Box component="kbd" aria-hidden sx={KEY}>
        i
      </Box>
    </Button>
  );
}

const KEY = {
  display: { xs: 'none', md: 'inline-block' },
  marginLeft: 1,
  fontFamily: 'inherit',
  fontSize: '0.75rem',
  lineHeight: 1.3,
  paddingInline: 0.75,
  border: '1px solid currentColor',
  borderRadius: 0.5,
} as const;
