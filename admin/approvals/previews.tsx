import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { LotChanges } from '../actions/steps/lot-changes.js';
import { changedWords } from '../actions/steps/words.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Amount } from '../ui/amount.js';
import { Facts } from '../ui/facts.js';
import { Grid, type Column } from '../ui/grid.js';
import { Panel } from '../ui/panel.js';

const FIGURES = ['status', 'plan', 'available', 'held', 'frozen', 'debt'] as const;
type Figure = (typeof FIGURES)[number];
type Figures = Schemas['AccountFigures'];

interface Row {
  readonly figure: Figure;
  readonly then: { readonly before: Figures; readonly after: Figures };
  readonly now: { readonly before: Figures; readonly after: Figures } | null;
}

/** What the requester saw, and what it would come to now. */
export function Previews({ approval }: { readonly approval: Schemas['Approval'] }) {
  const t = useWords();
  const { preview_then: then, preview_now: now, refused_now } = approval;
  const rows = FIGURES.filter((figure) => isTold(figure, then) || (now && isTold(figure, now))).map(
    (figure): Row => ({ figure, then, now }),
  );
  const columns: Column<Row>[] = [
    { label: t('approval.figure'), render: ({ figure }) => t(`approval.figure_${figure}`) },
    column(t('approval.then_before'), ({ then: { before } }) => before),
    column(t('approval.then_after'), ({ then: { after } }) => after),
    ...(now
      ? [
          column(t('approval.now_before'), (row) => row.now?.before),
          column(t('approval.now_after'), (row) => row.now?.after),
        ]
      : []),
  ];
  return (
    <Panel title={t('approval.previews')}>
      {refused_now && (
        <Alert severity="warning" variant="outlined" role="status" sx={{ margin: 1.75 }}>
          {t('approval.refused_now')} {refused_now.detail}
        </Alert>
      )}
      {now && now.changed.length > 0 && (
        <Alert severity="warning" variant="outlined" role="status" sx={{ margin: 1.75 }}>
          {t('approval.changed', { changed: changedWords(now.changed, t) })}
        </Alert>
      )}
      {now?.warnings.map((warning) => (
        <Alert key={warning} severity="warning" variant="outlined" sx={{ margin: 1.75 }}>
          {t(`act.warn_${warning}`)}
        </Alert>
      ))}
      {now && now.duplicates.length > 0 && (
        <Alert severity="warning" variant="outlined" sx={{ margin: 1.75 }}>
          {t('act.duplicate')}
        </Alert>
      )}
      <Grid
        label={t('approval.previews')}
        columns={columns}
        rows={rows}
        keyOf={({ figure }) => figure}
      />
      {now && (
        <Box sx={BESIDES}>
          {now.lots.length > 0 && <LotChanges lots={now.lots} />}
          <Facts
            facts={[[t('act.credited_90d'), <Amount key="given" value={now.credited_90d} />]]}
          />
        </Box>
      )}
    </Panel>
  );

  function column(label: string, of: (row: Row) => Figures | undefined): Column<Row> {
    return { label, isNumber: true, render: (row) => <Value row={row} figures={of(row)} /> };
  }
}

const BESIDES = { display: 'grid', padding: 1.75, '& dl': { paddingInline: 0 } } as const;

interface ValueProps {
  readonly row: Row;
  readonly figures: Figures | undefined;
}

function Value({ row: { figure }, figures }: ValueProps) {
  const t = useWords();
  if (!figures) return '–';
  if (figure === 'status') return t(`status.${figures.status}`);
  return figure === 'plan' ? figures.plan : <Amount value={figures[figure]} />;
}

/** What is nought before and after says nothing. */
const isTold = (figure: Figure, { before, after }: { before: Figures; after: Figures }): boolean =>
  before[figure] !== '0' || after[figure] !== '0';
