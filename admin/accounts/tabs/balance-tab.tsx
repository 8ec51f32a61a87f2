import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ExportLots } from '../../exports/account-exports.js';
import { FreshnessOf } from '../../freshness/freshness.js';
import { locale, useWords } from '../../i18n/words.js';
import { fromMicro, sumOf, toMicro } from '../../lib/amount.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { priceText } from '../../lib/price.js';
import { Actor } from '../../ui/actor.js';
import { CopyId } from '../../ui/copied.js';
import { amountColumn, Grid, type Column } from '../../ui/grid.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { Said } from '../../ui/states.js';
import { When } from '../../ui/when.js';
import { Agreement, differing } from '../open/agreement.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';
import { knownAt, useKeptSearch, type Moment } from '../open/moment.js';
import { OtherClock } from '../open/other-clock.js';

type Lot = Schemas['Lot'];
const PROJECTIONS = ['lots'] as const;
const PAGE_SIZE = 200;
/** An account has at most so many lots that still matter. */
const MAX_PAGES = 50;

/** The lots of the account in the order in which credits are taken, and that they add up. */
export function BalanceTab() {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const isKnown = moment?.clock !== 'effective';
  const query = useQuery({
    queryKey: accountKey(account.account_id, moment ? 'past' : 'lots', 'lots', moment),
    queryFn: ({ signal }) => readLots(account.account_id, moment, signal),
    enabled: isKnown,
  });
  if (!isKnown) return <OtherClock title={t('lots.title')} moment={moment} />;
  return (
    <Panel
      title={t('lots.title')}
      fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
      aside={<ExportLots />}
    >
      <Loaded query={query}>
        {(lots) => (
          <>
            {lots.length === 0 ? (
              <Said title={t('lots.empty')}>{t('lots.empty_why')}</Said>
            ) : (
              <LotTable lots={lots} />
            )}
            <LotAgreement lots={lots} onLook={() => void query.refetch()} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** All lots with credits: their sums are compared, so none may be missing. */
async function readLots(
  account_id: string,
  moment: Moment | undefined,
  signal: AbortSignal,
): Promise<Lot[]> {
  const lots: Lot[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = {
      'page[size]': PAGE_SIZE,
      ...knownAt(moment),
      ...(after !== undefined && { 'page[after]': after }),
    };
    const params = { path: { account_id }, query };
    const call = api.GET('/v1/accounts/{account_id}/lots', { params, signal });
    const { data, meta } = await answerOf(call);
    lots.push(...data);
    if (meta.page.next === null) return lots;
    after = meta.page.next;
  }
  throw new Error('more lots than an account can have');
}

function LotTable({ lots }: { readonly lots: readonly Lot[] }) {
  const t = useWords();
  const order = new Map(lots.map(({ lot_id }, index) => [lot_id, index + 1]));
  const sums = sumsOf(lots);
  const hasFrozen = toMicro(sums.frozen) !== 0n;
  const columns: Column<Lot>[] = [
    { label: t('lots.position'), render: ({ lot_id }) => order.get(lot_id) },
    {
      label: t('lots.source'),
      render: ({ source, lot_id }) => (
        <>
          {t(`source.${source}`)}
          <br />
          <CopyId id={lot_id} what={lot_id} />
        </>
      ),
      total: t('lots.total'),
    },
    amountColumn(t('lots.granted'), lots, ({ granted }) => granted),
    amountColumn(t('lots.remaining'), lots, availableIn, sums.available),
    amountColumn(t('lots.held'), lots, ({ held }) => held, sums.held),
    ...(hasFrozen
      ? [amountColumn(t('lots.frozen'), lots, ({ frozen }) => frozen, sums.frozen)]
      : []),
    { label: t('lots.given'), render: (lot) => <Given lot={lot} /> },
    {
      label: t('lots.unit_price'),
      isNumber: true,
      render: ({ unit_price }) => priceOf(unit_price),
    },
    { label: t('lots.effective'), render: ({ effective_at }) => <When at={effective_at} /> },
    {
      label: t('lots.expires'),
      render: ({ expires_at }) =>
        expires_at === null ? t('lots.never') : <When at={expires_at} />,
    },
  ];
  return (
    <Grid label={t('lots.title')} columns={columns} rows={lots} keyOf={({ lot_id }) => lot_id} />
  );
}

/** Why a lot was given, and by whom: a person says why, a plan or a purchase need not. */
function Given({ lot: { reason_code, ticket, actor, event_id } }: { readonly lot: Lot }) {
  const t = useWords();
  const keptWith = useKeptSearch();
  if (actor === null) return '–';
  return (
    <>
      <Link to={`timeline${keptWith({ event: event_id })}`}>
        {t(reason_code === null ? 'lots.event' : `reason.${reason_code}`)}
      </Link>
      <br />
      <Box component="span" sx={{ color: 'text.secondary' }}>
        <Actor actor={actor} />
        {ticket !== null && ` · ${ticket}`}
      </Box>
    </>
  );
}

/** What can be spent of a lot: of what remains, some may be held or frozen. */
const availableIn = ({ remaining, held, frozen }: Lot): string =>
  fromMicro(toMicro(remaining) - toMicro(held) - toMicro(frozen));

const priceOf = (price: Schemas['UnitPrice'] | null): string =>
  price === null ? '–' : priceText(price.minor, price.currency, locale());

function sumsOf(lots: readonly Lot[]) {
  return {
    available: sumOf(lots.map(availableIn)),
    held: sumOf(lots.map(({ held }) => held)),
    frozen: sumOf(lots.map(({ frozen }) => frozen)),
  };
}

interface LotAgreementProps {
  readonly lots: readonly Lot[];
  readonly onLook: () => void;
}

function LotAgreement({ lots, onLook }: LotAgreementProps) {
  const t = useWords();
  const { live } = useOpenAccount();
  const balance = live.query.data;
  if (!balance) return null;
  // Debt is in no lot.
  const sums = { ...sumsOf(lots), debt: balance.debt };
  const column = differing(sums, balance);
  const difference =
    column &&
    t('lots.differs', {
      column: t(`accounts.${column}`),
      lots: sums[column],
      balance: balance[column],
    });
  const look = () => {
    onLook();
    void live.query.refetch();
  };
  return <Agreement difference={difference} agrees={t('lots.agrees')} onLook={look} />;
}
