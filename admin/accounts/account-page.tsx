import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { Navigate, Route, Routes, useNavigate, useParams, useSearchParams } from 'react-router';
import { AccountActions } from '../actions/actions.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { ApiError, answerOf, api, type Schemas } from '../lib/api.js';
import { isTyping } from '../lib/keys.js';
import { PageTitle } from '../ui/page-title.js';
import { Offline, Said, Trouble, Waiting } from '../ui/states.js';
import { Zone } from '../ui/when.js';
import { AccountHeader } from './account-header.js';
import { AccountContext } from './open/context.js';
import { accountKey, useLiveBalance } from './open/live-balance.js';
import { useKeptSearch, useMoment } from './open/moment.js';
import { usePastAccount, usePastBalance } from './open/past.js';
import { TabBar } from './tab-bar.js';
import { useChangeSubscription } from '../subscriptions/use-change.js';
import { BalanceTab } from './tabs/balance-tab.js';

const ExplainTab = lazy(() => import('./tabs/explain-tab.js'));
const TimelineTab = lazy(() => import('./tabs/timeline-tab.js'));
const UsageTab = lazy(() => import('./tabs/usage-tab.js'));
const PlanTab = lazy(() => import('./tabs/plan-tab.js'));
const HoldsTab = lazy(() => import('./tabs/holds-tab.js'));
const SubscriptionTab = lazy(() => import('../subscriptions/subscription-tab.js'));
const PaymentsTab = lazy(() => import('../payments/payments-tab.js'));
const MembersTab = lazy(() => import('./tabs/members-tab.js'));
const NotesTab = lazy(() => import('./tabs/notes-tab.js'));
const ProfileTab = lazy(() => import('./tabs/profile-tab.js'));
const RawTab = lazy(() => import('./tabs/raw-tab.js'));

/** One account: who it is, what it has, and the parts that say why. */
export function AccountPage() {
  const { id = '' } = useParams();
  return <AccountOf key={id} id={id} />;
}

function AccountOf({ id }: { readonly id: string }) {
  const t = useWords();
  const { data, error, isPaused, refetch } = useQuery({
    queryKey: accountKey(id, 'profile'),
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/accounts/{account_id}', { params: { path: { account_id: id } }, signal }),
      ),
  });
  if (data) return <Opened account={data} />;
  return (
    <Box>
      <PageTitle text={id} />
      {error instanceof ApiError && error.status === 404 ? (
        <Said urgent title={t('account.not_found', { id })}>
          {t('state.not_found_why')}
        </Said>
      ) : error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : isPaused ? (
        <Offline />
      ) : (
        <Waiting label={t('app.loading')} />
      )}
    </Box>
  );
}

function Opened({ account }: { readonly account: Schemas['Account'] }) {
  const t = useWords();
  const moment = useMoment();
  const now = useLiveBalance(account.account_id);
  const past = usePastBalance(account.account_id, moment);
  const then = usePastAccount(account.account_id, moment);
  const live = moment ? past : now;
  const shown = then.data ?? account;
  const open = useMemo(() => ({ account: shown, live, moment }), [shown, live, moment]);
  const changing = useChangeSubscription(account);
  useExplainKey(account.account_id);
  return (
    <AccountContext value={open}>
      <Zone value={useChosenZone(account.time_zone)}>
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <AccountActions instead={changing.instead} changesPlan={changing.permit}>
            <AccountHeader />
            {then.error && <Trouble error={then.error} />}
            <TabBar />
            <Suspense fallback={<Waiting label={t('app.loading')} />}>
              <Routes>
                <Route index element={<BalanceTab />} />
                <Route path="explain" element={<ExplainTab />} />
                <Route path="timeline" element={<TimelineTab />} />
                <Route path="usage" element={<UsageTab />} />
                <Route path="plan" element={<PlanTab />} />
                <Route path="holds" element={<HoldsTab />} />
                <Route path="subscription" element={<SubscriptionTab />} />
                <Route path="payments" element={<PaymentsTab />} />
                <Route path="members" element={<MembersTab />} />
                <Route path="notes" element={<NotesTab />} />
                <Route path="profile" element={<ProfileTab />} />
                <Route path="raw" element={<RawTab />} />
                <Route path="*" element={<Navigate to=".." replace />} />
              </Routes>
            </Suspense>
            {changing.dialog}
          </AccountActions>
        </Box>
      </Zone>
    </AccountContext>
  );
}

/** The zone that the address names: the reader's own (undefined), the account's, or UTC. */
function useChosenZone(ofAccount: string): string | undefined {
  const [search] = useSearchParams();
  const zone = search.get('zone');
  if (zone === 'account') return ofAccount;
  return zone === 'utc' ? 'UTC' : undefined;
}

/** `e` answers "why is my balance X?" from anywhere on the page, `n` leads to the notes. */
function useExplainKey(accountId: string): void {
  const navigate = useNavigate();
  const kept = useKeptSearch()();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const tab = event.key === 'e' ? 'explain' : event.key === 'n' ? 'notes' : undefined;
      if (tab === undefined || isTyping(event)) return;
      void navigate(`${accountPath(accountId)}/${tab}${kept}`);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [accountId, navigate, kept]);
}
