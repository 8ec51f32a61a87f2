import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { useLogout } from 'ra-core';
import { Link } from 'react-router';
import { forgetAll } from '../lib/drafts.js';
import { useWords } from '../i18n/words.js';
import { useMe } from '../sign-in/session.js';

/** Who is signed in, as what, and the way out. */
export function Who({ onChosen }: { readonly onChosen?: (() => void) | undefined }) {
  const t = useWords();
  const { data: me } = useMe();
  const logout = useLogout();
  if (!me) return null;
  return (
    <Box sx={WHO}>
      {me.sandbox && <Chip size="small" label={t('app.sandbox')} sx={{ justifySelf: 'start' }} />}
      <Box sx={{ fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
        <Box
          component={Link}
          to="/me"
          onClick={onChosen}
          aria-label={t('me.open_of', { name: me.name })}
          sx={{
            fontWeight: 550,
            textDecoration: 'none',
            '&:hover': { textDecoration: 'underline' },
          }}
        >
          {me.name}
        </Box>
        <Box sx={{ color: 'text.secondary' }}>{t(`role.${me.role}`)}</Box>
      </Box>
      <Button
        size="small"
        onClick={() => {
          forgetAll(sessionStorage);
          void logout({}, '/login', false);
        }}
      >
        {t('app.sign_out')}
      </Button>
    </Box>
  );
}

const WHO = {
  display: 'grid',
  gap: 1,
  alignSelf: 'end',
  padding: 1,
  borderTop: 1,
  borderColor: 'divider',
} as const;
