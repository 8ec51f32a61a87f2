import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/words.js';
import { ApiError, answerOf, api } from '../../lib/api.js';
import { useChange } from '../../lib/use-change.js';
import { CODE_INPUT } from '../../sign-in/one-field.js';
import { ME_KEY, useMe } from '../../sign-in/session.js';

/** The proof that somebody is about to give of who they are. */
export interface Proof {
  readonly value: string;
  readonly setValue: (value: string) => void;
  readonly give: () => void;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** They have an authenticator app; others give their password. */
  readonly byCode: boolean;
}

/** Proves again who a person is, then goes on. What they type is kept nowhere. */
export function useProof(onProved: () => void): Proof {
  const { data: me } = useMe();
  const queries = useQueryClient();
  const [value, setValue] = useState('');
  const byCode = me?.has_totp ?? true;
  const { mutate, isPending, error } = useChange({
    call: () => {
      const body = byCode ? { code: value.replaceAll(/\s/g, '') } : { password: value };
      return answerOf(api.POST('/v1/auth/step-up', { body }));
    },
    onDone: () => {
      setValue('');
      void queries.invalidateQueries({ queryKey: ME_KEY });
      onProved();
    },
  });
  const give = () => {
    if (value.trim() !== '') mutate();
  };
  return { value, setValue, give, isBusy: isPending, error, byCode };
}

/** The field for the proof: a code of the app, or the password. */
export function ProofField({ proof }: { readonly proof: Proof }) {
  const t = useWords();
  const field = useRef<HTMLInputElement>(null);
  const { byCode, error } = proof;
  useEffect(() => field.current?.focus(), [error]);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h2" component="h3">
        {t('act.step_up')}
      </Typography>
      <TextField
        inputRef={field}
        label={t(byCode ? 'sign_in.code' : 'sign_in.password')}
        type={byCode ? 'text' : 'password'}
        value={proof.value}
        onChange={({ target }) => proof.setValue(target.value)}
        error={Boolean(error)}
        helperText={
          error ? wordsOf(error) : t(byCode ? 'act.step_up_code' : 'act.step_up_password')
        }
        slotProps={{ htmlInput: byCode ? CODE_INPUT : { autoComplete: 'current-password' } }}
      />
    </Box>
  );

  function wordsOf(refusal: unknown): string {
    if (!(refusal instanceof ApiError)) return t('state.broken');
    if (refusal.status === 401) return t(byCode ? 'sign_in.wrong_code' : 'act.wrong_password');
    if (refusal.status === 429) {
      return t('sign_in.too_many', { seconds: refusal.retryAfterS ?? 60 });
    }
    return refusal.status === 0 ? t('state.unreachable') : refusal.message;
  }
}
