import { ActionButton } from '../actions/action-button.js';
import { useActions } from '../actions/context.js';
import { usePlanName } from '../data/plans.js';
import type { MessageKey } from '../i18n/messages.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { paidForText } from './words.js';

type Payment = Schemas['ListedPayment'];

/**
 * Gives money of a payment back, or asks somebody to approve that; disabled, with the reason, where
 * nothing can go back.
 */
export function RefundPaymentButton({ payment }: { readonly payment: Payment }) {
  const t = useWords();
  const { permits, open } = useActions();
  const nameOf = usePlanName();
  const { payment_id: paymentId, refundable, created_at: paidAt, received } = payment;
  const { left, why_not } = refundable;
  const isOwn = permits.refund_payment === 'do';
  const of = { paidAt, received, bought: paidForText(payment, nameOf, t) };
  return (
    <ActionButton
      size="small"
      variant="outlined"
      sx={{ whiteSpace: 'normal' }}
      why={why_not === null ? undefined : t(WHY_NOT[why_not])}
      aria-label={t(isOwn ? 'act.refund_payment_of' : 'act.refund_payment_ask_of', {
        payment: paymentId,
      })}
      onClick={() => open({ kind: 'refund_payment', paymentId, left, of })}
    >
      {t(isOwn ? 'act.refund_payment' : 'act.refund_payment_ask')}
    </ActionButton>
  );
}

const WHY_NOT: Readonly<Record<NonNullable<Payment['refundable']['why_not']>, MessageKey>> = {
  no_account: 'payments.no_account',
  nothing_paid: 'payments.nothing_paid',
  disputed: 'payments.why_disputed',
  all_back: 'payments.all_back',
};
