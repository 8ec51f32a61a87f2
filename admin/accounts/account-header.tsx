import HistoryIcon from '@mui/icons-material/History';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';
import { ActionBar } from '../actions/action-bar.js';
import { useWords } from '../i18n/words.js';
import { useSearch } from '../lib/address.js';
import { toMicro } from '../lib/amount.js';
import type { Schemas } from '../lib/api.js';
import { Amount } from '../ui/amount.js';
import { CopyId } from '../ui/copied.js';
import { PageTitle } from '../ui/page-title.js';
import { Loaded } from '../ui/panel.js';
import { PlanName } from '../ui/plan-name.js';
import { LevelBar, StatusWord } from '../ui/standing.js';
import { useOpenAccount } from './open/context.js';
import { AsOfBar, PastBanner } from './as-of.js';
import { HeaderFreshness } from './header-freshness.js';
import { RenewalFact } from './renewal-fact.js';

/** Who the account is and what it has, kept up while it is looked at. */
export function AccountHeader() {
  const t = useWords();
  const { account, live, moment } = useOpenAccount();
  const [isOpen, setOpen] = useState(false);
  return (
    <Box component="header" sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, justifyContent: 'space-between' }}>
        <Box sx={{ minWidth: 0 }}>
          <PageTitle text={account.name ?? account.account_id} />
          <Box sx={FACTS}>
            <CopyId id={account.account_id} what={t('account.id')} />
            <StatusWord status={account.status} />
            {account.email !== null && <span>{account.email}</span>}
            {account.profile_erased_at !== null && <span>{t('account.erased')}</span>}
          </Box>
        </Box>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
          <HeaderFreshness live={live} />
          <ZoneChoice ofAccount={account.time_zone} />
          <Button
            size="small"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            startIcon={<HistoryIcon />}
          >
            {t('as_of.title')}
          </Button>
          <ActionBar />
        </Box>
      </Box>
      {(isOpen || moment !== undefined) && <AsOfBar />}
      <PastBanner />
      <Paper variant="outlined">
        <Loaded query={live.query}>{(balance) => <Figures balance={balance} />}</Loaded>
      </Paper>
    </Box>
  );
}

function Figures({ balance }: { readonly balance: Schemas['Balance'] }) {
  const t = useWords();
  const { account } = useOpenAccount();
  const isSome = (amount: string) => toMicro(amount) !== 0n;
  return (
    <Box component="dl" sx={FIGURES}>
      <Fact label={t('accounts.available')} figure="available">
        <Typography component="span" sx={{ fontSize: '1.375rem', fontWeight: 650 }}>
          <Amount value={balance.available} />
        </Typography>
      </Fact>
      <Fact label={t('accounts.held')} figure="held">
        <Amount value={balance.held} />
      </Fact>
      {isSome(balance.frozen) && (
        <Fact label={t('accounts.frozen')} figure="frozen">
          <Amount value={balance.frozen} />
        </Fact>
      )}
      {isSome(balance.debt) && (
        <Fact label={t('accounts.debt')} figure="debt">
          <Box component="span" sx={{ color: 'error.main' }}>
            <Amount value={balance.debt} />
          </Box>
        </Fact>
      )}
      {balance.level !== null && (
        <Fact label={t('accounts.level')} figure="level">
          <LevelBar level={balance.level} percentLeft={balance.percent_left} />
        </Fact>
      )}
      <Fact label={t('accounts.plan')} figure="plan">
        <PlanName plan={account.plan} />
      </Fact>
      <RenewalFact balance={balance}>
        {(label, value) => (
          <Fact label={label} figure="renews">
            {value}
          </Fact>
        )}
      </RenewalFact>
    </Box>
  );
}

interface FactProps {
  readonly label: string;
  /** Names the figure for whoever looks for it in the page. */
  readonly figure: string;
  readonly children: ReactNode;
}

function Fact({ label, figure, children }: FactProps) {
  return (
    <div data-figure={figure}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const CHOICES = ['mine', 'account', 'utc'] as const;

/** In whose time the page speaks; it stands in the address. */
function ZoneChoice({ ofAccount }: { readonly ofAccount: string }) {
  const t = useWords();
  const [search, changeSearch] = useSearch();
  const choose = (zone: string) =>
    changeSearch(
      (next) => {
        if (zone === 'mine') next.delete('zone');
        else next.set('zone', zone);
      },
      { replace: true },
    );
  return (
    <TextField
      select
      label={t('zone.label')}
      value={CHOICES.find((each) => each === search.get('zone')) ?? 'mine'}
      onChange={({ target }) => choose(target.value)}
      sx={{ width: 230, margin: 0 }}
    >
      <MenuItem value="mine">{t('zone.mine')}</MenuItem>
      <MenuItem value="account">{t('zone.account', { zone: ofAccount })}</MenuItem>
      <MenuItem value="utc">{t('zone.utc')}</MenuItem>
    </TextField>
  );
}

const FACTS = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 2,
  rowGap: 0.5,
  alignItems: 'center',
  color: 'text.secondary',
  '& > *': { minWidth: 0, overflowWrap: 'anywhere' },
} as const;

const FIGURES = {
  display: { xs: 'grid', sm: 'flex' },
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  flexWrap: 'wrap',
  columnGap: { xs: 2, sm: 5 },
  rowGap: 1.5,
  margin: 0,
  paddingBlock: 1.75,
  paddingInline: 2,
  '& [data-figure=available]': { gridColumn: '1 / -1' },
  '& dt': { color: 'text.secondary', fontSize: '0.75rem', marginBottom: '2px' },
  '& dd': { margin: 0, minHeight: 32, display: 'flex', alignItems: 'center' },
} as const;
