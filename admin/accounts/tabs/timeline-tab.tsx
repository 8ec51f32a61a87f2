import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ExportEvents } from '../../exports/account-exports.js';
import { locale, useWords } from '../../i18n/words.js';
import { useSearch } from '../../lib/address.js';
import { amountText } from '../../lib/amount.js';
import { Choice } from '../../ui/filter-fields.js';
import { Panel } from '../../ui/panel.js';
import { Offline, Said, Trouble, Waiting } from '../../ui/states.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';
import { EventDrawer } from './event-drawer.js';
import { EventRows } from './event-rows.js';
import { EVENT_TYPES, useTimeline, useUnfolded, type TimelineRow } from './events.js';
import { foldKey, itemsOf, newerThan } from './timeline-rows.js';

/** Everything that happened to the account, newest first; `?event=` opens one. */
export default function TimelineTab() {
  const t = useWords();
  const { account, live, moment } = useOpenAccount();
  const [search, changeSearch] = useSearch();
  const queries = useQueryClient();
  const type = EVENT_TYPES.find((each) => each === search.get('type'));
  const isFolded = search.get('usage') !== EACH;
  const found = useTimeline(account.account_id, { type, moment, isFolded });
  const folds = useFolds(found.rows ?? []);
  const set = (name: string, value: string | undefined) =>
    changeSearch(
      (next) => {
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, value);
      },
      { replace: name !== 'event' },
    );
  const isAll = moment === undefined && type === undefined;
  const newer = isAll ? newerThan(found.rows, live.query.data?.revision ?? null) : 0;
  const startAgain = () =>
    void queries.resetQueries({
      queryKey: accountKey(account.account_id, 'timeline', 'rows', type),
    });
  const event = search.get('event');
  return (
    <Panel
      title={t('timeline.title')}
      aside={
        <Box sx={ASIDE}>
          <span role="status">
            {newer > 0 && (
              <Chip
                clickable
                color="primary"
                size="small"
                label={t('timeline.newer', { count: amountText(String(newer), locale()) })}
                onClick={startAgain}
              />
            )}
          </span>
          <ExportEvents type={type} />
          <FormControlLabel
            label={t('timeline.fold')}
            slotProps={{ typography: { variant: 'body2' } }}
            control={
              <Switch
                size="small"
                checked={isFolded}
                onChange={(_, isOn) => set('usage', isOn ? undefined : EACH)}
              />
            }
          />
          <Choice
            label={t('timeline.type')}
            value={type ?? ''}
            choices={EVENT_TYPES.map((each) => [each, t(`event.${each}`)])}
            onChoose={(chosen) => set('type', chosen)}
          />
        </Box>
      }
    >
      <Found found={found} folds={folds} opened={event} />
      {event !== null && (
        <EventDrawer
          eventId={event}
          events={folds.items.flatMap((item) => (item.kind === 'event' ? [item.event] : []))}
          onMove={(to) => set('event', to)}
          onClose={() => set('event', undefined)}
        />
      )}
    </Panel>
  );
}

/** The address where every event is a row. */
const EACH = 'each';

/** One fold at a time is open; its events are read as they come into sight. */
function useFolds(rows: readonly TimelineRow[]) {
  const { account, moment } = useOpenAccount();
  const [unfolded, onUnfold] = useState<string>();
  const usage = rows.flatMap((row) => (row.row === 'usage' ? [row.usage] : []));
  const open = usage.find((each) => foldKey(each) === unfolded);
  const events = useUnfolded(account.account_id, open, moment);
  const { hasNextPage, isFetching, fetchNextPage, error } = events;
  return {
    unfolded,
    onUnfold,
    items: itemsOf(rows, {
      key: open && unfolded,
      rows: events.rows,
      hasMore: hasNextPage || isFetching,
    }),
    error,
    onUnfoldedEnd: () => {
      if (hasNextPage && !isFetching && !error) void fetchNextPage();
    },
  };
}

const ASIDE = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1.5,
  alignItems: 'center',
  '& > .MuiTextField-root': { width: 220, margin: 0 },
} as const;

interface FoundProps {
  readonly found: ReturnType<typeof useTimeline>;
  readonly folds: ReturnType<typeof useFolds>;
  readonly opened: string | null;
}

function Found({ found, folds, opened }: FoundProps) {
  const t = useWords();
  const { rows, isPaused, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = found;
  const error = found.error ?? folds.error;
  if (rows === undefined) {
    if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
    return isPaused ? <Offline /> : <Waiting label={t('app.loading')} lines={10} />;
  }
  if (rows.length === 0 && !hasNextPage) return <Said title={t('timeline.no_match')} />;
  return (
    <>
      <EventRows
        items={folds.items}
        opened={opened}
        unfolded={folds.unfolded}
        onUnfold={folds.onUnfold}
        onUnfoldedEnd={folds.onUnfoldedEnd}
        onEnd={() => {
          if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
        }}
      />
      {error ? (
        <Trouble error={error} onRetry={() => void fetchNextPage()} />
      ) : (
        <Box role="status" sx={{ padding: 1.5, textAlign: 'center', color: 'text.secondary' }}>
          {hasNextPage ? t('timeline.more') : t('timeline.end')}
        </Box>
      )}
    </>
  );
}
