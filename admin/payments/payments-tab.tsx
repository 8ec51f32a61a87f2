import { useOpenAccount } from '../accounts/open/context.js';
import { useActions } from '../actions/context.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ExportButton } from '../exports/export-button.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import type { Column } from '../ui/grid.js';
import { DisputesPanel, RefundsPanel } from './money-back-panels.js';
import { OfAccountPanel, useOfAccount } from './of-account.js';
import { paymentColumns } from './payment-columns.js';
import { PurchasesPanel } from './purchases-panel.js';
import { RefundPaymentButton } from './refund-payment-button.js';

/** What an account has bought, how it was paid for, and what of it went back. */
export default function PaymentsTab() {
  return (
    <>
      <PaymentsPanel />
      <PurchasesPanel />
      <RefundsPanel />
      <DisputesPanel />
    </>
  );
}

function PaymentsPanel() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const { permits } = useActions();
  const payments = useOfAccount('payments', (query, signal) =>
    answerOf(api.GET('/v1/payments', { params: { query }, signal })),
  );
  const query = { 'filter[account_id]': account_id };
  const read = () => answerOf(api.GET('/v1/payments', { params: { query }, ...AS_CSV }));
  const columns: Column<Schemas['ListedPayment']>[] = [
    ...paymentColumns(t),
    ...(permits.refund_payment === 'no'
      ? []
      : [
          {
            label: t('payments.act'),
            render: (payment: Schemas['ListedPayment']) => (
              <RefundPaymentButton payment={payment} />
            ),
          },
        ]),
  ];
  return (
    <OfAccountPanel
      title={t('payments.title')}
      aside={<ExportButton subject="account" name={`${account_id} payments`} read={read} />}
      query={payments}
      columns={columns}
      keyOf={({ payment_id }) => payment_id}
      empty={{ title: t('payments.empty'), why: t('payments.empty_why') }}
    />
  );
}
