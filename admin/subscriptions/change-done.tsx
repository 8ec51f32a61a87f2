import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import { PlainDialog } from '../acts/act-dialog.js';
import { useWords, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { CopyButton } from '../ui/copied.js';
import { moneyText } from '../ui/money.js';
import { staffAction, useSaid } from './change-confirm.js';
import type { Unpaid } from './unpaid.js';

interface ChangeDoneProps {
  readonly preview: Schemas['SubscriptionPreview'];
  readonly unpaid: Unpaid | undefined;
  readonly onClose: () => void;
}

/** What was done, and a text for the customer. */
export function ChangeDone({ preview, unpaid, onClose }: ChangeDoneProps) {
  const t = useWords();
  const said = useSaid(preview);
  const action = staffAction(preview.action);
  const reply = [
    t(`change_subscription.reply_${action}`, said),
    ...(unpaid ? [owedText(unpaid, t)] : [t(`change_subscription.reply_${action}_paid`)]),
  ].join(' ');
  return (
    <PlainDialog title={t(`change_subscription.done_${action}`, said)} onClose={onClose}>
      <DialogContent role="status" sx={{ fontSize: '0.875rem' }}>
        {t('change_subscription.done_why')}
      </DialogContent>
      <DialogActions sx={{ paddingInline: 3, paddingBottom: 2 }}>
        <CopyButton text={reply} label={t('act.reply')} />
        <Button variant="contained" onClick={onClose}>
          {t('act.close')}
        </Button>
      </DialogActions>
    </PlainDialog>
  );
}

/** That an invoice is still to be paid, and where. */
function owedText({ due, pay_url }: Unpaid, t: Words): string {
  const money = moneyText(due);
  return pay_url === null
    ? t('change_subscription.reply_owed', { money })
    : t('change_subscription.reply_owed_at', { money, url: pay_url });
}
