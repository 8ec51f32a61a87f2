import type { PaymentRow } from '../data/data-provider.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ListExport } from '../exports/list-export.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { Choice, DayStart, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { Grid } from '../ui/grid.js';
import { ListPage, useFilters } from '../ui/list-page.js';
import { disputesFile, refundsFile } from './exports.js';
import { accountColumn, paymentColumns } from './payment-columns.js';
import { PAYMENT_STATUSES } from './words.js';

/** Payments of all accounts, newest first. */
export default function PaymentList() {
  const t = useWords();
  return (
    <ListPage<PaymentRow>
      resource="payments"
      title={t('payments.title')}
      aside={<ExportPayments />}
      filters={<PaymentFilters />}
      loading={t('payments.loading')}
      empty={{ title: t('payments.empty'), why: t('payments.empty_why') }}
      noMatch={{ title: t('payments.no_match'), why: t('payments.no_match_why') }}
    >
      {(rows) => (
        <Grid
          label={t('payments.title')}
          columns={[accountColumn(t), ...paymentColumns(t)]}
          rows={rows}
          keyOf={({ payment_id }) => payment_id}
        />
      )}
    </ListPage>
  );
}

/** What the list is narrowed by; it stands in the address. */
function PaymentFilters() {
  const t = useWords();
  const { chosen, typed } = useFilters();
  return (
    <Filters>
      <Choice
        label={t('payments.status')}
        {...chosen('status')}
        choices={PAYMENT_STATUSES.map((status) => [status, t(`payments.status_${status}`)])}
      />
      <Typed label={t('payments.account')} {...typed('account_id')} />
      <DayStart label={t('payments.from')} {...chosen('from')} />
      <DayStart label={t('payments.to')} {...chosen('to')} />
    </Filters>
  );
}

/** Files of payments, and of what went back; what these have no filter for is left out. */
function ExportPayments() {
  const t = useWords();
  const back = ({ 'filter[status]': _, ...query }: Record<string, string>) => query;
  return (
    <>
      <ListExport
        name="payments"
        read={(query) => answerOf(api.GET('/v1/payments', { params: { query }, ...AS_CSV }))}
      />
      <ListExport
        name="refunds"
        label={t('payment_refunds.csv')}
        read={(query) => refundsFile(back(query))}
      />
      <ListExport
        name="disputes"
        label={t('disputes.csv')}
        read={(query) => disputesFile(back(query))}
      />
    </>
  );
}
