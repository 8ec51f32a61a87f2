import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, type RefObject } from 'react';
import type { MessageKey } from '../../i18n/messages.js';
import { useWords } from '../../i18n/words.js';
import { REASONS } from '../run/reasons.js';
import { FIELDS, isOptional, type Command, type Field } from '../run/command.js';
import { failedFields } from '../run/failure.js';
import type { Permit } from '../run/permits.js';
import { CommandFields } from './command-fields.js';
import { ExpiryField } from './expiry-field.js';
import { FailureNotice } from './failure-notice.js';
import { StepFrame, StepKeys, type StepProps } from './step-frame.js';
import { fieldWords } from './words.js';

interface FormStepProps extends StepProps {
  readonly permit: Permit;
}

/** Fills in what is to be done and why. */
export function FormStep({ state, move, onClose, titleId, permit }: FormStepProps) {
  const t = useWords();
  const { command, input, failure, step } = state;
  const fields = useRef<HTMLDivElement>(null);
  useFocusOnFailure(fields, state);
  const isBusy = step.at === 'previewing';
  const preview = () => move({ type: 'preview' });
  const wrong = (field: Field) => fieldWords(failure, field, t);
  const { titles, what } = FORM_OF[command.kind];
  return (
    <StepFrame
      titleId={titleId}
      title={t(permit === 'request' ? titles.request : titles.do)}
      subtitle={t('act.on', { name: state.accountName })}
      onStep={preview}
      buttons={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button variant="contained" onClick={preview} disabled={isBusy}>
            {t(isBusy ? 'act.previewing' : 'act.preview')}
            <StepKeys />
          </Button>
        </>
      }
    >
      <div ref={fields} style={{ display: 'contents' }}>
        <FailureNotice failure={failure} during="form" />
        {what && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {t(what)}
          </Typography>
        )}
        <CommandFields state={state} move={move} wrong={wrong} />
        <TextField
          select
          data-field="reason_code"
          label={t('act.reason')}
          autoFocus={STARTS_AT_REASON.has(command.kind)}
          value={input.reason_code}
          onChange={({ target }) => {
            const reason = REASONS.find((each) => each === target.value);
            if (reason) move({ type: 'edit', input: { reason_code: reason } });
          }}
          error={wrong('reason_code') !== undefined}
          helperText={wrong('reason_code')}
        >
          {REASONS.map((reason) => (
            <MenuItem key={reason} value={reason}>
              {t(`reason.${reason}`)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          data-field="note"
          label={t(isOptional(command, 'note') ? 'act.note_optional' : 'act.note')}
          multiline
          minRows={2}
          maxRows={6}
          value={input.note}
          onChange={({ target }) => move({ type: 'edit', input: { note: target.value } })}
          error={wrong('note') !== undefined}
          helperText={wrong('note') ?? t('act.note_help')}
        />
        <TextField
          data-field="ticket"
          label={t('act.ticket')}
          value={input.ticket}
          autoComplete="off"
          onChange={({ target }) => move({ type: 'edit', input: { ticket: target.value } })}
          error={wrong('ticket') !== undefined}
          helperText={wrong('ticket') ?? t('act.ticket_help')}
        />
        {command.kind === 'adjust' && input.direction === 'issue' && (
          <ExpiryField state={state} move={move} wrong={wrong('expires_at')} />
        )}
      </div>
    </StepFrame>
  );
}

/** After a refusal the first field that it names has the focus. */
function useFocusOnFailure(
  fields: RefObject<HTMLDivElement | null>,
  { failure }: StepProps['state'],
): void {
  useEffect(() => {
    const failed = failure ? failedFields(failure) : [];
    const first = FIELDS.find((field) => failed.includes(field));
    const input = fields.current?.querySelector<HTMLElement>(
      `[data-field=${first}] :is(input:not([aria-hidden]), textarea:not([aria-hidden]), [role=combobox], button)`,
    );
    input?.focus();
  }, [failure, fields]);
}

interface FormWords {
  readonly titles: { readonly do: MessageKey; readonly request: MessageKey };
  /** What it does, where no field says it. */
  readonly what?: MessageKey;
}

const titled = <Name extends string>(name: Name) =>
  ({ do: `act.${name}_title`, request: `act.${name}_request` }) as const;

const FORM_OF: Readonly<Record<Command['kind'], FormWords>> = {
  adjust: { titles: { do: 'act.adjust_title', request: 'act.adjust_title' } },
  refund: { titles: titled('refund') },
  change_plan: { titles: titled('change_plan') },
  suspend: { titles: titled('suspend'), what: 'act.suspend_what' },
  reinstate: { titles: titled('reinstate'), what: 'act.reinstate_what' },
  close: { titles: titled('close_account'), what: 'act.close_account_what' },
  release: { titles: titled('release'), what: 'act.release_what' },
  refund_payment: { titles: titled('refund_payment'), what: 'act.refund_payment_what' },
  refund_finding: { titles: titled('refund_payment'), what: 'act.refund_finding_what' },
  grant_payment: {
    titles: { do: 'act.grant_payment_title', request: 'act.grant_payment_title' },
    what: 'act.grant_payment_what',
  },
};

/** Commands without a field before the reason. */
const STARTS_AT_REASON: ReadonlySet<Command['kind']> = new Set([
  'suspend',
  'reinstate',
  'close',
  'release',
  'refund_finding',
  'grant_payment',
]);
