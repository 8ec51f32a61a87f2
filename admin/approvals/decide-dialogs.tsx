import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { shownOf, useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { useWords } from '../i18n/words.js';
import { ApiError } from '../lib/api.js';

interface DialogProps {
  readonly send: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Shows the new state of a request wherever it is shown. */
function useDecided(onClose: () => void) {
  return useDone(onClose, ['approvals']);
}

/** Approves what the page shows; what has changed since is shown before it is asked again. */
export function ApproveDialog({
  why,
  send,
  onClose,
  onStale,
}: DialogProps & { readonly why: string; readonly onStale: () => void }) {
  const t = useWords();
  const decided = useDecided(onClose);
  const act = useAct(async () => {
    try {
      return await send();
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) onStale();
      throw error;
    }
  }, decided);
  return (
    <ActDialog
      title={t('approval.approve_title')}
      submit={t('approval.approve')}
      act={act}
      onSubmit={() => act.send(undefined)}
      onClose={onClose}
    >
      <Typography variant="body2">{why}</Typography>
    </ActDialog>
  );
}

interface RejectDialogProps extends Omit<DialogProps, 'send'> {
  readonly send: (note: string) => Promise<unknown>;
}

/** Rejects a request, and says why. */
export function RejectDialog({ send, onClose }: RejectDialogProps) {
  const t = useWords();
  const [{ note }, fill] = useInput({ note: '' });
  const decided = useDecided(onClose);
  const act = useAct(() => send(note), decided);
  return (
    <ActDialog
      title={t('approval.reject_title')}
      submit={t('approval.reject')}
      act={act}
      onSubmit={() => act.send(undefined)}
      onClose={onClose}
      fields={['note']}
    >
      <TextField
        required
        autoFocus
        multiline
        minRows={2}
        maxRows={6}
        label={t('approval.reject_note')}
        value={note}
        onChange={({ target }) => fill({ note: target.value })}
        {...shownOf(act.error, 'note')}
      />
    </ActDialog>
  );
}

/** Takes a request back. */
export function WithdrawDialog({ send, onClose }: DialogProps) {
  const t = useWords();
  const decided = useDecided(onClose);
  const act = useAct(send, decided);
  return (
    <ActDialog
      title={t('approval.withdraw_title')}
      submit={t('approval.withdraw')}
      act={act}
      onSubmit={() => act.send(undefined)}
      onClose={onClose}
    >
      <Typography variant="body2">{t('approval.withdraw_why')}</Typography>
    </ActDialog>
  );
}
