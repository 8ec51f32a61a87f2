import { useQuery } from '@tanstack/react-query';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ExportButton } from '../exports/export-button.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Grid, type Column } from '../ui/grid.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { DisputesPanel, RefundsPanel } from './money-back-panels.js';
import { paymentColumns } from './payment-columns.js';
import { PurchasesPanel } from './purchases-panel.js';
import { RefundPaymentButton } from './refund-payment-button.js';

const SIZE = 100;

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
  const query = { 'filter[account_id]': account_id };
  const params = { query: { ...query, 'page[size]': SIZE } };
  const payments = useQuery({
    queryKey: accountKey(account_id, 'payments', 'payments'),
    queryFn: ({ signal }) => answerOf(api.GET('/v1/payments', { params, signal })),
    // A refund is in no stream that this page follows.
    refetchInterval: 5_000,
  });
  const read = () => answerOf(api.GET('/v1/payments', { params: { query }, ...AS_CSV }));
  const columns: Column<Schemas['ListedPayment']>[] = [
    ...paymentColumns(t),
    {
      label: t('payments.act'),
      render: (payment) => <RefundPaymentButton payment={payment} />,
    },
  ];
  return (
    <Panel
      title={t('payments.title')}
      aside={<ExportButton subject="account" name={`${account_id} payments`} read={read} />}
    >
      <Loaded query={payments}>
        {({ data }) =>
          data.length === 0 ? (
            <Said title={t('payments.empty')}>{t('payments.empty_why')}</Said>
          ) : (
            <Grid
              label={t('payments.title')}
              columns={columns}
              rows={data}
              keyOf={({ payment_id }) => payment_id}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
