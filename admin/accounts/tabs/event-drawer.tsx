import ChevronLeftIcon from '@mui/icons-material/ChevronLeft';
import ChevronRightIcon from '@mui/icons-material/ChevronRight';
import CloseIcon from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useEffect, useId, type ReactNode } from 'react';
import { useActions } from '../../actions/context.js';
import { EventActions } from '../../actions/event-actions.js';
import { debitIn } from '../../actions/run/of-event.js';
import { ApprovedBy } from '../../approvals/approved-by.js';
import { useWords } from '../../i18n/words.js';
import { readablePosition } from '../../lib/position.js';
import { isInField } from '../../lib/keys.js';
import { Actor } from '../../ui/actor.js';
import { Amount } from '../../ui/amount.js';
import { CopyId } from '../../ui/copied.js';
import { Facts, type Fact } from '../../ui/facts.js';
import { Loaded } from '../../ui/panel.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { useEvent, type AccountEvent } from './events.js';

interface EventDrawerProps {
  readonly eventId: string;
  /** Those that are listed, newest first: the ones before and after are a key away. */
  readonly events: readonly AccountEvent[];
  readonly onMove: (eventId: string) => void;
  readonly onClose: () => void;
}

/** One event with all that is known of it, beside the timeline. `j` and `k` go through them. */
export function EventDrawer({ eventId, events, onMove, onClose }: EventDrawerProps) {
  const t = useWords();
  const title = useId();
  const { account } = useOpenAccount();
  const query = useEvent(account.account_id, eventId);
  // The address may name an event by what it made: a debit, a lot.
  const shownId = query.data?.event_id ?? eventId;
  const at = events.findIndex(({ event_id }) => event_id === shownId);
  const newer = at > 0 ? events[at - 1]?.event_id : undefined;
  const older = at < 0 ? undefined : events[at + 1]?.event_id;
  useMoveKeys(newer, older, onMove, useActions().isOpen);
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{ paper: { 'aria-labelledby': title, role: 'dialog', sx: PAPER } }}
    >
      <Box sx={HEAD}>
        <Typography variant="h2" id={title} sx={{ flex: 1 }}>
          {query.data ? t(`event.${query.data.type}`) : t('event.title')}
        </Typography>
        <Move label={t('action.previous')} to={newer} onMove={onMove}>
          <ChevronLeftIcon fontSize="small" />
        </Move>
        <Move label={t('action.next')} to={older} onMove={onMove}>
          <ChevronRightIcon fontSize="small" />
        </Move>
        <IconButton size="small" onClick={onClose} aria-label={t('action.close')}>
          <CloseIcon fontSize="small" />
        </IconButton>
      </Box>
      <Loaded query={query}>{(event) => <Details event={event} />}</Loaded>
    </Drawer>
  );
}

/** `j` shows the next (older) event, `k` the one before. */
function useMoveKeys(
  newer: string | undefined,
  older: string | undefined,
  onMove: (eventId: string) => void,
  /** A dialog above the drawer has the keys. */
  isOff: boolean,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isOff || isInField(event)) return;
      const { key } = event;
      const to = key === 'j' ? older : key === 'k' ? newer : undefined;
      if (to !== undefined) onMove(to);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

interface MoveProps {
  readonly label: string;
  readonly to: string | undefined;
  readonly onMove: (eventId: string) => void;
  readonly children: ReactNode;
}

function Move({ label, to, onMove, children }: MoveProps) {
  return (
    <IconButton
      size="small"
      aria-label={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onMove(to)}
    >
      {children}
    </IconButton>
  );
}

function Details({ event }: { readonly event: AccountEvent }) {
  const t = useWords();
  const { balance_after, reason_code, note, has_note, ticket, caused_by } = event;
  const debit = debitIn(event);
  const facts: Fact[] = [
    [t('event.title'), <CopyId id={event.event_id} what={t('event.id')} />],
    debit === undefined
      ? undefined
      : [t('event.debit'), <CopyId id={debit} what={t('event.debit')} />],
    [t('event.occurred'), <When at={event.occurred_at} precision="second" />],
    [t('event.recorded'), <When at={event.recorded_at} precision="second" />],
    [t('timeline.actor'), <Actor actor={event.actor} copyable />],
    balance_after
      ? [t('timeline.change'), <Amount value={event.credits} sign="always" />]
      : undefined,
    balance_after ? [t('timeline.after'), <Amount value={balance_after.available} />] : undefined,
    reason_code === null ? undefined : [t('event.reason'), t(`reason.${reason_code}`)],
    has_note ? [t('event.note'), note ?? t('event.note_hidden')] : undefined,
    ticket === null ? undefined : [t('event.ticket'), ticket],
    caused_by === null ? undefined : [t('event.caused_by'), <Cause id={caused_by} />],
    [t('event.revision'), event.revision],
    [t('event.position'), readablePosition(event.position)],
  ];
  return (
    <>
      <EventActions event={event} />
      <Facts facts={facts} />
      <Json title={t('event.data')} value={event.data} />
      <Json title={t('event.metadata')} value={event.metadata} />
    </>
  );
}

function Json({ title, value }: { readonly title: string; readonly value: object }) {
  return (
    <Box sx={{ paddingInline: 1.75, paddingBottom: 1.75 }}>
      <Typography variant="h2" component="h3" sx={{ marginBottom: 0.5 }}>
        {title}
      </Typography>
      <Box component="pre" tabIndex={0} sx={PRE} aria-label={title}>
        {JSON.stringify(value, undefined, 2)}
      </Box>
    </Box>
  );
}

const PAPER = { width: 'min(560px, 100vw)' } as const;
const HEAD = {
  position: 'sticky',
  top: 0,
  zIndex: 1,
  display: 'flex',
  alignItems: 'center',
  gap: 0.5,
  paddingBlock: 1.25,
  paddingInline: 1.75,
  borderBottom: 1,
  borderColor: 'divider',
  backgroundColor: 'background.paper',
} as const;
const PRE = {
  margin: 0,
  padding: 1.25,
  overflowX: 'auto',
  fontSize: '0.75rem',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.default',
} as const;

/** What led to an event: a request, an event, or what somebody else approved. */
function Cause({ id }: { readonly id: string }) {
  const isApproval = /^apr_[0-9a-f]{20}$/.test(id);
  return isApproval ? <ApprovedBy id={id} /> : <code>{id}</code>;
}
