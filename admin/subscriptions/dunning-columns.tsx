import type { Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Lines, Small } from '../payments/lines.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { PlanOf } from './plan-of.js';
import { accountColumn } from './subscription-columns.js';

type Subscription = Schemas['ListedSubscription'];

/** What is shown of a subscription that is not paid: how much, and how long its credits last. */
export const dunningColumns = (t: Words): Column<Subscription>[] => [
  accountColumn(t),
  { label: t('subscriptions.plan'), render: (row) => <PlanOf of={row} /> },
  {
    label: t('subscriptions.due'),
    isNumber: true,
    render: ({ unpaid }) => (unpaid === null ? '–' : moneyText(unpaid.due)),
  },
  {
    label: t('subscriptions.attempts'),
    isNumber: true,
    render: ({ unpaid }) => unpaid?.attempts ?? '–',
  },
  {
    label: t('subscriptions.next_attempt'),
    render: ({ unpaid }) =>
      unpaid === null ? (
        '–'
      ) : unpaid.next_attempt_at === null ? (
        t('subscriptions.no_attempt')
      ) : (
        <When at={unpaid.next_attempt_at} />
      ),
  },
  {
    label: t('subscriptions.credits_end'),
    render: ({ credits_end_at: at, credits_ended }) =>
      at === null ? (
        '–'
      ) : credits_ended ? (
        <Ended at={at} t={t} />
      ) : (
        <Dotted word={<When at={at} />} colour="warning.main" />
      ),
  },
  {
    label: t('subscriptions.invoice'),
    render: ({ unpaid }) =>
      unpaid === null ? (
        '–'
      ) : (
        <Lines>
          {unpaid.pay_url === null ? null : (
            <PayLink unpaid={unpaid} pay_url={unpaid.pay_url} t={t} />
          )}
          <Small>{unpaid.number ?? unpaid.invoice_id}</Small>
        </Lines>
      ),
  },
];

interface EndedProps {
  readonly at: string;
  readonly t: Words;
}

/** That the credits are gone, so that it does not read as a day to come. */
const Ended = ({ at, t }: EndedProps) => (
  <Dotted
    colour="error.main"
    word={
      <span>
        {t('subscriptions.credits_ended')} <When at={at} />
      </span>
    }
  />
);

interface PayLinkProps {
  readonly unpaid: NonNullable<Subscription['unpaid']>;
  readonly pay_url: string;
  readonly t: Words;
}

/** Leads to the page on which the buyer can pay; it can be copied and sent. */
function PayLink({ unpaid: { number, invoice_id }, pay_url, t }: PayLinkProps) {
  return (
    <a
      href={pay_url}
      target="_blank"
      rel="noreferrer"
      aria-label={t('subscriptions.pay_page_of', { invoice: number ?? invoice_id })}
    >
      {t('subscriptions.pay_page')}
    </a>
  );
}
