import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useEffect, useRef, type RefObject } from 'react';
import { useWords } from '../../i18n/words.js';
import { REASONS } from '../run/reasons.js';
import { FIELDS, type Field } from '../run/command.js';
import { failedFields } from '../run/failure.js';
import type { Permit } from '../run/permits.js';
import { CreditsField } from './credits-field.js';
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
  const title = command.kind === 'adjust' ? 'act.adjust_title' : 'act.refund_title';
  return (
    <StepFrame
      titleId={titleId}
      title={t(permit === 'request' && command.kind === 'refund' ? 'act.refund_request' : title)}
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
        {command.kind === 'adjust' && (
          <ToggleButtonGroup
            exclusive
            size="small"
            sx={WAYS}
            value={input.direction}
            aria-label={t('act.direction')}
            onChange={(_, direction) =>
              direction !== null && move({ type: 'edit', input: { direction } })
            }
          >
            <ToggleButton value="issue">{t('act.direction_issue')}</ToggleButton>
            <ToggleButton value="deduct">{t('act.direction_deduct')}</ToggleButton>
          </ToggleButtonGroup>
        )}
        <CreditsField state={state} move={move} wrong={wrong('credits')} />
        <TextField
          select
          data-field="reason_code"
          label={t('act.reason')}
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
          label={t('act.note')}
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
      `[data-field=${first}] :is(input:not([aria-hidden]), textarea:not([aria-hidden]), [role=combobox])`,
    );
    input?.focus();
  }, [failure, fields]);
}

const WAYS = {
  '& .MuiToggleButton-root': {
    textTransform: 'none',
    paddingInline: 2,
    paddingBlock: 0.5,
    color: 'text.secondary',
    '&.Mui-selected': { color: 'text.primary' },
  },
} as const;
