import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { RefundButton } from '../../actions/refund-button.js';
import { debitOfEntry } from '../../actions/run/of-event.js';
import { useWords } from '../../i18n/words.js';
import type { Schemas } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { Trouble, Waiting } from '../../ui/states.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { useLedger } from './ledger.js';

/** The entries that a line of an explanation is the sum of, newest first, a page at a time. */
export function LineEntries({ kind }: { readonly kind: Schemas['LedgerKind'] }) {
  const t = useWords();
  const { account } = useOpenAccount();
  const { entries, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useLedger(account.account_id, kind, 'explain');
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Waiting label={t('app.loading')} lines={3} />;
  return (
    <Box sx={{ width: '100%' }}>
      <Box component="ul" sx={LIST}>
        {entries.map((entry) => (
          <li key={entry.entry_id} data-debit={debitOfEntry(entry)}>
            <Link to={`../timeline?event=${entry.event_id}`}>
              <When at={entry.occurred_at} />
            </Link>
            <span>{entry.model_name ?? entry.model ?? entry.actor}</span>
            <Amount value={entry.deltas.available} sign="always" room={MAX_DECIMALS} />
            <RefundButton debitId={debitOfEntry(entry)} credits={entry.credits} />
          </li>
        ))}
      </Box>
      {hasNextPage && (
        <Button size="small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </Box>
  );
}

const MAX_DECIMALS = 6;

const LIST = {
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& li': {
    display: 'grid',
    gridTemplateColumns: { xs: '1fr auto 24px', sm: '190px 1fr auto 24px' },
    gap: 1,
    paddingBlock: 0.5,
    textAlign: 'left',
  },
  '& li > span:nth-of-type(1)': { color: 'text.secondary', overflowWrap: 'anywhere' },
} as const;
