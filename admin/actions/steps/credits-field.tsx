import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { accountKey } from '../../accounts/open/live-balance.js';
import { useWords } from '../../i18n/words.js';
import { fromMicro, toMicro } from '../../lib/amount.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { When } from '../../ui/when.js';
import type { StepProps } from './step-frame.js';
import { amountIn } from './words.js';

interface CreditsFieldProps extends Pick<StepProps, 'state' | 'move'> {
  /** What is wrong with it. */
  readonly wrong: string | undefined;
}

/** How much: of a refund, with what is left of the debit. */
export function CreditsField(props: CreditsFieldProps) {
  const t = useWords();
  const { accountId, command } = props.state;
  if (command.kind === 'refund') {
    return <RefundCredits {...props} accountId={accountId} debitId={command.debitId} />;
  }
  return <AmountField {...props} label={t('act.credits')} help={t('act.credits_help')} />;
}

interface RefundCreditsProps extends CreditsFieldProps {
  readonly accountId: string;
  readonly debitId: string;
}

function RefundCredits({ accountId, debitId, ...props }: RefundCreditsProps) {
  const t = useWords();
  const { data: debit } = useQuery({
    queryKey: accountKey(accountId, 'debit', debitId),
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/accounts/{account_id}/debits/{debit_id}', {
          params: { path: { account_id: accountId, debit_id: debitId } },
          signal,
        }),
      ),
    staleTime: 0,
  });
  const left = debit && leftOf(debit);
  const wrong = props.wrong ?? (left === '0' ? t('act.nothing_left') : undefined);
  return (
    <>
      {debit && <DebitLine debit={debit} />}
      <AmountField
        {...props}
        wrong={wrong}
        label={t('act.credits_refund')}
        help={debit ? helpOf(debit.credits, left) : ' '}
      />
    </>
  );

  function helpOf(credits: string, rest: string | undefined): string {
    const debited = amountIn(credits);
    if (rest === undefined) return t('act.credits_unknown', { debited });
    return t('act.credits_all', { left: amountIn(rest), debited });
  }
}

/** Which debit it is: how much, for what, when. */
function DebitLine({ debit }: { readonly debit: Schemas['Debit'] }) {
  const t = useWords();
  const { model, action, feature, occurred_at } = debit;
  const credits = amountIn(debit.credits);
  const subject = model ?? action ?? feature;
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
      {subject === null
        ? t('act.debit_plain', { credits })
        : t('act.debit_of', { credits, subject })}{' '}
      <When at={occurred_at} precision="second" />
    </Typography>
  );
}

/** What is left of a debit; undefined where that is too long ago to be known. */
function leftOf({ credits, refunded }: Schemas['Debit']): string | undefined {
  return refunded === null ? undefined : fromMicro(toMicro(credits) - toMicro(refunded));
}

interface AmountFieldProps extends CreditsFieldProps {
  readonly label: string;
  readonly help: string;
}

function AmountField({ state, move, wrong, label, help }: AmountFieldProps) {
  return (
    <TextField
      data-field="credits"
      label={label}
      autoFocus
      value={state.input.credits}
      onChange={({ target }) => move({ type: 'edit', input: { credits: target.value } })}
      error={wrong !== undefined}
      helperText={wrong ?? help}
      slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off', maxLength: 24 } }}
    />
  );
}
