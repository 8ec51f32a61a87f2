import BarChartOutlinedIcon from '@mui/icons-material/BarChartOutlined';
import GroupOutlinedIcon from '@mui/icons-material/GroupOutlined';
import ReceiptLongOutlinedIcon from '@mui/icons-material/ReceiptLongOutlined';
import Box from '@mui/material/Box';
import type { ComponentType } from 'react';
import { NavLink } from 'react-router';
import type { MessageKey } from '../i18n/messages.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { useMe } from '../sign-in/session.js';
import { Logo } from '../ui/logo.js';
import { Who } from './who.js';

interface Part {
  readonly to: string;
  readonly text: MessageKey;
  readonly icon: ComponentType<{ fontSize: 'small' }>;
  /** Whoever lacks it is not led there. */
  readonly permission: Schemas['Permission'];
}

const PARTS: readonly Part[] = [
  {
    to: '/accounts',
    text: 'menu.accounts',
    icon: GroupOutlinedIcon,
    permission: 'accounts:read',
  },
  {
    to: '/adjustments',
    text: 'menu.adjustments',
    icon: ReceiptLongOutlinedIcon,
    permission: 'accounts:read',
  },
  { to: '/usage', text: 'menu.usage', icon: BarChartOutlinedIcon, permission: 'usage:read' },
];

/** The parts of the console. `onChosen`: one was chosen from a drawer, which can close. */
export function SideMenu({ onChosen }: { readonly onChosen?: () => void }) {
  const t = useWords();
  const { data: me } = useMe();
  const parts = PARTS.filter(({ permission }) => me?.permissions.includes(permission));
  return (
    <Box sx={MENU}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, padding: 0.75, fontWeight: 650 }}>
        <Logo />
        {t('app.name')}
      </Box>
      <Box component="nav" aria-label={t('app.navigation')} sx={LINKS}>
        {parts.map(({ to, text, icon: Icon }) => (
          <NavLink key={to} to={to} onClick={onChosen}>
            <Icon fontSize="small" />
            {t(text)}
          </NavLink>
        ))}
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
