import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Actor } from '../ui/actor.js';
import { Amount } from '../ui/amount.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { When } from '../ui/when.js';
import { ExportDisputes, ExportRefunds } from './exports.js';
import { Lines, Small, SmallId, WhichPayment } from './lines.js';
import { OfAccountPanel, useOfAccount } from './of-account.js';
import { refundStatus, spaced } from './words.js';

type Refund = Schemas['PaymentRefund'];
type Dispute = Schemas['Dispute'];

const credits = (value: string | null) => (value === null ? '–' : <Amount value={value} />);

/** Refunds of the account's payments; nothing where there are none. */
export function RefundsPanel() {
  const t = useWords();
  const query = useOfAccount('refunds', (asked, signal) =>
    answerOf(api.GET('/v1/payment-refunds', { params: { query: asked }, signal })),
  );
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
      render: ({ refund_id }) => <SmallId id={refund_id} />,
    },
    {
      label: t('payments.payment'),
      render: (row) => <WhichPayment row={row} />,
    },
  ];
  return (
    <OfAccountPanel
      title={t('payment_refunds.title')}
      aside={<ExportRefunds />}
      query={query}
      columns={columns}
      keyOf={({ refund_id }) => refund_id}
    />
  );
}

/** Disputes of the account's payments; nothing where there are none. */
export function DisputesPanel() {
  const t = useWords();
  const query = useOfAccount('disputes', (asked, signal) =>
    answerOf(api.GET('/v1/disputes', { params: { query: asked }, signal })),
  );
  const columns: Column<Dispute>[] = [
    {
      label: t('disputes.dispute'),
      render: ({ created_at, dispute_id }) => (
        <Lines>
          <When at={created_at} />
          <SmallId id={dispute_id} />
        </Lines>
      ),
    },
    { label: t('payments.amount'), isNumber: true, render: ({ amount }) => moneyText(amount) },
    {
      label: t('payments.status'),
      render: ({ status, reason, is_charge_refundable }) => (
        <Lines>
          <span>{spaced(status)}</span>
          <Small>{spaced(reason)}</Small>
          {!is_charge_refundable && <Small>{t('disputes.not_refundable')}</Small>}
        </Lines>
      ),
    },
    { label: t('disputes.state'), render: ({ in_ledger }) => t(`disputes.${in_ledger}`) },
    {
      label: t('disputes.due'),
      render: ({ evidence_due_at: due }) => (due === null ? '–' : <When at={due} />),
    },
    {
      label: t('payments.payment'),
      render: (row) => <WhichPayment row={row} />,
    },
  ];
  return (
    <OfAccountPanel
      title={t('disputes.title')}
      aside={<ExportDisputes />}
      query={query}
      columns={columns}
      keyOf={({ dispute_id }) => dispute_id}
    />
  );
}
