import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useWords } from '../../i18n/words.js';
import type { Schemas } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { amountColumn, Grid, type Column } from '../../ui/grid.js';
import { When } from '../../ui/when.js';

type Lot = Schemas['LotChange'];

/** To which lots it goes, or from which it is taken, and when each of them is used. */
export function LotChanges({ lots }: { readonly lots: readonly Lot[] }) {
  const t = useWords();
  const columns: Column<Lot>[] = [
    {
      label: t('act.lot'),
      render: ({ lot_id }) =>
        lot_id === null ? (
          t('act.lot_new')
        ) : (
          <Box component="code" sx={{ fontSize: '0.75rem', whiteSpace: 'nowrap' }}>
            {lot_id}
          </Box>
        ),
    },
    {
      label: t('act.lot_change'),
      isNumber: true,
      render: ({ credits }) => <Amount value={credits} sign="always" />,
    },
    amountColumn(t('act.lot_left'), lots, ({ remaining }) => remaining),
    {
      label: t('act.lot_place'),
      isNumber: true,
      render: ({ place }) => place ?? '–',
    },
    {
      label: t('act.lot_expires'),
      render: ({ expires_at }) =>
        expires_at === null ? t('lots.never') : <When at={expires_at} precision="date" />,
    },
  ];
  return (
    <Box sx={LOTS}>
      <Typography variant="h2" component="h3" sx={{ padding: 1.25, paddingBottom: 0 }}>
        {t('act.lots')}
      </Typography>
      <Grid
        label={t('act.lots')}
        columns={columns}
        rows={lots}
        keyOf={({ lot_id, credits, place }) => lot_id ?? `${credits} ${place}`}
      />
    </Box>
  );
}

const LOTS = {
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  overflow: 'hidden',
  '& .MuiTableCell-root.MuiTableCell-sizeSmall': { paddingInline: 1.25, whiteSpace: 'nowrap' },
} as const;
