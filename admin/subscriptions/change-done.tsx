import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import { PlainDialog } from '../acts/act-dialog.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { CopyButton } from '../ui/copied.js';
import { staffAction, useSaid } from './change-confirm.js';

interface ChangeDoneProps {
  readonly preview: Schemas['SubscriptionPreview'];
  readonly onClose: () => void;
}

/** What was done, and a text for the customer. */
export function ChangeDone({ preview, onClose }: ChangeDoneProps) {
  const t = useWords();
  const said = useSaid(preview);
  const action = staffAction(preview.action);
  return (
    <PlainDialog title={t(`change_subscription.done_${action}`, said)} onClose={onClose}>
      <DialogContent role="status" sx={{ fontSize: '0.875rem' }}>
        {t('change_subscription.done_why')}
      </DialogContent>
      <DialogActions sx={{ paddingInline: 3, paddingBottom: 2 }}>
        <CopyButton text={t(`change_subscription.reply_${action}`, said)} label={t('act.reply')} />
        <Button variant="contained" onClick={onClose}>
          {t('act.close')}
        </Button>
      </DialogActions>
    </PlainDialog>
  );
}
