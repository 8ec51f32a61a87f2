import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useLocation } from 'react-router';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useChange } from '../lib/use-change.js';
import { Trouble, Waiting } from '../ui/states.js';
import { wasEnded } from './ended.js';
import { Frame, Refusal } from './frame.js';
import type { SsoRefusal } from './single-sign-on.js';
import { keepPage, wantedIn } from './wanted.js';

type Methods = Schemas['SignInMethods'];
type State = Schemas['SignInState']['state'];

interface PasswordStepProps {
  /** Why single sign-on came to nothing just now. */
  readonly refusal: SsoRefusal | undefined;
  readonly onDone: (state: State) => void;
}

/** The first step: single sign-on where there is any, or an e-mail address and a password. */
export function PasswordStep({ refusal, onDone }: PasswordStepProps) {
  const t = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['sign-in', 'methods'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/auth/methods', { signal })),
  });
  return (
    <Frame title={t('sign_in.title')}>
      {wasEnded() && (
        <Alert severity="info" variant="outlined" role="status">
          {t('sign_in.ended')}
        </Alert>
      )}
      {refusal && (
        <Alert severity="error" variant="outlined" role="alert">
          {t(`sign_in.sso_${refusal}`)}
        </Alert>
      )}
      {data ? (
        <Ways methods={data} onDone={onDone} />
      ) : error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting label={t('app.loading')} lines={3} />
      )}
    </Frame>
  );
}

interface WaysProps {
  readonly methods: Methods;
  readonly onDone: (state: State) => void;
}

function Ways({ methods, onDone }: WaysProps) {
  const t = useWords();
  const { state } = useLocation();
  const { oidc, password, secure } = methods;
  if (!secure) {
    return (
      <Alert severity="error" variant="outlined">
        <AlertTitle>{t('sign_in.insecure')}</AlertTitle>
        {t('sign_in.insecure_why')}
      </Alert>
    );
  }
  return (
    <>
      {oidc && (
        <Button variant="contained" href={oidc.url} onClick={() => keepPage(wantedIn(state))}>
          {t('sign_in.sso', { name: oidc.name })}
        </Button>
      )}
      {oidc && password && <Divider>{t('sign_in.or')}</Divider>}
      {password && <PasswordForm onDone={onDone} />}
    </>
  );
}

function PasswordForm({ onDone }: { readonly onDone: (state: State) => void }) {
  const t = useWords();
  const { register, handleSubmit } = useForm({ defaultValues: { email: '', password: '' } });
  const { mutate, error, isPending } = useChange({
    call: (body: Schemas['Credentials']) => answerOf(api.POST('/v1/auth/login', { body })),
    onDone: ({ state }) => onDone(state),
    // The next page takes a moment: a second click would leave a session that nobody uses.
    isLast: () => true,
  });
  return (
    <Box
      component="form"
      sx={{ display: 'grid', gap: 2 }}
      onSubmit={(event) => void handleSubmit((given) => mutate(given))(event)}
    >
      <Refusal error={error} wrong={t('sign_in.wrong')} />
      <TextField
        {...register('email')}
        label={t('sign_in.email')}
        type="email"
        required
        slotProps={{ htmlInput: { autoComplete: 'username' }, inputLabel: { required: false } }}
      />
      <TextField
        {...register('password')}
        label={t('sign_in.password')}
        type="password"
        required
        slotProps={{
          htmlInput: { autoComplete: 'current-password' },
          inputLabel: { required: false },
        }}
      />
      <Button type="submit" variant="contained" disabled={isPending}>
        {t('sign_in.submit')}
      </Button>
    </Box>
  );
}
