import Button from '@mui/material/Button';
import { useState } from 'react';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useChange } from '../lib/use-change.js';
import { Frame, Refusal } from './frame.js';
import { CODE_INPUT, OneField } from './one-field.js';

type State = Schemas['SignInState']['state'];

/** The second step: a code of the app, or one of the recovery codes. */
export function CodeStep({ onDone }: { readonly onDone: (state: State) => void }) {
  const t = useWords();
  const [isRecovery, setRecovery] = useState(false);
  const { mutate, reset, error, isPending } = useChange({
    call: (body: Schemas['SecondFactor']) => answerOf(api.POST('/v1/auth/mfa', { body })),
    onDone: ({ state }) => onDone(state),
    isLast: () => true,
  });
  const way = isRecovery ? 'recovery' : 'code';
  return (
    <Frame title={t(`sign_in.${way}_title`)} why={t(`sign_in.${way}_why`)}>
      <Refusal error={error} wrong={t('sign_in.wrong_code')} />
      <OneField
        key={way}
        label={t(`sign_in.${way}`)}
        submit={t('sign_in.continue')}
        isBusy={isPending}
        input={isRecovery ? { autoComplete: 'off' } : CODE_INPUT}
        onSubmit={(value) =>
          mutate(isRecovery ? { recovery_code: value } : { code: value.replaceAll(' ', '') })
        }
      />
      <Button
        variant="text"
        onClick={() => {
          reset();
          setRecovery(!isRecovery);
        }}
      >
        {t(isRecovery ? 'sign_in.use_code' : 'sign_in.use_recovery')}
      </Button>
    </Frame>
  );
}
