import Box from '@mui/material/Box';
import { Link } from 'react-router';
import type { Words } from '../i18n/words.js';
import { paymentsPath, subscriptionPath } from '../lib/account-paths.js';
import type { Schemas } from '../lib/api.js';
import { Lines, Small, SmallId } from '../payments/lines.js';
import { invoiceReason } from '../payments/words.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { PlanName } from '../ui/plan-name.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { colourOf, invoiceStatus } from './words.js';

type Invoice = Schemas['ListedInvoice'];

/** What is shown of an invoice, in the list of all and on the page of its account. */
export const invoiceColumns = (t: Words): Column<Invoice>[] => [
  {
    label: t('invoices.invoice'),
    render: (invoice) => (
      <Lines>
        <InvoiceLink invoice={invoice} t={t} />
        <When at={invoice.created_at} />
        <SmallId id={invoice.invoice_id} />
      </Lines>
    ),
  },
  { label: t('invoices.reason'), render: ({ reason }) => invoiceReason(reason, t) },
  {
    label: t('subscriptions.status'),
    render: ({ status }) => <Dotted word={invoiceStatus(status, t)} colour={colourOf(status)} />,
  },
  { label: t('invoices.total'), isNumber: true, render: ({ total }) => moneyText(total) },
  {
    label: t('invoices.paid'),
    isNumber: true,
    render: ({ paid, balance_applied: balance, paid_off_stripe: off }) => (
      <Lines>
        {moneyText(paid)}
        {balance.minor !== 0 && (
          <Small>{t('invoices.balance_is', { money: moneyText(balance) })}</Small>
        )}
        {off.minor !== 0 && <Small>{t('invoices.off_stripe_is', { money: moneyText(off) })}</Small>}
      </Lines>
    ),
  },
  {
    label: t('invoices.attempts'),
    isNumber: true,
    isNothing: ({ attempts, next_attempt_at }) => attempts === 0 && next_attempt_at === null,
    render: ({ attempts, next_attempt_at: next }) => (
      <Lines>
        {attempts}
        {next !== null && (
          <Small>
            {t('invoices.tries_again')} <When at={next} />
          </Small>
        )}
      </Lines>
    ),
  },
  {
    label: t('invoices.credits'),
    isNothing: ({ lines }) => lines.length === 0,
    render: ({ lines, status }) => (
      <Lines>
        {lines.map(({ line_id, plan, verdict }) => (
          <span key={line_id}>
            {plan !== null && (
              <>
                <PlanName plan={plan} />:{' '}
              </>
            )}
            {t(
              status === 'void' && verdict === 'unpaid'
                ? 'invoices.verdict_void'
                : `invoices.verdict_${verdict}`,
            )}
          </span>
        ))}
      </Lines>
    ),
  },
  {
    label: t('invoices.payment'),
    isNothing: ({ payment_ids }) => payment_ids.length === 0,
    render: ({ payment_ids, account_id }) =>
      payment_ids.length === 0 ? (
        '–'
      ) : (
        <Lines>
          {payment_ids.map((id) => (
            <Link
              key={id}
              to={paymentsPath(account_id)}
              title={id}
              aria-label={t('invoices.payment_of', { payment: id })}
            >
              {t('invoices.payment')}
            </Link>
          ))}
        </Lines>
      ),
  },
];

interface InvoiceLinkProps {
  readonly invoice: Invoice;
  readonly t: Words;
}

/** Its number, which leads to its page at Stripe once there is one. */
function InvoiceLink({ invoice: { number, pay_url, invoice_id }, t }: InvoiceLinkProps) {
  const name = number ?? t('invoices.no_number');
  if (pay_url === null) return <Whole>{name}</Whole>;
  return (
    <a
      href={pay_url}
      target="_blank"
      rel="noreferrer"
      aria-label={t('invoices.open_page_of', { invoice: number ?? invoice_id })}
    >
      <Whole>{name}</Whole>
    </a>
  );
}

/** A number breaks at no hyphen. */
const Whole = ({ children }: { readonly children: string }) => (
  <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
    {children}
  </Box>
);

/** Leads to the subscription of an invoice's account. */
export const invoiceAccountColumn = (t: Words): Column<Invoice> => ({
  label: t('subscriptions.account'),
  render: ({ account_id }) => <Link to={subscriptionPath(account_id)}>{account_id}</Link>,
});
