import { CoreAdminContext, CoreAdminUI, CustomRoutes, Resource, localStorageStore } from 'ra-core';
import { BrowserRouter, Route } from 'react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { AccountList } from './accounts/account-list.js';
import { dataProvider } from './data/data-provider.js';
import { queryClient } from './data/queries.js';
import { i18nProvider } from './i18n/provider.js';
import { useWords } from './i18n/words.js';
import { Shell } from './shell/shell.js';
import { authProviderOf } from './sign-in/session.js';
import { Dressed } from './theme/dressed.js';
import { PageTitle } from './ui/page-title.js';
import { Said, Trouble, Waiting } from './ui/states.js';

const AccountPage = lazy(() =>
  import('./accounts/account-page.js').then((page) => ({ default: page.AccountPage })),
);
const AdjustmentList = lazy(() => import('./adjustments/adjustment-list.js'));
const UsagePage = lazy(() => import('./usage/usage-page.js'));
const SignInPage = lazy(() => import('./sign-in/sign-in-page.js'));
const InvitePage = lazy(() => import('./sign-in/invite-page.js'));
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
            <CustomRoutes>
              <Route path="/usage" element={<UsagePage />} />
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
