import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useWords } from '../i18n/words.js';
import { Waiting } from '../ui/states.js';
import { CodeStep } from './code-step.js';
import { forgetEnd } from './ended.js';
import { PasswordStep } from './password-step.js';
import { refusalIn, stateIn } from './single-sign-on.js';
import { keptPage, wantedIn } from './wanted.js';

const EnrolStep = lazy(() => import('./enrol-step.js'));

/** Where a person stands on the way in. */
export type SignInState = 'password' | 'code' | 'enrol' | 'signed_in';

/**
 * Signing in: a password or single sign-on, then a code of the app, which is set up the first time.
 * Single sign-on leads back here, and says in the address how it went.
 */
export default function SignInPage() {
  const sso = useSearchParams()[0].get('sso');
  const [state, setState] = useState<SignInState>(stateIn(sso) ?? 'password');
  const enter = useEnter();
  const move = (to: 'signed_in' | 'code' | 'enrol') => {
    if (to === 'signed_in') enter();
    else setState(to);
  };
  switch (state) {
    case 'signed_in':
      return <Entered onEntered={enter} />;
    case 'password':
      return <PasswordStep refusal={refusalIn(sso)} onDone={move} />;
    case 'code':
      return <CodeStep onDone={move} />;
    case 'enrol':
      return <Enrolment onDone={enter} />;
  }
}

/** Somebody whom single sign-on signed in at once. */
function Entered({ onEntered }: { readonly onEntered: () => void }) {
  const t = useWords();
  useEffect(onEntered);
  return <Waiting label={t('app.loading')} />;
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
    forgetEnd();
    const kept = keptPage();
    void navigate(wantedIn(state) ?? kept ?? '/', { replace: true });
  };
}
