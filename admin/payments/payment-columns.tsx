import { Link } from 'react-router';
import type { Words } from '../i18n/words.js';
import { paymentsPath } from '../lib/account-paths.js';
import type { Schemas } from '../lib/api.js';
import { amountIn } from '../actions/steps/words.js';
import { CopyId } from '../ui/copied.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { When } from '../ui/when.js';
import { paymentStatus } from './words.js';

type Payment = Schemas['ListedPayment'];

/** What is shown of a payment, in the list of all and on the page of its account. */
export function paymentColumns(t: Words): Column<Payment>[] {
  const orNotYet = (money: Schemas['Money'] | null) =>
    money === null ? t('payments.not_yet') : moneyText(money);
  return [
    { label: t('payments.when'), render: ({ created_at }) => <When at={created_at} /> },
    {
      label: t('payments.for'),
      render: ({ purchase }) =>
        purchase === null
          ? '–'
          : t('payments.credits', { name: purchase.name, credits: amountIn(purchase.credits) }),
    },
    { label: t('payments.status'), render: ({ status }) => paymentStatus(status, t) },
    {
      label: t('payments.amount'),
      isNumber: true,
      render: ({ amount }) => moneyText(amount),
    },
    {
      label: t('payments.refunded'),
      isNumber: true,
      isNothing: ({ refunded }) => refunded.minor === 0,
      render: ({ refunded }) => (refunded.minor === 0 ? '–' : moneyText(refunded)),
    },
    { label: t('payments.fee'), isNumber: true, render: ({ fee }) => orNotYet(fee) },
    { label: t('payments.net'), isNumber: true, render: ({ net }) => orNotYet(net) },
    {
      label: t('payments.payment'),
      render: ({ payment_id }) => <CopyId id={payment_id} what={payment_id} />,
    },
    {
      label: t('payments.receipt'),
      isNothing: ({ receipt_url }) => receipt_url === null,
      render: ({ receipt_url, payment_id }) =>
        receipt_url === null ? (
          '–'
        ) : (
          <a
            href={receipt_url}
            target="_blank"
            rel="noreferrer"
            aria-label={t('payments.receipt_of', { payment: payment_id })}
          >
            {t('payments.receipt')}
          </a>
        ),
    },
  ];
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
