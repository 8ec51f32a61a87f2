import { useOpenAccount } from '../accounts/open/context.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ExportButton } from '../exports/export-button.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { OfAccountPanel, useOfAccount } from '../payments/of-account.js';
import { invoiceColumns } from './invoice-columns.js';

/** The invoices of the account, newest first; nothing where there are none. */
export function InvoicesPanel() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const invoices = useOfAccount('invoices', (query, signal) =>
    answerOf(api.GET('/v1/invoices', { params: { query }, signal })),
  );
  const query = { 'filter[account_id]': account_id };
  const read = () => answerOf(api.GET('/v1/invoices', { params: { query }, ...AS_CSV }));
  return (
    <OfAccountPanel
      title={t('invoices.title')}
      aside={<ExportButton subject="account" name={`${account_id} invoices`} read={read} />}
      query={invoices}
      columns={invoiceColumns(t)}
      keyOf={({ invoice_id }) => invoice_id}
    />
  );
}
