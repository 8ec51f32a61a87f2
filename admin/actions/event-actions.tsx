import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { KeyHint } from '../ui/key-hint.js';
import { useActions } from './context.js';
import { counterOf, debitIn } from './run/of-event.js';

/** What can be done about an event: refund the debit, or counter what was done by hand. */
export function EventActions({ event }: { readonly event: Schemas['AccountEvent'] }) {
  const t = useWords();
  const { permits, open } = useActions();
  const debitId = permits.refund === 'no' ? undefined : debitIn(event);
  const counter = permits.adjust === 'no' ? undefined : counterOf(event);
  if (debitId === undefined && counter === undefined) return null;
  return (
    // `r` refunds the debit that is named where it stands.
    <Box sx={ROW} {...(debitId !== undefined && { 'data-debit': debitId, 'data-opened': '' })}>
      {debitId !== undefined && (
        <Button
          variant="outlined"
          aria-keyshortcuts="r"
          onClick={() => open({ kind: 'refund', debitId })}
        >
          {t(permits.refund === 'do' ? 'act.refund' : 'act.refund_request')}
          <KeyHint>r</KeyHint>
        </Button>
      )}
      {counter && (
        <Button
          variant="outlined"
          onClick={() => {
            const note = t('act.counter_note', { id: counter.id });
            open(counter.command, { ...counter.input, note });
          }}
        >
          {t('act.counter')}
        </Button>
      )}
    </Box>
  );
}

const ROW = { display: 'flex', gap: 1, paddingInline: 1.75, paddingTop: 1.75 } as const;
