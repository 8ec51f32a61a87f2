import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { Link } from 'react-router';
import { useWords } from '../../i18n/words.js';
import { eventPath, paymentsPath } from '../../lib/account-paths.js';
import { useActorName } from '../../ui/actor.js';
import { When } from '../../ui/when.js';
import type { Duplicate } from '../run/failure.js';
import { amountIn } from './words.js';

interface DuplicatesProps {
  readonly duplicates: readonly Duplicate[];
  readonly accountId: string;
  readonly isSeparate: boolean;
  readonly onTick: (isSeparate: boolean) => void;
}

/** What was done alike a moment ago, and the tick that this is meant besides. */
export function Duplicates({ duplicates, accountId, isSeparate, onTick }: DuplicatesProps) {
  const t = useWords();
  const nameOf = useActorName();
  return (
    <Alert severity="warning" variant="outlined" role="alert" sx={{ alignItems: 'flex-start' }}>
      <AlertTitle sx={{ fontSize: '0.875rem' }}>{t('act.duplicate')}</AlertTitle>
      <Box component="ul" sx={{ margin: 0, paddingLeft: 2 }}>
        {duplicates.map(({ adjustment_id, credits, actor, recorded_at }) => (
          <li key={adjustment_id}>
            {t('act.duplicate_line', { credits: amountIn(credits), actor: nameOf(actor) })}{' '}
            <When at={recorded_at} precision="second" />{' '}
            {/* In a tab of its own: what is filled in here stays. */}
            <Link to={pathOf(accountId, adjustment_id)} target="_blank">
              {t('act.duplicate_show')}
            </Link>
          </li>
        ))}
      </Box>
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={isSeparate}
            onChange={({ target }) => onTick(target.checked)}
          />
        }
        label={t('act.duplicate_tick')}
        slotProps={{ typography: { variant: 'body2' } }}
      />
    </Alert>
  );
}

/** Of a request to refund there is no event yet, or none of its name. */
const pathOf = (accountId: string, id: string): string =>
  id.startsWith('rfq_') ? paymentsPath(accountId) : eventPath(accountId, id);
