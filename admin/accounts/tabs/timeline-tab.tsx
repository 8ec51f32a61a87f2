import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useWords } from '../../i18n/words.js';
import { Panel } from '../../ui/panel.js';
import { Offline, Said, Trouble, Waiting } from '../../ui/states.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';
import { EventDrawer } from './event-drawer.js';
import { EVENT_TYPES, useEvents, type AccountEvent, type EventType } from './events.js';
import { EventRows } from './event-rows.js';

/** Everything that happened to the account, newest first; `?event=` opens one. */
export default function TimelineTab() {
  const t = useWords();
  const { account, live } = useOpenAccount();
  const [search, setSearch] = useSearchParams();
  const queries = useQueryClient();
  const type = EVENT_TYPES.find((each) => each === search.get('type'));
  const found = useEvents(account.account_id, type);
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: name === 'type' });
  };
  const newest = found.events?.[0]?.position;
  const hasNewer = isNewer(live.query.data?.position, type === undefined ? newest : undefined);
  const startAgain = () =>
    void queries.resetQueries({ queryKey: accountKey(account.account_id, 'timeline', type) });
  const event = search.get('event');
  return (
    <Panel
      title={t('timeline.title')}
      aside={<TypeChoice type={type} onChoose={(chosen) => set('type', chosen)} />}
    >
      {hasNewer && (
        <Box sx={{ padding: 1, textAlign: 'center' }}>
          <Button size="small" onClick={startAgain}>
            {t('timeline.newer')}
          </Button>
        </Box>
      )}
      <Found found={found} onOpen={(opened) => set('event', opened.event_id)} opened={event} />
      {event !== null && (
        <EventDrawer
          eventId={event}
          events={found.events ?? []}
          onMove={(to) => set('event', to)}
          onClose={() => set('event', undefined)}
        />
      )}
    </Panel>
  );
}

const isNewer = (position: string | undefined, newest: string | undefined): boolean =>
  position !== undefined && newest !== undefined && position > newest;

interface TypeChoiceProps {
  readonly type: EventType | undefined;
  readonly onChoose: (type: string) => void;
}

function TypeChoice({ type, onChoose }: TypeChoiceProps) {
  const t = useWords();
  return (
    <TextField
      select
      label={t('timeline.type')}
      value={type ?? ''}
      onChange={({ target }) => onChoose(target.value)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ width: 220 }}
    >
      <MenuItem value="">{t('app.any')}</MenuItem>
      {EVENT_TYPES.map((each) => (
        <MenuItem key={each} value={each}>
          {t(`event.${each}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

interface FoundProps {
  readonly found: ReturnType<typeof useEvents>;
  readonly opened: string | null;
  readonly onOpen: (event: AccountEvent) => void;
}

function Found({ found, opened, onOpen }: FoundProps) {
  const t = useWords();
  const { events, error, isPaused, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    found;
  if (events === undefined) {
    if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
    return isPaused ? <Offline /> : <Waiting label={t('app.loading')} lines={10} />;
  }
  if (events.length === 0) return <Said title={t('timeline.no_match')} />;
  return (
    <>
      <EventRows
        events={events}
        opened={opened}
        onOpen={onOpen}
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
