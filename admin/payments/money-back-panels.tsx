import { useQuery } from '@tanstack/react-query';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Actor } from '../ui/actor.js';
import { Amount } from '../ui/amount.js';
import { CopyId } from '../ui/copied.js';
import { Grid, type Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { Panel } from '../ui/panel.js';
import { When } from '../ui/when.js';
import { refundStatus, spaced } from './words.js';

type Refund = Schemas['PaymentRefund'];
type Dispute = Schemas['Dispute'];
const SIZE = 100;
const LOOK_MS = 5_000;

const credits = (value: string | null) => (value === null ? '–' : <Amount value={value} />);

/** Refunds of the account's payments; nothing where there are none. */
export function RefundsPanel() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const params = { query: { 'filter[account_id]': account_id, 'page[size]': SIZE } };
  const { data } = useQuery({
    queryKey: accountKey(account_id, 'payments', 'refunds'),
    queryFn: ({ signal }) => answerOf(api.GET('/v1/payment-refunds', { params, signal })),
    refetchInterval: LOOK_MS,
  });
  if (!data || data.data.length === 0) return null;
  const columns: Column<Refund>[] = [
    { label: t('payments.when'), render: ({ created_at }) => <When at={created_at} /> },
    { label: t('payments.amount'), isNumber: true, render: ({ amount }) => moneyText(amount) },
    { label: t('payments.status'), render: ({ status }) => refundStatus(status, t) },
    {
      label: t('payment_refunds.taken'),
      isNumber: true,
      render: ({ clawed_back }) => credits(clawed_back),
    },
    {
      label: t('payment_refunds.written_off'),
      isNumber: true,
      render: ({ written_off }) => credits(written_off),
    },
    { label: t('payment_refunds.debt'), isNumber: true, render: ({ debt }) => credits(debt) },
    {
      label: t('payment_refunds.by'),
      render: ({ request }) =>
        request === null ? t('payment_refunds.in_stripe') : <Actor actor={request.actor} />,
    },
    {
      label: t('payment_refunds.refund'),
      render: ({ refund_id }) => <CopyId id={refund_id} what={refund_id} />,
    },
    {
      label: t('payments.payment'),
      render: ({ payment_id }) => <CopyId id={payment_id} what={payment_id} />,
    },
  ];
  return (
    <Panel title={t('payment_refunds.title')}>
      <Grid
        label={t('payment_refunds.title')}
        columns={columns}
        rows={data.data}
        keyOf={({ refund_id }) => refund_id}
      />
    </Panel>
  );
}

/** Disputes of the account's payments; nothing where there are none. */
export function DisputesPanel() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const params = { query: { 'filter[account_id]': account_id, 'page[size]': SIZE } };
  const { data } = useQuery({
    queryKey: accountKey(account_id, 'payments', 'disputes'),
    queryFn: ({ signal }) => answerOf(api.GET('/v1/disputes', { params, signal })),
  });
  if (!data || data.data.length === 0) return null;
  const columns: Column<Dispute>[] = [
    { label: t('payments.when'), render: ({ created_at }) => <When at={created_at} /> },
    { label: t('payments.amount'), isNumber: true, render: ({ amount }) => moneyText(amount) },
    {
      label: t('payments.status'),
      render: ({ status, is_charge_refundable }) => (
        <>
          <div>{spaced(status)}</div>
          {!is_charge_refundable && <div>{t('disputes.not_refundable')}</div>}
        </>
      ),
    },
    { label: t('disputes.reason'), render: ({ reason }) => spaced(reason) },
    { label: t('disputes.state'), render: ({ in_ledger }) => t(`disputes.${in_ledger}`) },
    {
      label: t('disputes.due'),
      render: ({ evidence_due_at: due }) => (due === null ? '–' : <When at={due} />),
    },
    {
      label: t('disputes.dispute'),
      render: ({ dispute_id }) => <CopyId id={dispute_id} what={dispute_id} />,
    },
  ];
  return (
    <Panel title={t('disputes.title')}>
      <Grid
        label={t('disputes.title')}
        columns={columns}
        rows={data.data}
        keyOf={({ dispute_id }) => dispute_id}
      />
    </Panel>
  );
}
