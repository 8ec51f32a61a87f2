import CalculateIcon from '@mui/icons-material/CalculateOutlined';
import ExpandLessIcon from '@mui/icons-material/ExpandLess';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import { Link } from 'react-router';
import { RefundButton } from '../../actions/refund-button.js';
import { debitOfEntry } from '../../actions/run/of-event.js';
import { useWords } from '../../i18n/words.js';
import type { Schemas } from '../../lib/api.js';
import { Actor } from '../../ui/actor.js';
import { Amount } from '../../ui/amount.js';
import { Trouble, Waiting } from '../../ui/states.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { useKeptSearch } from '../open/moment.js';
import { EntryPrice } from './entry-price.js';
import { useLineEntries, type LineOf } from './ledger.js';

/** The entries that a line of an explanation is the sum of, newest first, a page at a time. */
export function LineEntries({ line }: { readonly line: LineOf }) {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const { entries, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useLineEntries(account.account_id, line, moment);
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Waiting label={t('app.loading')} lines={3} />;
  return (
    <Box sx={{ width: '100%' }}>
      <Box component="ul" sx={LIST}>
        {entries.map((entry) => (
          <Entry key={entry.entry_id} entry={entry} />
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

/** One entry; of usage, its arithmetic is a button away. */
function Entry({ entry }: { readonly entry: Schemas['LedgerEntry'] }) {
  const t = useWords();
  const keptWith = useKeptSearch();
  const [isOpen, setOpen] = useState(false);
  const debitId = debitOfEntry(entry);
  return (
    <li data-debit={debitId}>
      <Link to={`../timeline${keptWith({ event: entry.event_id })}`}>
        <When at={entry.occurred_at} precision="second" />
      </Link>
      <span>{entry.is_top_up ? t('payments.top_up') : <Cause entry={entry} />}</span>
      <Amount value={entry.deltas.available} sign="always" room={MAX_DECIMALS} />
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
        <RefundButton debitId={debitId} credits={entry.credits} />
        {debitId !== undefined && (
          <IconButton
            size="small"
            onClick={() => setOpen(!isOpen)}
            aria-expanded={isOpen}
            aria-label={t('explain.arithmetic', { debit: debitId })}
            sx={{ padding: 0.25 }}
          >
            {isOpen ? <ExpandLessIcon fontSize="small" /> : <CalculateIcon fontSize="small" />}
          </IconButton>
        )}
      </Box>
      {isOpen && debitId !== undefined && (
        <Box sx={{ gridColumn: '1 / -1' }}>
          <EntryPrice debitId={debitId} />
        </Box>
      )}
    </li>
  );
}

function Cause({ entry: { action, feature, actor } }: { readonly entry: Schemas['LedgerEntry'] }) {
  return action ?? feature ?? <Actor actor={actor} />;
}

const MAX_DECIMALS = 6;

const LIST = {
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& li': {
    display: 'grid',
    gridTemplateColumns: { xs: '1fr auto 60px', sm: '190px 1fr auto 60px' },
    gap: 1,
    paddingBlock: 0.5,
    textAlign: 'left',
  },
  '& li > span:nth-of-type(1)': { color: 'text.secondary', overflowWrap: 'anywhere' },
} as const;
