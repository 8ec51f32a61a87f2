import Box from '@mui/material/Box';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { RefundButton } from '../../actions/refund-button.js';
import { debitIn } from '../../actions/run/of-event.js';
import { useWords } from '../../i18n/words.js';
import { Amount } from '../../ui/amount.js';
import { When } from '../../ui/when.js';
import { subjectOf, type AccountEvent } from './events.js';

interface EventRowsProps {
  readonly events: readonly AccountEvent[];
  readonly opened: string | null;
  readonly onOpen: (event: AccountEvent) => void;
  /** The last rows are in sight. */
  readonly onEnd: () => void;
}

const ROW_PX = 41;
const OVERSCAN = 12;
const MAX_DECIMALS = 6;
const COLUMNS = ['when', 'what', 'why', 'actor', 'change', 'after'] as const;

/** Rows of which only those in sight are in the page, however many there are. */
export function EventRows({ events, opened, onEnd }: EventRowsProps) {
  const t = useWords();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const rows = useWindowVirtualizer({
    count: events.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= events.length - 1) onEnd();
    // `onEnd` is made anew with every render and means the same.
  }, [last, events.length]);
  return (
    <Box role="table" aria-label={t('timeline.title')} aria-rowcount={-1} sx={TABLE}>
      <Box role="row" className="head">
        {COLUMNS.map((column) => (
          <span role="columnheader" key={column} className={column}>
            {t(`timeline.${column}`)}
          </span>
        ))}
        <span role="columnheader" className="act" aria-label={t('timeline.act')} />
      </Box>
      <Box role="rowgroup" ref={list} sx={{ position: 'relative', height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const event = events[index];
          return (
            event && (
              <Box
                role="row"
                key={key}
                data-index={index}
                data-event={event.event_id}
                data-debit={debitIn(event)}
                ref={rows.measureElement}
                className="row"
                aria-selected={event.event_id === opened}
                style={{ transform: `translateY(${start - top}px)` }}
              >
                <Cells event={event} />
              </Box>
            )
          );
        })}
      </Box>
    </Box>
  );
}

function Cells({ event }: { readonly event: AccountEvent }) {
  const t = useWords();
  const [search] = useSearchParams();
  const to = new URLSearchParams(search);
  to.set('event', event.event_id);
  const { reason_code, balance_after } = event;
  return (
    <>
      <span role="cell" className="when">
        <When at={event.occurred_at} precision="second" />
      </span>
      <span role="cell" className="what">
        <Link to={`?${to.toString()}`} preventScrollReset>
          {t(`event.${event.type}`)}
        </Link>
      </span>
      <span role="cell" className="why">
        {reason_code === null ? subjectOf(event) : t(`reason.${reason_code}`)}
      </span>
      <span role="cell" className="actor" title={event.actor}>
        {event.actor}
      </span>
      <span role="cell" className="change">
        {balance_after && <Amount value={event.credits} sign="always" room={MAX_DECIMALS} />}
      </span>
      <span role="cell" className="after">
        {balance_after && <Amount value={balance_after.available} room={MAX_DECIMALS} />}
      </span>
      <span role="cell" className="act">
        <RefundButton debitId={debitIn(event)} credits={event.credits} />
      </span>
    </>
  );
}

const TABLE = {
  fontSize: '0.8125rem',
  '& .head, & .row': {
    display: 'grid',
    gridTemplateColumns: {
      xs: 'minmax(0, 1fr) auto',
      sm: '194px minmax(110px, 1.2fr) minmax(80px, 1fr) minmax(80px, 1fr) 130px 130px 24px',
    },
    columnGap: 2,
    paddingInline: 1.75,
    paddingBlock: 1.25,
    borderBottom: 1,
    borderColor: 'divider',
  },
  '& .head': { display: { xs: 'none', sm: 'grid' }, color: 'text.secondary', fontWeight: 550 },
  '& .row': { position: 'absolute', top: 0, left: 0, width: '100%' },
  '& .row:hover, & .row[aria-selected=true]': { backgroundColor: 'action.hover' },
  '& .row > *': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: { sm: 'nowrap' } },
  '& .what a': { fontWeight: 550, textDecoration: 'none' },
  '& .what a:hover': { textDecoration: 'underline' },
  '& .when, & .actor, & .why': { color: 'text.secondary' },
  '& .change, & .after': { textAlign: 'right' },
  '& .act': { display: { xs: 'none', sm: 'block' }, overflow: 'visible', lineHeight: 0 },
  '& .row .when': { order: { xs: 3, sm: 0 } },
  '& .row .what': { order: { xs: 1, sm: 0 } },
  '& .row .change': { order: { xs: 2, sm: 0 } },
  '& .row .after': { order: { xs: 4, sm: 0 } },
  '& .row .why, & .row .actor': { display: { xs: 'none', sm: 'block' } },
} as const;
