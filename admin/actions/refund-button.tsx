import UndoIcon from '@mui/icons-material/Undo';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { locale, useWords } from '../i18n/words.js';
import { amountText } from '../lib/amount.js';
import { useActions } from './context.js';

interface RefundButtonProps {
  /** Undefined: there is nothing to refund, and room is kept. */
  readonly debitId: string | undefined;
  /** Signed, as the ledger has it. */
  readonly credits: string;
}

/** Refunds the debit of a row; its row names the debit in `data-debit`, for the key `r`. */
export function RefundButton({ debitId, credits }: RefundButtonProps) {
  const t = useWords();
  const { permits, blocked, open } = useActions();
  if (debitId === undefined || permits.refund === 'no') return null;
  const amount = amountText(credits.replace(/^-/, ''), locale());
  const label = t('act.refund_of', { credits: amount });
  return (
    <Tooltip title={blocked ?? t(permits.refund === 'do' ? 'act.refund' : 'act.refund_request')}>
      <IconButton
        size="small"
        // Not `disabled`, which would say nothing of the reason: it does nothing.
        aria-disabled={blocked !== undefined}
        className="act"
        aria-label={blocked === undefined ? label : `${label}. ${blocked}`}
        onClick={() => blocked ?? open({ kind: 'refund', debitId })}
        sx={{ padding: '2px' }}
      >
        <UndoIcon sx={{ fontSize: 16 }} />
      </IconButton>
    </Tooltip>
  );
}
