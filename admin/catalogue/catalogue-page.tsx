import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ExportPacks, ExportPlans } from '../exports/catalogue-exports.js';
import { FreshnessOf } from '../freshness/freshness.js';
import { useWords, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Amount } from '../ui/amount.js';
import { amountColumn, Grid, type Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { More } from '../ui/more.js';
import { PageTitle } from '../ui/page-title.js';
import { Loaded, Panel } from '../ui/panel.js';
import { ProposeButton } from '../proposals/propose-button.js';
import { usePacks, usePlans } from './offers.js';
import { Since } from './versions/since.js';
import { unitText } from './versions/terms.js';
import { VersionWord, type Version } from './versions/version-table.js';

const PROJECTIONS = ['catalogue'] as const;

/** What is sold now and what will be: plans and packs. */
export function CataloguePage() {
  const t = useWords();
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <PageTitle text={t('catalogue.title')} />
      <Plans />
      <Packs />
    </Box>
  );
}

function Plans() {
  const t = useWords();
  const query = usePlans();
  return (
    <Panel
      title={t('catalogue.plans')}
      fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
      aside={
        <>
          <ExportPlans />
          <ProposeButton offer={NEW_PLAN} live={undefined} />
        </>
      }
    >
      <Loaded query={query} empty={{ title: t('catalogue.no_plans') }}>
        {({ rows }) => (
          <>
            <Grid
              label={t('catalogue.plans')}
              columns={planColumns(t, rows)}
              rows={rows}
              keyOf={({ plan, version }) => `${plan} ${version}`}
            />
            <More query={query} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

const NEW_PLAN = { type: 'plan', id: undefined } as const;
const NEW_PACK = { type: 'pack', id: undefined } as const;

const planColumns = (t: Words, rows: readonly Schemas['Plan'][]) => [
  offerColumn<Schemas['Plan']>(t('catalogue.plan'), 'plans', ({ plan }) => plan),
  ...standingColumns<Schemas['Plan']>(t),
  {
    label: t('terms.price_monthly'),
    isNumber: true,
    render: ({ price }: Schemas['Plan']) => moneyText(price),
  },
  amountColumn<Schemas['Plan']>(t('terms.credits_monthly'), rows, ({ credits }) => credits),
  {
    label: t('terms.seats'),
    isNumber: true,
    render: ({ seats }: Schemas['Plan']) => seats,
  },
  {
    label: t('terms.priority_support'),
    render: ({ priority_support: has }: Schemas['Plan']) => t(has ? 'terms.yes' : 'terms.no'),
  },
];

function Packs() {
  const t = useWords();
  const query = usePacks();
  return (
    <Panel
      title={t('catalogue.packs')}
      fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
      aside={
        <>
          <ExportPacks />
          <ProposeButton offer={NEW_PACK} live={undefined} />
        </>
      }
    >
      <Loaded query={query} empty={{ title: t('catalogue.no_packs') }}>
        {({ rows }) => (
          <>
            <Grid
              label={t('catalogue.packs')}
              columns={packColumns(t)}
              rows={rows}
              keyOf={({ pack, version }) => `${pack} ${version}`}
            />
            <More query={query} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

const packColumns = (t: Words): Column<Schemas['Pack']>[] => [
  offerColumn<Schemas['Pack']>(t('catalogue.pack'), 'packs', ({ pack }) => pack),
  ...standingColumns<Schemas['Pack']>(t),
  { label: t('terms.price'), isNumber: true, render: (pack) => packPrice(pack) },
  { label: t('terms.credits'), isNumber: true, render: (pack) => packCredits(t, pack) },
  {
    label: t('terms.description'),
    render: ({ description }) => description || t('terms.none'),
  },
];

const packPrice = ({ price, least, most }: Schemas['Pack']): string =>
  price
    ? moneyText(price)
    : [least, most].map((money) => (money ? moneyText(money) : '')).join(' – ');

function packCredits(t: Words, { credits, credits_per_unit: perUnit, least }: Schemas['Pack']) {
  if (credits !== null) return <Amount value={credits} />;
  if (perUnit === null || !least) return t('terms.none');
  return (
    <>
      <Amount value={perUnit} /> / {unitText(least.currency)}
    </>
  );
}

/** Which plan or pack, as the way to its page. */
const offerColumn = <Row extends { readonly name: string }>(
  label: string,
  kind: 'plans' | 'packs',
  idOf: (row: Row) => string,
): Column<Row> => ({
  label,
  render: (row) => <OfferLink name={row.name} id={idOf(row)} kind={kind} />,
});

interface OfferLinkProps {
  readonly name: string;
  readonly id: string;
  readonly kind: 'plans' | 'packs';
}

function OfferLink({ name, id, kind }: OfferLinkProps): ReactNode {
  return (
    <Box component="span" sx={{ display: 'grid', textAlign: 'left' }}>
      <Link to={`/catalogue/${kind}/${encodeURIComponent(id)}`}>{name}</Link>
      <Box component="code" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
        {id}
      </Box>
    </Box>
  );
}

/** Whether a version is live, and since or from when. */
const standingColumns = <Row extends Version>(t: Words): Column<Row>[] => [
  { label: t('versions.status'), render: ({ status }) => <VersionWord status={status} /> },
  {
    label: t('versions.from'),
    render: ({ effective_from: from }) => <Since from={from} />,
  },
];
