import Box from '@mui/material/Box';
import { Link } from 'react-router';
import { ExportModels } from '../exports/catalogue-exports.js';
import { FreshnessOf } from '../freshness/freshness.js';
import { useWords, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Amount } from '../ui/amount.js';
import { Grid, type Column } from '../ui/grid.js';
import { More } from '../ui/more.js';
import { PageTitle } from '../ui/page-title.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { useModels } from './models.js';

const PROJECTIONS = ['models'] as const;

type Model = Schemas['ModelSummary'];

/** All models with what they cost now, and from when that changes. */
export function ModelsPage() {
  const t = useWords();
  const query = useModels();
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <PageTitle text={t('models.title')} />
      <Panel
        title={t('models.rates')}
        fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
        aside={<ExportModels />}
      >
        <Loaded query={query} empty={{ title: t('models.empty'), why: t('models.empty_why') }}>
          {({ rows }) => (
            <>
              <Grid
                label={t('models.title')}
                columns={columnsOf(t, rows)}
                rows={rows}
                keyOf={({ model_id }) => model_id}
              />
              <More query={query} />
            </>
          )}
        </Loaded>
      </Panel>
    </Box>
  );
}

/** Prices that no model has are left out. */
const columnsOf = (t: Words, rows: readonly Model[]): Column<Model>[] => [
  { label: t('models.model'), render: (model) => <Named model={model} /> },
  {
    label: t('models.status'),
    render: ({ status }) => (
      <Dotted
        word={t(`model.${status}`)}
        colour={status === 'active' ? 'success.main' : 'text.secondary'}
      />
    ),
  },
  { label: t('models.provider'), render: ({ provider }) => provider ?? '–' },
  priceColumn(t('terms.input'), ({ per_million }) => per_million.input),
  priceColumn(t('terms.output'), ({ per_million }) => per_million.output),
  ...(['per_image', 'per_request'] as const)
    .filter((name) => rows.some(({ rate }) => rate && rate[name] !== null))
    .map((name) => priceColumn(t(`terms.${name}`), (rate) => rate[name])),
  {
    label: t('models.next'),
    render: ({ next_rate: next }) =>
      next?.effective_from ? <When at={next.effective_from} /> : '–',
  },
];

function Named({ model: { model_id, name } }: { readonly model: Model }) {
  return (
    <Box component="span" sx={{ display: 'grid', textAlign: 'left', minWidth: { sm: 170 } }}>
      <Link to={`/models/${encodeURIComponent(model_id)}`}>{name}</Link>
      <Box component="code" sx={CODE}>
        {model_id}
      </Box>
    </Box>
  );
}

const CODE = { fontSize: '0.75rem', color: 'text.secondary', overflowWrap: 'anywhere' } as const;

const priceColumn = (
  label: string,
  priceOf: (rate: Schemas['Rate']) => string | null,
): Column<Model> => ({
  label,
  isNumber: true,
  render: ({ rate }) => {
    const price = rate ? priceOf(rate) : null;
    return price === null ? '–' : <Amount value={price} />;
  },
});
