import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { amountIn } from '../actions/steps/words.js';
import { usePackName } from '../data/packs.js';
import { AS_CSV } from '../exports/as-csv.js';
import { ExportButton } from '../exports/export-button.js';
import { useWords, type Words } from '../i18n/words.js';
import { paymentsPath } from '../lib/account-paths.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Lines, Small, SmallId } from '../payments/lines.js';
import { OfAccountPanel, useOfAccount } from '../payments/of-account.js';
import { shortId } from '../payments/short-id.js';
import { spaced } from '../payments/words.js';
import { Facts, type Fact } from '../ui/facts.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { LOOK_MS } from './of-account.js';
import { cardText } from './words.js';

type TopUps = Schemas['AutoTopUp'];
type Attempt = Schemas['TopUpAttempt'];

/** Consent to automatic top-ups, what the month has charged, and the attempts. */
export function TopUpsPanel() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const query = useQuery({
    queryKey: accountKey(account_id, 'payments', 'top-ups'),
    queryFn: ({ signal }) => {
      const params = { path: { account_id } };
      return answerOf(api.GET('/v1/accounts/{account_id}/auto-top-up', { params, signal }));
    },
    refetchInterval: LOOK_MS,
  });
  const card = useCard(query.data?.is_on === true);
  const nameOf = usePackName();
  return (
    <>
      <Panel title={t('top_ups.title')}>
        <Loaded query={query}>
          {(topUps) => <Facts facts={factsOf(topUps, { card, nameOf, t })} />}
        </Loaded>
      </Panel>
      <AttemptsPanel />
    </>
  );
}

type Card = Schemas['SavedCard']['card'];

/** The card that they charge, as Stripe has it now; undefined: it cannot be asked, or not yet. */
function useCard(isOn: boolean): Card | undefined {
  const { account_id } = useOpenAccount().account;
  const { data } = useQuery({
    queryKey: accountKey(account_id, 'payments', 'top-up-card'),
    queryFn: ({ signal }) => {
      const params = { path: { account_id } };
      return answerOf(api.GET('/v1/accounts/{account_id}/auto-top-up/card', { params, signal }));
    },
    retry: false,
    enabled: isOn,
  });
  return data?.card;
}

interface Beside {
  readonly card: Card | undefined;
  readonly nameOf: (pack: string) => string;
  readonly t: Words;
}

function factsOf(
  { is_on, terms, consent, month, failures, ended }: TopUps,
  { card, nameOf, t }: Beside,
): Fact[] {
  if (!is_on || terms === null) {
    return [
      [
        t('top_ups.state'),
        <>
          <Dotted word={t('top_ups.off')} colour="text.secondary" />
          <div>
            <WhyOff ended={ended} />
          </div>
        </>,
      ],
      ended?.failure_code ? [t('top_ups.last_code'), spaced(ended.failure_code)] : undefined,
    ];
  }
  return [
    [t('top_ups.state'), <Dotted word={t('top_ups.on')} colour="success.main" />],
    [t('top_ups.threshold'), t('top_ups.credits', { credits: amountIn(terms.below) })],
    [
      t('top_ups.buys'),
      `${t('payments.credits', { name: nameOf(terms.pack), credits: amountIn(terms.credits) })}, ${moneyText(terms.price)}`,
    ],
    card === undefined ? undefined : [t('top_ups.card'), cardText(card, t)],
    [t('top_ups.cap'), moneyText(terms.monthly_cap)],
    month === null
      ? undefined
      : [
          t('top_ups.charged', { month: month.month }),
          <>
            {t('top_ups.charged_is', {
              charged: moneyText(month.charged),
              left: moneyText(month.left),
            })}
            {month.is_capped && <div>{t('top_ups.capped')}</div>}
          </>,
        ],
    failures === 0
      ? undefined
      : [t('top_ups.failures'), t('top_ups.failures_is', { count: failures })],
    consent === null ? undefined : [t('top_ups.consented'), <When at={consent.given_at} />],
    consent?.text ? [t('top_ups.consent_text'), `“${consent.text}”`] : undefined,
  ];
}

/** Why they are off; the API's own word where it has a new one. */
function WhyOff({ ended }: Pick<TopUps, 'ended'>) {
  const t = useWords();
  if (ended === null) return t('top_ups.off_never');
  const known = ENDED.find((why) => why === ended.why);
  return (
    <>
      {known ? t(`top_ups.off_${known}`) : spaced(ended.why)} <When at={ended.at} />
    </>
  );
}

const ENDED = ['withdrawn', 'failures', 'account_closed'] as const;

/** The attempts, newest first; nothing where there are none. */
function AttemptsPanel() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const nameOf = usePackName();
  const attempts = useOfAccount('top-up-attempts', (query, signal) =>
    answerOf(api.GET('/v1/top-ups', { params: { query }, signal })),
  );
  const query = { 'filter[account_id]': account_id };
  const read = () => answerOf(api.GET('/v1/top-ups', { params: { query }, ...AS_CSV }));
  const columns: Column<Attempt>[] = [
    { label: t('top_ups.begun'), render: ({ begun_at }) => <When at={begun_at} /> },
    {
      label: t('top_ups.pack'),
      render: ({ pack, credits }) =>
        t('payments.credits', { name: nameOf(pack), credits: amountIn(credits) }),
    },
    { label: t('top_ups.price'), isNumber: true, render: ({ price }) => moneyText(price) },
    { label: t('top_ups.outcome'), render: (attempt) => <Outcome attempt={attempt} /> },
    {
      label: t('top_ups.payment'),
      isNothing: ({ payment_id }) => payment_id === null,
      render: ({ payment_id, purchase_id }) =>
        payment_id === null ? (
          <SmallId id={purchase_id} />
        ) : (
          <Link to={paymentsPath(account_id)} title={payment_id}>
            <Small>{shortId(payment_id)}</Small>
          </Link>
        ),
    },
  ];
  return (
    <OfAccountPanel
      title={t('top_ups.attempts')}
      aside={<ExportButton subject="account" name={`${account_id} top-ups`} read={read} />}
      query={attempts}
      columns={columns}
      keyOf={({ purchase_id }) => purchase_id}
    />
  );
}

const COLOUR_OF: Readonly<Record<Attempt['state'], string>> = {
  under_way: 'warning.main',
  paid: 'warning.main',
  succeeded: 'success.main',
  link_open: 'warning.main',
  failed: 'error.main',
};

function Outcome({ attempt: { state, failure_code: code } }: { readonly attempt: Attempt }) {
  const t = useWords();
  return (
    <Lines>
      <Dotted word={t(`top_ups.state_${state}`)} colour={COLOUR_OF[state]} />
      {code !== null && <Small>{spaced(code)}</Small>}
    </Lines>
  );
}
