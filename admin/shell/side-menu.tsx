import AutorenewOutlinedIcon from '@mui/icons-material/AutorenewOutlined';
import BadgeOutlinedIcon from '@mui/icons-material/BadgeOutlined';
import FactCheckOutlinedIcon from '@mui/icons-material/FactCheckOutlined';
import BarChartOutlinedIcon from '@mui/icons-material/BarChartOutlined';
import GroupOutlinedIcon from '@mui/icons-material/GroupOutlined';
import KeyOutlinedIcon from '@mui/icons-material/KeyOutlined';
import HomeOutlinedIcon from '@mui/icons-material/HomeOutlined';
import ListAltOutlinedIcon from '@mui/icons-material/ListAltOutlined';
import InboxOutlinedIcon from '@mui/icons-material/InboxOutlined';
import RuleOutlinedIcon from '@mui/icons-material/RuleOutlined';
import MemoryOutlinedIcon from '@mui/icons-material/MemoryOutlined';
import HistoryOutlinedIcon from '@mui/icons-material/HistoryOutlined';
import PaymentsOutlinedIcon from '@mui/icons-material/PaymentsOutlined';
import ReceiptLongOutlinedIcon from '@mui/icons-material/ReceiptLongOutlined';
import RequestQuoteOutlinedIcon from '@mui/icons-material/RequestQuoteOutlined';
import SellOutlinedIcon from '@mui/icons-material/SellOutlined';
import StorageOutlinedIcon from '@mui/icons-material/StorageOutlined';
import VerifiedOutlinedIcon from '@mui/icons-material/VerifiedOutlined';
import WebhookOutlinedIcon from '@mui/icons-material/WebhookOutlined';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { NavLink } from 'react-router';
import type { MessageKey } from '../i18n/messages.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useMe } from '../sign-in/session.js';
import { Logo } from '../ui/logo.js';
import { Who } from './who.js';

interface Part {
  readonly to: string;
  readonly text: MessageKey;
  readonly icon: ComponentType<{ fontSize: 'small' }>;
  /** Whoever lacks it is not led there; undefined: everybody is. */
  readonly permission?: Schemas['Permission'];
  /** The heading that it stands below; undefined: on top, below none. */
  readonly group?: Group;
}

/** Headings of the menu, in order. */
const GROUPS = ['payments', 'operations', 'administration'] as const;
type Group = (typeof GROUPS)[number];

const PARTS: readonly Part[] = [
  { to: '/', text: 'menu.home', icon: HomeOutlinedIcon },
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
  {
    to: '/approvals',
    text: 'menu.approvals',
    icon: FactCheckOutlinedIcon,
    permission: 'accounts:read',
  },
  { to: '/usage', text: 'menu.usage', icon: BarChartOutlinedIcon, permission: 'usage:read' },
  {
    to: '/catalogue',
    text: 'menu.catalogue',
    icon: SellOutlinedIcon,
    permission: 'accounts:read',
  },
  { to: '/models', text: 'menu.models', icon: MemoryOutlinedIcon, permission: 'accounts:read' },
  {
    to: '/payments',
    text: 'menu.payment_list',
    icon: PaymentsOutlinedIcon,
    permission: 'payments:read',
    group: 'payments',
  },
  {
    to: '/subscriptions',
    text: 'menu.subscriptions',
    icon: AutorenewOutlinedIcon,
    permission: 'payments:read',
    group: 'payments',
  },
  {
    to: '/invoices',
    text: 'menu.invoices',
    icon: RequestQuoteOutlinedIcon,
    permission: 'payments:read',
    group: 'payments',
  },
  {
    to: '/findings',
    text: 'menu.findings',
    icon: RuleOutlinedIcon,
    permission: 'payments:read',
    group: 'payments',
  },
  {
    to: '/inbox',
    text: 'menu.inbox',
    icon: InboxOutlinedIcon,
    permission: 'payments:read',
    group: 'payments',
  },
  {
    to: '/projections',
    text: 'menu.projections',
    icon: StorageOutlinedIcon,
    permission: 'ops:write',
    group: 'operations',
  },
  {
    to: '/jobs',
    text: 'menu.jobs',
    icon: ListAltOutlinedIcon,
    permission: 'ops:write',
    group: 'operations',
  },
  {
    to: '/webhooks',
    text: 'menu.webhooks',
    icon: WebhookOutlinedIcon,
    permission: 'webhooks:write',
    group: 'operations',
  },
  {
    to: '/audit',
    text: 'menu.audit',
    icon: VerifiedOutlinedIcon,
    permission: 'audit:read',
    group: 'administration',
  },
  {
    to: '/staff-actions',
    text: 'menu.staff_actions',
    icon: HistoryOutlinedIcon,
    permission: 'actions:read',
    group: 'administration',
  },
  {
    to: '/staff',
    text: 'menu.staff',
    icon: BadgeOutlinedIcon,
    permission: 'staff:write',
    group: 'administration',
  },
  {
    to: '/api-keys',
    text: 'menu.api_keys',
    icon: KeyOutlinedIcon,
    permission: 'keys:write',
    group: 'administration',
  },
];

