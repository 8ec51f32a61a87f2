import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { useMay } from '../sign-in/session.js';
import { useOpenAccount } from './open/context.js';
import { useKeptSearch } from './open/moment.js';

const TABS = [
  'balance',
  'explain',
  'timeline',
  'usage',
  'plan',
  'subscription',
  'payments',
  'holds',
  'members',
  'notes',
  'profile',
  'raw',
] as const;

/** Only for those who may read payments. */
const OF_PAYMENTS: ReadonlySet<string> = new Set(['subscription', 'payments']);

/** The parts of an account: links, so each has an address. */
export function TabBar() {
  const t = useWords();
  const { account } = useOpenAccount();
  const kept = useKeptSearch()();
  const maySeePayments = useMay('payments:read');
  const bar = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    // On a narrow screen the bar is wider than what is seen of it.
    const open = bar.current?.querySelector('[aria-current]');
    open?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  const at = accountPath(account.account_id);
  return (
    <Box component="nav" ref={bar} aria-label={t('account.tabs')} sx={BAR}>
      {TABS.filter((tab) => maySeePayments || !OF_PAYMENTS.has(tab)).map((tab) => (
        <NavLink
          key={tab}
          end
          to={{
            pathname: tab === 'balance' ? at : `${at}/${tab}`,
            search: kept,
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
