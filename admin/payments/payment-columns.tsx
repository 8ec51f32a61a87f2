import { Link } from 'react-router';
import { usePlanName } from '../data/plans.js';
import { useWords, type Words } from '../i18n/words.js';
import { paymentsPath } from '../lib/account-paths.js';
import type { Schemas } from '../lib/api.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { Lines, Small, SmallId } from './lines.js';
import { paidForMore, paidForText, paymentStatus, spaced } from './words.js';

type Payment = Schemas['ListedPayment'];

/** What is shown of a payment, in the list of all and on the page of its account. */
export function paymentColumns(t: Words): Column<Payment>[] {
  const orNotYet = (money: Schemas['Money'] | null, { standing }: Payment) => {
    if (money !== null) return moneyText(money);
    // What was not paid has nothing that is still to become known.
    return standing === 'unpaid' ? '–' : t('payments.not_yet');
  };
  return [
    {
      label: t('payments.payment'),
      render: ({ created_at, payment_id }) => (
        <Lines>
          <When at={created_at} />
          <SmallId id={payment_id} />
        </Lines>
      ),
    },
    { label: t('payments.for'), render: (payment) => <PaidFor payment={payment} /> },
    { label: t('payments.status'), render: (payment) => <PaymentState payment={payment} /> },
    {
      label: t('payments.amount'),
      isNumber: true,
      render: (payment) => (
        <Lines>
          {moneyText(payment.amount)}
          <Receipt payment={payment} t={t} />
        </Lines>
      ),
    },
    {
      label: t('payments.gone_back'),
      isNumber: true,
      isNothing: ({ refunded, disputed }) => refunded.minor === 0 && disputed.minor === 0,
      render: (payment) => <GoneBack payment={payment} t={t} />,
    },
    {
      label: t('payments.net'),
      isNumber: true,
      render: (payment) => (
        <Lines>
          {orNotYet(payment.net, payment)}
          {payment.fee !== null && (
            <Small>{t('payments.fee_is', { fee: moneyText(payment.fee) })}</Small>
          )}
        </Lines>
      ),
    },
    {
      label: t('payments.kept'),
      isNumber: true,
      render: (payment) => orNotYet(payment.kept, payment),
    },
  ];
}

interface PaymentProps {
  readonly payment: Payment;
}

/** What it is for, and of which invoice. */
function PaidFor({ payment }: PaymentProps) {
  const t = useWords();
  const nameOf = usePlanName();
  return (
    <Lines>
      <span>{paidForText(payment, nameOf, t)}</span>
      {paidForMore(payment, t).map((said) => (
        <Small key={said}>{said}</Small>
      ))}
    </Lines>
  );
}

/** How a payment stands: with whom its money is, or where an unpaid one got to, and why. */
function PaymentState({ payment: { standing, status, failure_code: code } }: PaymentProps) {
  const t = useWords();
  if (standing === 'unpaid') {
    return (
      <Lines>
        <span>{paymentStatus(status, t)}</span>
        {code !== null && <Small>{spaced(code)}</Small>}
      </Lines>
    );
  }
  return <Dotted word={t(`payments.standing_${standing}`)} colour={COLOUR_OF[standing]} />;
}

const COLOUR_OF: Readonly<Record<Exclude<Payment['standing'], 'unpaid'>, string>> = {
  paid: 'success.main',
  partly_refunded: 'warning.main',
  refunded: 'text.secondary',
  disputed: 'warning.main',
  lost: 'error.main',
};

interface OfPayment {
  readonly payment: Payment;
  readonly t: Words;
}

function GoneBack({ payment: { refunded, disputed, dispute_fee }, t }: OfPayment) {
  if (refunded.minor === 0 && disputed.minor === 0 && dispute_fee.minor === 0) return '–';
  const small = (key: 'payments.disputed_is' | 'payments.dispute_fee_is', money: typeof disputed) =>
    money.minor !== 0 && <Small>{t(key, { money: moneyText(money) })}</Small>;
  return (
    <Lines>
      {refunded.minor !== 0 && moneyText(refunded)}
      {small('payments.disputed_is', disputed)}
      {small('payments.dispute_fee_is', dispute_fee)}
    </Lines>
  );
}

function Receipt({ payment: { receipt_url, payment_id }, t }: OfPayment) {
  if (receipt_url === null) return null;
  return (
    <a
      href={receipt_url}
      target="_blank"
      rel="noreferrer"
      aria-label={t('payments.receipt_of', { payment: payment_id })}
    >
      {t('payments.receipt')}
    </a>
  );
}

/** Leads to the account of a payment. */
export const accountColumn = (t: Words): Column<Payment> => ({
  label: t('payments.account'),
  render: ({ account_id }) =>
    account_id === null ? (
      t('payments.nobody')
    ) : (
      <Link to={paymentsPath(account_id)}>{account_id}</Link>
    ),
});
