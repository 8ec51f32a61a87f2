import type { InvoiceRow } from '../data/payment-lists.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ListExport } from '../exports/list-export.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { Choice, DayStart, Typed } from '../ui/filter-fields.js';
import { Filters } from '../ui/filters.js';
import { Grid } from '../ui/grid.js';
import { ListPage, useFilters } from '../ui/list-page.js';
import { invoiceAccountColumn, invoiceColumns } from './invoice-columns.js';
import { INVOICE_STATUSES } from './words.js';

/** Invoices of all accounts, newest first. */
export default function InvoiceList() {
  const t = useWords();
  return (
    <ListPage<InvoiceRow>
      resource="invoices"
      title={t('invoices.title')}
      aside={<ExportInvoices />}
      filters={<InvoiceFilters />}
      loading={t('invoices.loading')}
      empty={{ title: t('invoices.empty'), why: t('invoices.empty_why') }}
      noMatch={{ title: t('invoices.no_match'), why: t('invoices.no_match_why') }}
    >
      {(rows) => (
        <Grid
          label={t('invoices.title')}
          columns={[invoiceAccountColumn(t), ...invoiceColumns(t)]}
          rows={rows}
          keyOf={({ invoice_id }) => invoice_id}
        />
      )}
    </ListPage>
  );
}

/** What the list is narrowed by; it stands in the address. */
function InvoiceFilters() {
  const t = useWords();
  const { chosen, typed } = useFilters();
  return (
    <Filters>
      <Choice
        label={t('subscriptions.status')}
        {...chosen('status')}
        choices={INVOICE_STATUSES.map((each) => [each, t(`invoices.status_${each}`)])}
      />
      <Typed label={t('subscriptions.account')} {...typed('account_id')} />
      <DayStart label={t('payments.from')} {...chosen('from')} />
      <DayStart label={t('payments.to')} {...chosen('to')} />
    </Filters>
  );
}

function ExportInvoices() {
  const read = (query: Record<string, string>) =>
    answerOf(api.GET('/v1/invoices', { params: { query }, ...AS_CSV }));
  return <ListExport name="invoices" read={read} />;
}
