import { CoreAdminContext, CoreAdminUI, CustomRoutes, Resource, localStorageStore } from 'ra-core';
import { BrowserRouter, Route } from 'react-router';
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { AccountList } from './accounts/account-list.js';
import { dataProvider } from './data/data-provider.js';
import { queryClient } from './data/queries.js';
import { i18nProvider, loadPageTexts } from './i18n/provider.js';
import { useWords } from './i18n/words.js';
import { Shell } from './shell/shell.js';
import { authProviderOf } from './sign-in/session.js';
import { Dressed } from './theme/dressed.js';
import { PageTitle } from './ui/page-title.js';
import { Said, Trouble, Waiting } from './ui/states.js';

/** A page that loads when it is opened, with its texts. */
const lazyPage = (load: () => Promise<{ default: ComponentType }>) =>
  lazy(async () => {
    const [loaded] = await Promise.all([load(), loadPageTexts()]);
    return loaded;
  });

const AccountPage = lazyPage(() =>
  import('./accounts/account-page.js').then(({ AccountPage: found }) => ({ default: found })),
);
const AdjustmentList = lazyPage(() => import('./adjustments/adjustment-list.js'));
const ApprovalPages = lazyPage(() => import('./approvals/approval-pages.js'));
const CataloguePages = lazyPage(() => import('./catalogue/catalogue-pages.js'));
const FindingPages = lazyPage(() => import('./findings/finding-pages.js'));
const InboxPages = lazyPage(() => import('./inbox/inbox-pages.js'));
const HomePage = lazyPage(() => import('./home/home-page.js'));
const ModelPages = lazyPage(() => import('./models/model-pages.js'));
const ApiKeysPage = lazyPage(() => import('./api-keys/api-keys-page.js'));
const AuditPage = lazyPage(() => import('./operations/audit-page.js'));
const JobsPage = lazyPage(() => import('./operations/jobs-page.js'));
const PaymentList = lazyPage(() => import('./payments/payment-list.js'));
const SubscriptionList = lazyPage(() => import('./subscriptions/subscription-list.js'));
const InvoiceList = lazyPage(() => import('./subscriptions/invoice-list.js'));
const ProjectionsPage = lazyPage(() => import('./operations/projections-page.js'));
const ActionList = lazyPage(() => import('./staff-actions/action-list.js'));
const MePage = lazyPage(() => import('./me/me-page.js'));
const PersonPage = lazyPage(() => import('./staff/person-page.js'));
const StaffPage = lazyPage(() => import('./staff/staff-page.js'));
const UsagePage = lazyPage(() => import('./usage/usage-page.js'));
const WebhookPages = lazyPage(() => import('./webhooks/webhook-pages.js'));
const SignInPage = lazyPage(() => import('./sign-in/sign-in-page.js'));
const InvitePage = lazyPage(() => import('./sign-in/invite-page.js'));
const authProvider = authProviderOf(queryClient);
const store = localStorageStore('1', 'Scrip');

/** The console: its pages, what they read, and how they look. */
export function App() {
  return (
    <Dressed>
      <BrowserRouter basename="/console">
        <CoreAdminContext
          authProvider={authProvider}
          dataProvider={dataProvider}
          i18nProvider={i18nProvider}
          queryClient={queryClient}
          store={store}
        >
          <CoreAdminUI
            disableTelemetry
            requireAuth
            loginPage={SignIn}
            title="Scrip"
            dashboard={Home}
            layout={Shell}
            loading={Loading}
            catchAll={NothingHere}
            error={({ error, resetErrorBoundary }) => (
              <Trouble error={error} onRetry={() => resetErrorBoundary(undefined)} />
            )}
          >
            <CustomRoutes noLayout>
              <Route path="/invite" element={<Alone page={<InvitePage />} />} />
            </CustomRoutes>
            <Resource name="accounts" list={AccountList}>
              <Route path=":id/*" element={<AccountPage />} />
            </Resource>
            <Resource name="adjustments" list={AdjustmentList} />
            <Resource name="payments" list={PaymentList} />
            <Resource name="subscriptions" list={SubscriptionList} />
            <Resource name="invoices" list={InvoiceList} />
            <CustomRoutes>
              <Route path="/api-keys" element={<ApiKeysPage />} />
              <Route path="/audit" element={<AuditPage />} />
              <Route path="/jobs" element={<JobsPage />} />
              <Route path="/projections" element={<ProjectionsPage />} />
              <Route path="/me" element={<MePage />} />
              <Route path="/staff" element={<StaffPage />} />
              <Route path="/staff/:staff_id" element={<PersonPage />} />
              <Route path="/staff-actions" element={<ActionList />} />
              <Route path="/usage" element={<UsagePage />} />
              <Route path="/approvals/*" element={<ApprovalPages />} />
              <Route path="/catalogue/*" element={<CataloguePages />} />
              <Route path="/findings/*" element={<FindingPages />} />
              <Route path="/inbox/*" element={<InboxPages />} />
              <Route path="/models/*" element={<ModelPages />} />
              <Route path="/webhooks/*" element={<WebhookPages />} />
            </CustomRoutes>
          </CoreAdminUI>
        </CoreAdminContext>
      </BrowserRouter>
    </Dressed>
  );
}

/** A page without the shell around it. */
function Alone({ page }: { readonly page: ReactNode }) {
  return <Suspense fallback={<Loading />}>{page}</Suspense>;
}

const Home = () => <HomePage />;
const SignIn = () => <Alone page={<SignInPage />} />;

function Loading() {
  const t = useWords();
  return <Waiting label={t('app.loading')} />;
}

function NothingHere() {
  const t = useWords();
  return (
    <>
      <PageTitle text={t('state.not_found')} />
      <Said title={t('state.not_found')}>{t('state.not_found_why')}</Said>
    </>
  );
}
