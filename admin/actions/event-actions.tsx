import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { KeyHint } from '../ui/key-hint.js';
import { ActionButton } from './action-button.js';
import { useActions } from './context.js';
import { ReleaseButton } from './release-button.js';
import { counterOf, debitIn, holdIn } from './run/of-event.js';

/** What can be done about an event: refund the debit, counter what was given, release the hold. */
export function EventActions({ event }: { readonly event: Schemas['AccountEvent'] }) {
  const t = useWords();
  const { permits, open } = useActions();
  const debitId = permits.refund === 'no' ? undefined : debitIn(event);
  const counter = permits.adjust === 'no' ? undefined : counterOf(event);
  const holdId = permits.release === 'no' ? undefined : holdIn(event);
  if (debitId === undefined && counter === undefined && holdId === undefined) return null;
  return (
    // `r` refunds the debit that is named where it stands.
    <Box sx={ROW} {...(debitId !== undefined && { 'data-debit': debitId, 'data-opened': '' })}>
      {debitId !== undefined && (
        <ActionButton
          variant="outlined"
          aria-keyshortcuts="r"
          onClick={() => open({ kind: 'refund', debitId })}
        >
          {t(permits.refund === 'do' ? 'act.refund' : 'act.refund_request')}
          <KeyHint>r</KeyHint>
        </ActionButton>
      )}
      {counter && (
        <ActionButton
          variant="outlined"
          onClick={() => {
            const note = t('act.counter_note', { id: counter.id });
            open(counter.command, { ...counter.input, note });
          }}
        >
          {t('act.counter')}
        </ActionButton>
      )}
      {holdId !== undefined && <ReleaseOpen holdId={holdId} />}
    </Box>
  );
}

/** The button that releases a hold, as long as it is open. */
function ReleaseOpen({ holdId }: { readonly holdId: string }) {
  const { account_id } = useOpenAccount().account;
  const { data: hold } = useQuery({
    queryKey: accountKey(account_id, 'hold', holdId),
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/accounts/{account_id}/holds/{hold_id}', {
          params: { path: { account_id, hold_id: holdId } },
          signal,
        }),
      ),
  });
  if (hold?.status !== 'open') return null;
  return <ReleaseButton holdId={holdId} credits={hold.credits} />;
}

const ROW = { display: 'flex', gap: 1, paddingInline: 1.75, paddingTop: 1.75 } as const;
