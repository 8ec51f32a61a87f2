import GroupOutlinedIcon from '@mui/icons-material/GroupOutlined';
import Box from '@mui/material/Box';
import { NavLink } from 'react-router';
import { useWords } from '../i18n/words.js';
import { Logo } from '../ui/logo.js';
import { Who } from './who.js';

/** The parts of the console. `onChosen`: one was chosen from a drawer, which can close. */
export function SideMenu({ onChosen }: { readonly onChosen?: () => void }) {
  const t = useWords();
  return (
    <Box sx={MENU}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, padding: 0.75, fontWeight: 650 }}>
        <Logo />
        {t('app.name')}
      </Box>
      <Box component="nav" aria-label={t('app.navigation')} sx={LINKS}>
        <NavLink to="/accounts" onClick={onChosen}>
          <GroupOutlinedIcon fontSize="small" />
          {t('menu.accounts')}
        </NavLink>
      </Box>
      <Who />
    </Box>
  );
}

const MENU = {
  display: 'grid',
  gap: 2,
  gridTemplateRows: 'auto 1fr auto',
  height: '100%',
  padding: 1.5,
} as const;

const LINKS = {
  alignContent: 'start',
  display: 'grid',
  gap: 0.25,
  '& a': {
    display: 'flex',
    alignItems: 'center',
    gap: 1,
    paddingBlock: 0.75,
    paddingInline: 1,
    borderRadius: 1,
    color: 'text.secondary',
    fontWeight: 550,
    textDecoration: 'none',
    '&:hover': { backgroundColor: 'action.hover' },
    '&.active': { backgroundColor: 'action.selected', color: 'text.primary' },
  },
} as const;
