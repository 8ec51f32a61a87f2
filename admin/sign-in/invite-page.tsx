import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { useChange } from '../lib/use-change.js';
import { Frame, Refusal } from './frame.js';
import { OneField } from './one-field.js';
import { Enrolment, useEnter } from './sign-in-page.js';

const MIN_PASSWORD_CHARS = 12;

/** Where an invitation leads: `/invite#<token>`. The token stays in the browser's hands. */
export default function InvitePage() {
  const t = useWords();
  const token = useLocation().hash.slice(1);
  const [isAccepted, setAccepted] = useState(false);
  const enter = useEnter();
  const { mutate, error, isPending } = useChange({
    call: (password: string) =>
      answerOf(api.POST('/v1/auth/invite', { body: { token, password } })),
    onDone: () => setAccepted(true),
    isLast: () => true,
  });
  if (isAccepted) return <Enrolment onDone={enter} />;
  return (
    <Frame title={t('sign_in.invite_title')} why={t('sign_in.invite_why')}>
      <Refusal error={error} wrong={t('sign_in.invite_bad')} />
      {error && <Link to="/login">{t('sign_in.invite_used')}</Link>}
      <OneField
        label={t('sign_in.new_password')}
        submit={t('sign_in.continue')}
        isBusy={isPending}
        type="password"
        input={{ autoComplete: 'new-password', minLength: MIN_PASSWORD_CHARS }}
        onSubmit={mutate}
      />
    </Frame>
  );
}
