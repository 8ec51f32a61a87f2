import TextField from '@mui/material/TextField';
import { ActDialog } from '../../acts/act-dialog.js';
import { useInput } from '../../acts/begun.js';
import { shownOf, useAct } from '../../acts/use-act.js';
import { useDone } from '../../acts/use-done.js';
import { useWords } from '../../i18n/words.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { isRepeated, isSame, metadataOf, rowsOf } from './metadata.js';
import { MetadataFields } from './metadata-fields.js';

interface EditDialogProps {
  readonly account: Schemas['Account'];
  readonly onClose: () => void;
}

/** Changes who an account is: name, address, metadata. */
export function EditDialog({ account, onClose }: EditDialogProps) {
  const t = useWords();
  const [input, fill] = useInput({
    name: account.name ?? '',
    email: account.email ?? '',
    rows: rowsOf(account.metadata),
  });
  const { name, email, rows } = input;
  const params = { path: { account_id: account.account_id } };
  const act = useAct(
    (body: Schemas['ProfileChange']) =>
      answerOf(api.PATCH('/v1/accounts/{account_id}', { params, body })),
    useDone(onClose),
  );
  const change = changeOf(account, input);
  const submit = () => {
    if (rows.some((_, index) => isRepeated(rows, index))) return;
    if (Object.keys(change).length === 0) onClose();
    else act.send(change);
  };
  return (
    <ActDialog
      title={t('profile.edit_title', { id: account.account_id })}
      submit={t('profile.edit_submit')}
      act={act}
      onSubmit={submit}
      onClose={onClose}
      fields={['name', 'email']}
    >
      <TextField
        autoFocus
        label={t('profile.name')}
        value={name}
        autoComplete="off"
        onChange={({ target }) => fill({ ...input, name: target.value })}
        {...shownOf(act.error, 'name')}
      />
      <TextField
        label={t('profile.email')}
        value={email}
        autoComplete="off"
        slotProps={{ htmlInput: { inputMode: 'email' } }}
        onChange={({ target }) => fill({ ...input, email: target.value })}
        {...shownOf(act.error, 'email')}
      />
      <MetadataFields rows={rows} onChange={(changed) => fill({ ...input, rows: changed })} />
    </ActDialog>
  );
}

interface Filled {
  readonly name: string;
  readonly email: string;
  readonly rows: ReturnType<typeof rowsOf>;
}

/** What is to be changed: what was left as it is stays out, so that it overwrites nobody's. */
function changeOf(account: Schemas['Account'], filled: Filled): Schemas['ProfileChange'] {
  const name = filled.name.trim() || null;
  const email = filled.email.trim() || null;
  const metadata = metadataOf(filled.rows, account.metadata);
  return {
    ...(name !== account.name && { name }),
    ...(email !== account.email && { email }),
    ...(!isSame(metadata, account.metadata ?? {}) && { metadata }),
  };
}
