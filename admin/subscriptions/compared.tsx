import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { usePlanName } from '../data/plans.js';
import { useWords, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Grid, type Column } from '../ui/grid.js';
import { Loaded } from '../ui/panel.js';
import { PlanName } from '../ui/plan-name.js';
import { Dotted } from '../ui/standing.js';
import { Days, When } from '../ui/when.js';
import { differencesOf, isEnding, type Difference } from './differences.js';
import { useAccountNow } from './of-account.js';
import { exactText, PlanOf } from './plan-of.js';
import { isUnbegun } from './unpaid.js';

type Subscription = Schemas['ListedSubscription'];
type Account = Schemas['Account'];

interface Row {
  readonly about: Difference['about'];
  readonly what: string;
  readonly stripe: ReactNode;
  readonly ledger: ReactNode;
}

interface ComparedProps {
  readonly subscription: Subscription;
}

/** What Stripe says beside what the ledger says, and in words where they differ. */
export function Compared({ subscription }: ComparedProps) {
  const query = useAccountNow();
  return (
    <Loaded query={query}>
      {(account) => <Beside subscription={subscription} account={account} />}
    </Loaded>
  );
}

interface BesideProps extends ComparedProps {
  readonly account: Account;
}

function Beside({ subscription, account }: BesideProps) {
  const t = useWords();
  const differences = differencesOf(subscription, account);
  const differs = new Set(differences.map(({ about }) => about));
  const marked = (row: Row, said: ReactNode) =>
    differs.has(row.about) ? <Box sx={{ fontWeight: 600 }}>{said}</Box> : said;
  const columns: Column<Row>[] = [
    { label: t('subscription.what'), render: ({ what }) => what },
    { label: t('subscription.stripe'), render: (row) => marked(row, row.stripe) },
    { label: t('subscription.ledger'), render: (row) => marked(row, row.ledger) },
  ];
  return (
    <Box sx={{ borderTop: 1, borderColor: 'divider' }}>
      <Typography variant="h3" sx={HEADING}>
        {t('subscription.compared')}
      </Typography>
      <Grid
        label={t('subscription.compared')}
        columns={columns}
        rows={rowsOf(subscription, account, t)}
        keyOf={({ about }) => about}
      />
      <Notes differences={differences} />
    </Box>
  );
}

/** Where they differ, in words; or that they do not. */
function Notes({ differences }: { readonly differences: readonly Difference[] }) {
  const t = useWords();
  const nameOf = usePlanName();
  if (differences.length === 0) {
    return (
      <Box sx={NOTE} role="status">
        <Dotted word={t('subscription.same')} colour="success.main" />
      </Box>
    );
  }
  const isWrong = differences.some(({ isExpected }) => !isExpected);
  return (
    <Box sx={NOTE}>
      <Alert severity={isWrong ? 'warning' : 'info'} variant="outlined">
        {differences.map(({ text, plans = [] }) => {
          const [stripe = '', ledger = ''] = plans.map((each) => exactText(each, nameOf, t));
          return <div key={text}>{t(text, { stripe, ledger })}</div>;
        })}
        {isWrong && <div>{t('subscription.look_again')}</div>}
      </Alert>
    </Box>
  );
}

function rowsOf(subscription: Subscription, account: Account, t: Words): Row[] {
  const hasEnded = subscription.ended_at !== null;
  const bills = !hasEnded && !isUnbegun(subscription);
  const { plan, plan_version, period, renewed_by } = account;
  return [
    {
      about: 'billed',
      what: t('subscription.renewed_by'),
      stripe: hasEnded
        ? t('subscription.ended')
        : t(bills ? 'subscription.by_invoice' : 'subscription.bills_nothing'),
      ledger: t(renewed_by === 'invoice' ? 'subscription.by_invoice' : 'subscription.by_clock'),
    },
    {
      about: 'plan',
      what: t('subscriptions.plan'),
      stripe: bills ? <PlanOf of={subscription} isExact /> : '–',
      ledger: <PlanOf of={{ plan, plan_version }} isExact />,
    },
    {
      about: 'period',
      what: t('subscription.period'),
      stripe: bills ? (
        <Days from={subscription.period_starts_at} to={subscription.period_ends_at} />
      ) : (
        '–'
      ),
      ledger: <Days from={period.starts_at} to={period.ends_at} />,
    },
    {
      about: 'next',
      what: t('subscriptions.next'),
      stripe: bills ? <NextOfStripe subscription={subscription} /> : '–',
      ledger: <NextOfLedger account={account} />,
    },
  ];
}

function NextOfStripe({ subscription }: ComparedProps) {
  const t = useWords();
  const { next_plan, next_at, period_ends_at } = subscription;
  return (
    <>
      {next_plan === null ? (
        t('subscriptions.next_same')
      ) : isEnding(subscription) ? (
        t('subscriptions.next_end')
      ) : (
        <PlanName plan={next_plan} />
      )}
      {' · '}
      <When at={next_at ?? period_ends_at} />
    </>
  );
}

function NextOfLedger({
  account: { scheduled_change: change, period },
}: Pick<BesideProps, 'account'>) {
  const t = useWords();
  return (
    <>
      {change === null ? (
        t('subscriptions.next_same')
      ) : isEnding({ next_plan: change.plan }) ? (
        t('subscriptions.next_end')
      ) : (
        <PlanName plan={change.plan} />
      )}
      {' · '}
      <When at={change?.effective_at ?? period.ends_at} />
    </>
  );
}

const HEADING = {
  paddingInline: 1.75,
  paddingTop: 1.5,
  fontSize: '0.875rem',
  fontWeight: 600,
} as const;
const NOTE = { padding: 1.75, fontSize: '0.875rem' } as const;
