import ExpandLessIcon from '@mui/icons-material/ExpandLess';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link, useSearchParams } from 'react-router';
import { RefundButton } from '../../actions/refund-button.js';
import { debitIn } from '../../actions/run/of-event.js';
import { useModelName } from '../../data/model-names.js';
import { locale, useWords } from '../../i18n/words.js';
import { amountText } from '../../lib/amount.js';
import { Actor } from '../../ui/actor.js';
import { Amount } from '../../ui/amount.js';
import { When } from '../../ui/when.js';
import type { AccountEvent, FoldedUsage } from './events.js';
import { foldKey, movedOf, subjectOf } from './timeline-rows.js';

const MAX_DECIMALS = 6;
/** No higher than the text of other rows. */
const FOLD = {
  minHeight: 0,
  paddingBlock: 0,
  paddingInline: 0.5,
  marginInline: -0.5,
  lineHeight: 1.4,
};

/** Below a change, what it moved beside what is available. */
const MOVED = { display: 'block', color: 'text.secondary', fontSize: '0.75rem', lineHeight: 1.3 };

/** The cells of an event. */
export function EventCells({ event }: { readonly event: AccountEvent }) {
  const t = useWords();
  const [search] = useSearchParams();
  const to = new URLSearchParams(search);
  to.set('event', event.event_id);
  const modelName = useModelName();
  const { reason_code, balance_after } = event;
  const why = reason_code === null ? subjectOf(event, modelName) : t(`reason.${reason_code}`);
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
      <span role="cell" className="why" title={why}>
        {why}
      </span>
      <span role="cell" className="actor">
        <Actor actor={event.actor} />
      </span>
      <span role="cell" className="change">
        {balance_after && <Amount value={event.credits} sign="always" room={MAX_DECIMALS} />}
        {movedOf(event).map(([figure, credits]) => (
          <Box component="span" key={figure} sx={MOVED}>
            {t(`timeline.${figure}`, { credits: amountText(credits, locale(), 'always') })}
          </Box>
        ))}
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

/** What the cells of folded usage are made of. */
export interface UsageCellsProps {
  readonly usage: FoldedUsage;
  readonly folds: {
    readonly unfolded: string | undefined;
    readonly onUnfold: (fold: string | undefined) => void;
  };
}

/** The cells of usage of one model in one hour; its events are a button away. */
export function UsageCells({ usage, folds: { unfolded, onUnfold } }: UsageCellsProps) {
  const t = useWords();
  const key = foldKey(usage);
  const isOpen = unfolded === key;
  const { balance_after, model, model_name } = usage;
  return (
    <>
      <span role="cell" className="when">
        <When at={usage.last_at} precision="second" />
      </span>
      <span role="cell" className="what">
        <Button
          size="small"
          variant="text"
          onClick={() => onUnfold(isOpen ? undefined : key)}
          aria-expanded={isOpen}
          endIcon={isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
          sx={FOLD}
        >
          {t('timeline.usage', { events: amountText(String(usage.events), locale()) })}
        </Button>
      </span>
      <span role="cell" className="why">
        {model_name ?? model}
      </span>
      <span role="cell" className="actor" />
      <span role="cell" className="change">
        <Amount value={usage.credits} sign="always" room={MAX_DECIMALS} />
      </span>
      <span role="cell" className="after">
        {balance_after && <Amount value={balance_after.available} room={MAX_DECIMALS} />}
      </span>
      <span role="cell" className="act" />
    </>
  );
}
