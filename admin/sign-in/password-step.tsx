import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import TextField from '@mui/material/TextField';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Trouble, Waiting } from '../ui/states.js';
import { Frame, Refusal } from './frame.js';

type Methods = Schemas['SignInMethods'];
type State = Schemas['SignInState']['state'];

/** The first step: single sign-on where there is any, or an e-mail address and a password. */
export function PasswordStep({ onDone }: { readonly onDone: (state: State) => void }) {
  const t = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['sign-in', 'methods'],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/auth/methods', { signal })),
  });
  return (
    <Frame title={t('sign_in.title')}>
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
        <Button variant="contained" href={oidc.url}>
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
  const { mutate, error, isPending } = useMutation({
    mutationFn: (body: Schemas['Credentials']) => answerOf(api.POST('/v1/auth/login', { body })),
    onSuccess: ({ state }) => onDone(state),
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