/** The parts of the console. `onChosen`: one was chosen from a drawer, which can close. */
export function SideMenu({ onChosen }: { readonly onChosen?: () => void }) {
  const t = useWords();
  const { data: me } = useMe();
  const parts = PARTS.filter(
    ({ permission }) => permission === undefined || me?.permissions.includes(permission),
  );
  return (
    <Box sx={MENU}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, padding: 0.75, fontWeight: 650 }}>
        <Logo />
        {t('app.name')}
      </Box>
      <Box component="nav" aria-label={t('app.navigation')} sx={LINKS}>
        {[undefined, ...GROUPS].map((group) => (
          <Links
            key={group ?? ''}
            group={group}
            parts={parts.filter((part) => part.group === group)}
            onChosen={onChosen}
          />
        ))}
      </Box>
      <Who onChosen={onChosen} />
    </Box>
  );
}

interface LinksProps {
  readonly group: Group | undefined;
  readonly parts: readonly Part[];
  readonly onChosen: (() => void) | undefined;
}

/** The parts below one heading; nothing where there are none. */
function Links({ group, parts, onChosen }: LinksProps) {
  const t = useWords();
  if (parts.length === 0) return null;
  return (
    <>
      {group !== undefined && (
        <Box component="span" sx={HEADING}>
          {t(`menu.${group}`)}
        </Box>
      )}
      {parts.map(({ to, text, icon: Icon }) => (
        <NavLink key={to} to={to} end={to === '/'} onClick={onChosen}>
          <Icon fontSize="small" />
          {t(text)}
          {to === '/approvals' && <Waiting />}
        </NavLink>
      ))}
    </>
  );
}

/** How many requests wait for whoever is signed in; nothing where there are none. */
function Waiting() {
  const t = useWords();
  const { data: me } = useMe();
  const query = { 'filter[view]': 'for_me', 'page[size]': MAX_COUNTED } as const;
  const { data } = useQuery({
    queryKey: ['approvals', 'for-me'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/approvals', { params: { query }, signal })),
    enabled: me?.permissions.includes('approvals:decide') === true,
    refetchInterval: COUNTED_EVERY_MS,
  });
  const count = data?.data.length ?? 0;
  if (count === 0) return null;
  const text = data?.meta.page.next === null ? String(count) : `${count}+`;
  return (
    <Box component="span" aria-label={t('menu.approvals_count', { count: text })} sx={BADGE}>
      {text}
    </Box>
  );
}

const MAX_COUNTED = 50;
const COUNTED_EVERY_MS = 30_000;
const BADGE = {
  marginLeft: 'auto',
  paddingInline: 0.75,
  borderRadius: 1,
  backgroundColor: 'action.selected',
  color: 'text.primary',
  fontSize: '0.75rem',
  fontVariantNumeric: 'tabular-nums',
} as const;

const HEADING = {
  paddingInline: 1,
  paddingTop: 1.75,
  paddingBottom: 0.25,
  color: 'text.secondary',
  fontSize: '0.75rem',
  fontWeight: 550,
} as const;
const MENU = {
  display: 'grid',
  gap: 2,
  gridTemplateRows: 'auto minmax(0, 1fr) auto',
  height: '100%',
  padding: 1.5,
} as const;

const LINKS = {
  overflowY: 'auto',
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
