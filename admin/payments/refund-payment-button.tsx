import { ActButton } from '../actions/act-button.js';
import { useActions } from '../actions/context.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';

/** Gives money of a payment back, or asks somebody to approve that. */
export function RefundPaymentButton({ payment }: { readonly payment: Schemas['ListedPayment'] }) {
  const t = useWords();
  const { permits, open } = useActions();
  const { payment_id: paymentId, received, refunded } = payment;
  const left = { ...received, minor: received.minor - refunded.minor };
  if (permits.refund_payment === 'no' || left.minor <= 0) return null;
  const isOwn = permits.refund_payment === 'do';
  return (
    <ActButton
      size="small"
      variant="outlined"
      aria-label={t(isOwn ? 'act.refund_payment_of' : 'act.refund_payment_ask_of', {
        payment: paymentId,
      })}
      onClick={() => open({ kind: 'refund_payment', paymentId, left })}
    >
      {t(isOwn ? 'act.refund_payment' : 'act.refund_payment_ask')}
    </ActButton>
  );
}
