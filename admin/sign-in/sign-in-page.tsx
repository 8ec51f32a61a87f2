import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useWords } from '../i18n/words.js';
import { Waiting } from '../ui/states.js';
import { CodeStep } from './code-step.js';
import { PasswordStep } from './password-step.js';

const EnrolStep = lazy(() => import('./enrol-step.js'));

/** Where a person stands on the way in. */
export type SignInState = 'password' | 'code' | 'enrol';

/** Signing in: a password, then a code of the app, which is set up the first time. */
export default function SignInPage() {
  const [state, setState] = useState<SignInState>('password');
  const enter = useEnter();
  const move = (to: 'signed_in' | 'code' | 'enrol') => {
    if (to === 'signed_in') enter();
    else setState(to);
  };
  switch (state) {
    case 'password':
      return <PasswordStep onDone={move} />;
    case 'code':
      return <CodeStep onDone={move} />;
    case 'enrol':
      return <Enrolment onDone={enter} />;
  }
}

/** The step of setting up the app, which is loaded when it is needed. */
export function Enrolment({ onDone }: { readonly onDone: () => void }) {
  const t = useWords();
  return (
    <Suspense fallback={<Waiting label={t('app.loading')} />}>
      <EnrolStep onDone={onDone} />
    </Suspense>
  );
}

/** Goes to where somebody was on their way to before they had to sign in. */
export function useEnter(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { state } = useLocation();
  return () => {
    queries.clear();
    void navigate(wantedIn(state), { replace: true });
  };
}

/** react-admin leaves there what page was left. */
function wantedIn(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('nextPathname' in state)) return '/';
  const search =
    'nextSearch' in state && typeof state.nextSearch === 'string' ? state.nextSearch : '';
  return typeof state.nextPathname === 'string' ? state.nextPathname + search : '/';
}
