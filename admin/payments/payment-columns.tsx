import { Link } from 'react-router';
import { useWords, type Words } from '../i18n/words.js';
import { paymentsPath } from '../lib/account-paths.js';
import type { Schemas } from '../lib/api.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { Lines, Small, SmallId } from './lines.js';
import { boughtText, paymentStatus } from './words.js';

type Payment = Schemas['ListedPayment'];

/** What is shown of a payment, in the list of all and on the page of its account. */
export function paymentColumns(t: Words): Column<Payment>[] {
  const orNotYet = (money: Schemas['Money'] | null) =>
    money === null ? t('payments.not_yet') : moneyText(money);
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
    { label: t('payments.for'), render: ({ purchase }) => boughtText(purchase, t) },
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
      render: ({ net, fee }) => (
        <Lines>
          {orNotYet(net)}
          {fee !== null && <Small>{t('payments.fee_is', { fee: moneyText(fee) })}</Small>}
        </Lines>
      ),
    },
    { label: t('payments.kept'), isNumber: true, render: ({ kept }) => orNotYet(kept) },
  ];
}

/** How a payment stands: with whom its money is, or where an unpaid one got to. */
function PaymentState({ payment: { standing, status } }: { readonly payment: Payment }) {
  const t = useWords();
  if (standing === 'unpaid') return paymentStatus(status, t);
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
