import Typography from '@mui/material/Typography';
import { useWords } from '../../i18n/words.js';
import { moneyText } from '../../ui/money.js';
import { When } from '../../ui/when.js';
import type { Command } from '../run/command.js';

type RefundPayment = Extract<Command, { readonly kind: 'refund_payment' }>;

/** Which payment money goes back of: what it bought, how much it was, when, and its id. */
export function PaymentWords({ command: { of, paymentId } }: { readonly command: RefundPayment }) {
  const t = useWords();
  return (
    <Typography component="span" variant="body2" sx={{ display: 'block' }}>
      {t('act.of_payment_is', { bought: of.bought, money: moneyText(of.received) })}
      <When at={of.paidAt} />
      <Typography component="code" variant="caption" sx={{ display: 'block', ...ID }}>
        {paymentId}
      </Typography>
    </Typography>
  );
}

const ID = { color: 'text.secondary', overflowWrap: 'anywhere' } as const;
