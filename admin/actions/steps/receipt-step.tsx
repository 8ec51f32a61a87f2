import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useContext, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { MessageKey } from '../../i18n/messages.js';
import { locale, useWords, type Words } from '../../i18n/words.js';
import { eventPath, paymentsPath } from '../../lib/account-paths.js';
import type { Schemas } from '../../lib/api.js';
import { showInstant } from '../../lib/time.js';
import { CopyButton, CopyId } from '../../ui/copied.js';
import { moneyText } from '../../ui/money.js';
import { Facts, type Fact } from '../../ui/facts.js';
import { When, Zone } from '../../ui/when.js';
import type { Receipt } from '../run/receipt.js';
import { StepFrame, type StepProps } from './step-frame.js';
import { amountIn } from './words.js';

interface ReceiptStepProps extends StepProps {
  readonly receipt: Receipt;
}

/** What was done, as its event says: ids, balance before and after, a text for the customer. */
export function ReceiptStep({ state, onClose, titleId, receipt }: ReceiptStepProps) {
  const t = useWords();
  const zone = useContext(Zone);
  const { id, did, isRepeated, takesEffectAt } = receipt;
  const isOfMoney = did === 'refund_payment';
  const path =
    id === null
      ? undefined
      : isOfMoney
        ? paymentsPath(state.accountId)
        : eventPath(state.accountId, id);
  const said = {
    credits: amountIn(receipt.credits),
    name: state.accountName,
    plan: state.input.planName,
    money: receipt.money ? moneyText(receipt.money) : '',
  };
  const reply =
    did === 'nothing'
      ? undefined
      : t(`act.reply_${did}`, {
          ...said,
          available: receipt.after ? amountIn(receipt.after.available) : '',
          effective: takesEffectAt === null ? '' : showInstant(takesEffectAt, locale(), zone),
          id: id ?? '',
        });
  return (
    <StepFrame
      titleId={titleId}
      title={t(`act.done_${did}`, said)}
      focusTitle
      buttons={
        <>
          {path !== undefined && (
            <>
              <CopyButton
                text={`${window.location.origin}/console${path}`}
                label={t('act.copy_link')}
              />
              <Button component={Link} to={path} onClick={onClose}>
                {t(isOfMoney ? 'act.show_payments' : 'act.show_event')}
              </Button>
            </>
          )}
          <Button variant="contained" onClick={onClose}>
            {t('act.close')}
          </Button>
        </>
      }
    >
      {isOfMoney && (
        <Alert severity="info" variant="outlined" role="status">
          {t(state.command.kind === 'refund_finding' ? 'act.submitted_finding' : 'act.submitted')}
        </Alert>
      )}
      {isRepeated && (
        <Alert severity="info" variant="outlined" role="status">
          {t('act.repeated')}
        </Alert>
      )}
      <Box sx={{ '& dl': { padding: 0 } }}>
        <ReceiptFacts receipt={receipt} />
      </Box>
      {reply !== undefined && <Reply text={reply} />}
    </StepFrame>
  );
}

function ReceiptFacts({ receipt }: { readonly receipt: Receipt }) {
  const t = useWords();
  const { id, at, before, after, lots, takesEffectAt } = receipt;
  const some = (amount: string, label: MessageKey, value: ReactNode): Fact =>
    amount === '0' ? undefined : [t(label), value];
  const facts: Fact[] = [
    id === null
      ? undefined
      : [t('act.receipt_id'), <CopyId key="id" id={id} what={t('act.receipt_id')} />],
    ...(before && after ? balanceFacts(before, after, t) : []),
    receipt.money ? [t('act.money_back'), moneyText(receipt.money)] : undefined,
    some(receipt.debtRepaid, 'act.debt_repaid', amountIn(receipt.debtRepaid)),
    some(
      receipt.notReturned,
      'act.receipt_not_returned',
      t('act.receipt_not_returned_why', { credits: amountIn(receipt.notReturned) }),
    ),
    some(
      receipt.forfeited,
      'act.receipt_forfeited',
      t('act.receipt_forfeited_why', { credits: amountIn(receipt.forfeited) }),
    ),
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
    takesEffectAt === null
      ? undefined
      : [t('act.takes_effect'), <When key="effect" at={takesEffectAt} />],
    at === null ? undefined : [t('act.receipt_at'), <When key="at" at={at} precision="second" />],
  ];
  return <Facts facts={facts} />;
}

type Balance = Schemas['BalanceAfter'];

/** The figures before and after, as the event says. */
function balanceFacts(before: Balance, after: Balance, t: Words): Fact[] {
  const beforeAfter = (figure: 'available' | 'held' | 'debt') =>
    t('act.before_after', { before: amountIn(before[figure]), after: amountIn(after[figure]) });
  const hasDebt = before.debt !== '0' || after.debt !== '0';
  return [
    [t('act.receipt_available'), beforeAfter('available')],
    before.held === after.held ? undefined : [t('accounts.held'), beforeAfter('held')],
    hasDebt ? [t('act.receipt_debt'), beforeAfter('debt')] : undefined,
  ];
}

/** What can be sent to the customer. */
function Reply({ text }: { readonly text: string }) {
  const t = useWords();
  return (
    <Box sx={REPLY}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
        <Typography variant="h2" component="h3">
          {t('act.reply')}
        </Typography>
        <CopyButton text={text} label={t('act.reply_copy')} />
      </Box>
      <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Typography>
    </Box>
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
