import Box from '@mui/material/Box';
import { Link, useParams } from 'react-router';
import { rateFields } from '../catalogue/versions/terms.js';
import { VersionTable } from '../catalogue/versions/version-table.js';
import { ExportRates } from '../exports/catalogue-exports.js';
import { ProposeButton } from '../proposals/propose-button.js';
import { FreshnessOf } from '../freshness/freshness.js';
import { useWords } from '../i18n/words.js';
import { ApiError, type Schemas } from '../lib/api.js';
import { CopyId } from '../ui/copied.js';
import { Facts } from '../ui/facts.js';
import { More } from '../ui/more.js';
import { PageTitle } from '../ui/page-title.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { When } from '../ui/when.js';
import { useModel, useRates } from './models.js';
import { Simulator } from './simulator.js';

const PROJECTIONS = ['models'] as const;

/** One model: what it is, what it costs by which version, and what a call would cost. */
export function ModelPage() {
  const { id = '' } = useParams();
  return <ModelOf key={id} id={id} />;
}

function ModelOf({ id }: { readonly id: string }) {
  const t = useWords();
  const query = useModel(id);
  const { data: model, error } = query;
  const isUnknown = error instanceof ApiError && error.status === 404;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        <Link to="/models">{t('models.title')}</Link>
        <PageTitle text={model?.name ?? id} />
        <CopyId id={id} what={t('app.id')} />
      </Box>
      {isUnknown ? (
        <Said urgent title={t('models.not_found', { id })}>
          {t('state.not_found_why')}
        </Said>
      ) : (
        <>
          <Panel title={t('models.about')}>
            <Loaded query={query}>{(found) => <About model={found} />}</Loaded>
          </Panel>
          {model && <Rates id={id} />}
        </>
      )}
    </Box>
  );
}

function About({ model }: { readonly model: Schemas['Model'] }) {
  const t = useWords();
  const { description, provider, speed, quality, status, retired_at } = model;
  const stars = (value: number | null) =>
    value === null ? t('terms.none') : t('models.of_five', { value });
  return (
    <Facts
      facts={[
        [
          t('models.status'),
          <>
            {t(`model.${status}`)}
            {retired_at !== null && (
              <>
                {' · '}
                <When at={retired_at} />
              </>
            )}
          </>,
        ],
        [t('terms.description'), description ?? t('terms.none')],
        [t('models.provider'), provider ?? t('terms.none')],
        [t('models.speed'), stars(speed)],
        [t('models.quality'), stars(quality)],
      ]}
    />
  );
}

function Rates({ id }: { readonly id: string }) {
  const t = useWords();
  const query = useRates(id);
  const live = query.data?.rows.find(({ status }) => status === 'current');
  return (
    <>
      <Panel
        title={t('models.rate')}
        fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
        aside={
          query.data && (
            <ProposeButton offer={{ type: 'rate', id }} live={live && { ...live, type: 'rate' }} />
          )
        }
      >
        <Loaded query={query}>
          {() =>
            live ? (
              <Facts facts={rateFields(t, live).map(({ label, value }) => [label, value])} />
            ) : (
              <Said title={t('models.no_rate')} />
            )
          }
        </Loaded>
      </Panel>
      {query.data && query.data.rows.length > 0 && (
        <>
          <Panel title={t('versions.title')} aside={<ExportRates id={id} />}>
            <VersionTable
              label={t('versions.title')}
              versions={query.data.rows}
              fieldsOf={(rate) => rateFields(t, rate)}
            />
            <More query={query} />
          </Panel>
          <Simulator id={id} rates={query.data.rows} />
        </>
      )}
    </>
  );
}
