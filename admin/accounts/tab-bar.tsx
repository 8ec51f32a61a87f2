import Box from '@mui/material/Box';
import { NavLink, useSearchParams } from 'react-router';
import { useWords } from '../i18n/words.js';
import { useOpenAccount } from './open/context.js';

const TABS = [
  'balance',
  'explain',
  'timeline',
  'usage',
  'plan',
  'holds',
  'members',
  'notes',
  'raw',
] as const;

/** The parts of an account: links, so each has an address. */
export function TabBar() {
  const t = useWords();
  const { account } = useOpenAccount();
  const [search] = useSearchParams();
  const zone = search.get('zone');
  const at = `/accounts/${encodeURIComponent(account.account_id)}`;
  return (
    <Box component="nav" aria-label={t('account.tabs')} sx={BAR}>
      {TABS.map((tab) => (
        <NavLink
          key={tab}
          end
          to={{
            pathname: tab === 'balance' ? at : `${at}/${tab}`,
            search: zone === null ? '' : `?zone=${encodeURIComponent(zone)}`,
          }}
        >
          {t(`account.${tab}`)}
        </NavLink>
      ))}
    </Box>
  );
}

const BAR = {
  display: 'flex',
  gap: 2.5,
  overflowX: 'auto',
  borderBottom: 1,
  borderColor: 'divider',
  '& a': {
    flex: 'none',
    paddingBlock: 1.25,
    color: 'text.secondary',
    fontWeight: 550,
    textDecoration: 'none',
    borderBottom: '2px solid transparent',
    '&:hover': { color: 'text.primary' },
    '&:focus-visible': { outlineOffset: -2 },
    '&[aria-current]': { color: 'text.primary', borderBottomColor: 'text.primary' },
  },
} as const;
