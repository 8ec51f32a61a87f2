import Box from '@mui/material/Box';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { debitIn } from '../../actions/run/of-event.js';
import { useWords } from '../../i18n/words.js';
import { EventCells, UsageCells, type UsageCellsProps } from './event-cells.js';
import type { Item } from './timeline-rows.js';

interface EventRowsProps {
  readonly items: readonly Item[];
  readonly opened: string | null;
  /** The fold whose events are listed below it. */
  readonly unfolded: string | undefined;
  readonly onUnfold: (fold: string | undefined) => void;
  /** The end of what was unfolded is in sight. */
  readonly onUnfoldedEnd: () => void;
  /** The last rows are in sight. */
  readonly onEnd: () => void;
}

const ROW_PX = 41;
const OVERSCAN = 12;
const COLUMNS = ['when', 'what', 'why', 'actor', 'change', 'after'] as const;

/** Rows of which only those in sight are in the page, however many there are. */
export function EventRows({ items, opened, onEnd, onUnfoldedEnd, ...folds }: EventRowsProps) {
  const t = useWords();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const isWaiting = shown.some(({ index }) => items[index]?.kind === 'waiting');
  useEffect(() => {
    if (last >= items.length - 1) onEnd();
    if (isWaiting) onUnfoldedEnd();
    // The callbacks are made anew with every render and mean the same.
  }, [last, items.length, isWaiting]);
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
          const item = items[index];
          return (
            item && (
              <Box
                role="row"
                key={key}
                data-index={index}
                {...namesOf(item)}
                ref={rows.measureElement}
                className="row"
                aria-selected={item.kind === 'event' && item.event.event_id === opened}
                style={{ transform: `translateY(${start - top}px)` }}
              >
                <Cells item={item} {...folds} />
              </Box>
            )
          );
        })}
      </Box>
    </Box>
  );
}

/** How stories and styles find a row. */
function namesOf(item: Item) {
  switch (item.kind) {
    case 'event':
      return {
        'data-event': item.event.event_id,
        'data-debit': debitIn(item.event),
        'data-folded': item.isInFold || undefined,
      };
    case 'usage':
      return { 'data-usage': item.key };
    case 'waiting':
      return { 'data-waiting': true };
  }
}

function Cells({ item, ...folds }: { readonly item: Item } & UsageCellsProps['folds']) {
  const t = useWords();
  switch (item.kind) {
    case 'event':
      return <EventCells event={item.event} />;
    case 'usage':
      return <UsageCells usage={item.usage} folds={folds} />;
    case 'waiting':
      return (
        <span role="cell" className="what">
          {t('timeline.more')}
        </span>
      );
  }
}

const TABLE = {
  fontSize: '0.8125rem',
  '& .head, & .row': {
    display: 'grid',
    gridTemplateColumns: {
      xs: 'minmax(0, 1fr) auto',
      sm: '184px minmax(0, 1fr) minmax(0, 1fr) 104px 104px 24px',
      lg: '194px minmax(110px, 1.2fr) minmax(80px, 1fr) minmax(80px, 1fr) 130px 130px 24px',
    },
    columnGap: { xs: 1.5, lg: 2 },
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
  '& .row[data-folded] .when': { paddingLeft: { sm: 2.5 } },
  '& .when, & .actor, & .why': { color: 'text.secondary' },
  '& .change, & .after': { textAlign: 'right' },
  // Between a phone and a wide screen, why and who stand below what: nothing of them is cut off.
  '& .what': { gridColumn: { sm: '2 / 4', lg: 'auto' } },
  '& .why': { gridColumn: { sm: 2, lg: 'auto' }, gridRow: { sm: 2, lg: 'auto' } },
  '& .actor': { gridColumn: { sm: 3, lg: 'auto' }, gridRow: { sm: 2, lg: 'auto' } },
  '& .act': { display: { xs: 'none', sm: 'block' }, overflow: 'visible', lineHeight: 0 },
  '& .row .when': { order: { xs: 3, sm: 0 } },
  '& .row .what': { order: { xs: 1, sm: 0 } },
  '& .row .change': { order: { xs: 2, sm: 0 } },
  '& .row .after': { order: { xs: 4, sm: 0 } },
  '& .row .why, & .row .actor': { display: { xs: 'none', sm: 'block' } },
} as const;
