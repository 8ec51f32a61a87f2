import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { FreshnessOf } from '../freshness/freshness.js';
import { useWords } from '../i18n/words.js';
import { CopyId } from '../ui/copied.js';
import { Facts } from '../ui/facts.js';
import { More } from '../ui/more.js';
import { PageTitle } from '../ui/page-title.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import type { Field } from './versions/differences.js';
import { VersionTable, type Version } from './versions/version-table.js';

const PROJECTIONS = ['catalogue'] as const;

type Offer = Version & { readonly name: string };

interface OfferPageProps<Row extends Offer> {
  readonly id: string;
  readonly query: {
    readonly data: { readonly rows: readonly Row[]; readonly stale: boolean } | undefined;
    readonly error: Error | null;
    readonly isPaused: boolean;
    readonly dataUpdatedAt: number;
    readonly refetch: () => unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly fieldsOf: (version: Row) => readonly Field[];
  readonly notFound: string;
  /** Beside the terms: what can be done about them. */
  readonly aside: (live: Row | undefined) => ReactNode;
}

/** One plan or pack: the terms that hold, or will first, and every version. */
export function OfferPage<Row extends Offer>({
  id,
  query,
  fieldsOf,
  notFound,
  aside,
}: OfferPageProps<Row>) {
  const t = useWords();
  const rows = query.data?.rows ?? [];
  const live = rows.find(({ status }) => status === 'current');
  const shown = live ?? rows.at(-1);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        <Link to="/catalogue">{t('catalogue.title')}</Link>
        <PageTitle text={shown?.name ?? id} />
        <CopyId id={id} what={t('app.id')} />
      </Box>
      <Panel
        title={t('catalogue.terms')}
        fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
        aside={shown && aside(live)}
      >
        <Loaded query={query}>
          {() =>
            shown ? (
              <Facts facts={fieldsOf(shown).map(({ label, value }) => [label, value])} />
            ) : (
              <Said urgent title={notFound}>
                {t('state.not_found_why')}
              </Said>
            )
          }
        </Loaded>
      </Panel>
      {shown && (
        <Panel title={t('versions.title')}>
          <VersionTable label={t('versions.title')} versions={rows} fieldsOf={fieldsOf} />
          <More query={query} />
        </Panel>
      )}
    </Box>
  );
}
