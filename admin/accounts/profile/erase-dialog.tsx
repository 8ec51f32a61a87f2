import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { ActDialog } from '../../acts/act-dialog.js';
import { useInput } from '../../acts/begun.js';
import { useAct } from '../../acts/use-act.js';
import { useDone } from '../../acts/use-done.js';
import { useWords } from '../../i18n/words.js';
import { answerOf, api } from '../../lib/api.js';

interface EraseDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** Erases who an account is for good; its id is typed, so that it is not the wrong one. */
export function EraseDialog({ accountId, onClose }: EraseDialogProps) {
  const t = useWords();
  const [input, fill] = useInput({ typed: '' });
  const [isWrong, setWrong] = useState(false);
  const params = { path: { account_id: accountId } };
  const act = useAct<void, unknown>(
    () => answerOf(api.POST('/v1/accounts/{account_id}/erase', { params })),
    useDone(onClose),
  );
  const submit = () => {
    const isRight = input.typed.trim() === accountId;
    setWrong(!isRight);
    if (isRight) act.send();
  };
  return (
    <ActDialog
      title={t('profile.erase_title', { id: accountId })}
      submit={t('profile.erase_submit')}
      act={act}
      onSubmit={submit}
      onClose={onClose}
      isFinal
    >
      <Box component="ul" sx={{ margin: 0, paddingLeft: 2.5, display: 'grid', gap: 0.5 }}>
        <li>{t('profile.erase_what')}</li>
        <li>{t('profile.erase_kept')}</li>
        <li>{t('profile.erase_final')}</li>
      </Box>
      <TextField
        autoFocus
        required
        slotProps={{ inputLabel: { required: false } }}
        label={t('profile.erase_type')}
        value={input.typed}
        autoComplete="off"
        onChange={({ target }) => fill({ typed: target.value })}
        error={isWrong}
        helperText={isWrong ? t('profile.erase_wrong') : undefined}
      />
    </ActDialog>
  );
}
