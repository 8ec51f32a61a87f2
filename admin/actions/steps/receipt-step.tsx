import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../i18n/words.js';
import { CopyButton, CopyId } from '../../ui/copied.js';
import { Facts } from '../../ui/facts.js';
import { When } from '../../ui/when.js';
import type { Receipt } from '../run/receipt.js';
import { eventPath } from './duplicates.js';
import { StepFrame, type StepProps } from './step-frame.js';
import { amountIn } from './words.js';

interface ReceiptStepProps extends StepProps {
  readonly receipt: Receipt;
}

/** What was done, as its event says: ids, balance before and after, a text for the customer. */
export function ReceiptStep({ state, onClose, titleId, receipt }: ReceiptStepProps) {
  const t = useWords();
  const { id, did, credits, before, after, lots, isRepeated } = receipt;
  const name = state.accountName;
  const path = eventPath(state.accountId, id);
  const beforeAfter = (figure: 'available' | 'debt') =>
    t('act.before_after', { before: amountIn(before[figure]), after: amountIn(after[figure]) });
  const hasDebt = before.debt !== '0' || after.debt !== '0';
  const facts: (readonly [string, ReactNode] | undefined)[] = [
    [t('act.receipt_id'), <CopyId key="id" id={id} what={t('act.receipt_id')} />],
    [t('act.receipt_available'), beforeAfter('available')],
    hasDebt ? [t('act.receipt_debt'), beforeAfter('debt')] : undefined,
    receipt.debtRepaid === '0' ? undefined : [t('act.debt_repaid'), amountIn(receipt.debtRepaid)],
    receipt.notReturned === '0'
      ? undefined
      : [
          t('act.receipt_not_returned'),
          t('act.receipt_not_returned_why', { credits: amountIn(receipt.notReturned) }),
        ],
    lots.length === 0
      ? undefined
      : [
          t('act.receipt_lots'),
          lots.map((lot) => (
            <Box key={lot.lot_id} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
              {amountIn(lot.credits)}
              <CopyId id={lot.lot_id} what={lot.lot_id} />
            </Box>
          )),
        ],
    [t('act.receipt_at'), <When key="at" at={receipt.at} precision="second" />],
  ];
  const reply = t(`act.reply_${did}`, {
    credits: amountIn(credits),
    name,
    available: amountIn(after.available),
    id,
  });
  return (
    <StepFrame
      titleId={titleId}
      title={t(`act.done_${did}`, { credits: amountIn(credits), name })}
      focusTitle
      buttons={
        <>
          <CopyButton
            text={`${window.location.origin}/console${path}`}
            label={t('act.copy_link')}
          />
          <Button component={Link} to={path} onClick={onClose}>
            {t('act.show_event')}
          </Button>
          <Button variant="contained" onClick={onClose}>
            {t('act.close')}
          </Button>
        </>
      }
    >
      {isRepeated && (
        <Alert severity="info" variant="outlined" role="status">
          {t('act.repeated')}
        </Alert>
      )}
      <Box sx={{ '& dl': { padding: 0 } }}>
        <Facts facts={facts.filter((fact) => fact !== undefined)} />
      </Box>
      <Box sx={REPLY}>
        <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
          <Typography variant="h2" component="h3">
            {t('act.reply')}
          </Typography>
          <CopyButton text={reply} label={t('act.reply_copy')} />
        </Box>
        <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {reply}
        </Typography>
      </Box>
    </StepFrame>
  );
}

const REPLY = {
  display: 'grid',
  gap: 0.5,
  padding: 1.5,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.default',
} as const;
