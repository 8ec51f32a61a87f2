import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useWords } from '../../i18n/words.js';
import {
  amountOf,
  canRequest,
  isReady,
  mustRetype,
  type Preview,
  type State,
} from '../run/machine.js';
import { Approval } from './approval.js';
import { Consequences } from './consequences.js';
import { Duplicates } from './duplicates.js';
import { FailureNotice } from './failure-notice.js';
import { StepFrame, StepKeys, type StepProps } from './step-frame.js';
import { ProofField, useProof } from './proof.js';
import { amountIn, confirmWords } from './words.js';

interface ReviewStepProps extends StepProps {
  readonly preview: Preview;
}

/** What the action would come to, and the one button that does it. */
export function ReviewStep({ state, move, titleId, preview }: ReviewStepProps) {
  const t = useWords();
  const isBusy = state.step.at !== 'review';
  const isStale = state.failure?.kind === 'stale';
  const needsProof = state.failure?.kind === 'step_up';
  const proof = useProof(() => move({ type: 'execute' }));
  const again = () => move({ type: 'preview' });
  const confirm = needsProof ? proof.give : () => move({ type: 'execute' });
  const isOff = isBusy || proof.isBusy || !isReady(state);
  const request = () => move({ type: 'request' });
  const needsApproval = preview.approval !== 'none';
  const main = needsApproval
    ? canRequest(state) && !isBusy
      ? request
      : undefined
    : isOff
      ? undefined
      : confirm;
  return (
    <StepFrame
      titleId={titleId}
      title={t('act.review')}
      subtitle={t('act.on', { name: state.accountName })}
      focusTitle
      onStep={isStale ? again : main}
      buttons={
        <>
          <Button onClick={() => move({ type: 'back' })} disabled={isBusy}>
            {t('act.back')}
          </Button>
          {isStale ? (
            <Button variant="contained" onClick={again}>
              {t('act.preview_again')}
              <StepKeys />
            </Button>
          ) : (
            <Button variant="contained" onClick={main} disabled={main === undefined}>
              {isBusy
                ? t('act.working')
                : needsApproval
                  ? t('act.request')
                  : confirmWords(state, preview, t)}
              <StepKeys />
            </Button>
          )}
        </>
      }
    >
      <FailureNotice failure={state.failure} during="review" />
      <Consequences state={state} preview={preview} />
      {preview.approval !== 'none' && <Approval by={preview.approval.by} />}
      {preview.duplicates.length > 0 && (
        <Duplicates
          duplicates={preview.duplicates}
          accountId={state.accountId}
          isSeparate={state.isSeparate}
          onTick={(isSeparate) => move({ type: 'separate', isSeparate })}
        />
      )}
      {mustRetype(preview) && <Retype state={state} preview={preview} move={move} />}
      {needsProof && <ProofField proof={proof} />}
    </StepFrame>
  );
}

interface RetypeProps extends Pick<StepProps, 'move'> {
  readonly state: State;
  readonly preview: Preview;
}

function Retype({ state, preview, move }: RetypeProps) {
  const t = useWords();
  return (
    <TextField
      label={t('act.retype')}
      value={state.retyped}
      disabled={state.step.at === 'executing'}
      onChange={({ target }) => move({ type: 'retype', text: target.value })}
      helperText={t('act.retype_help', {
        credits: preview.money ? amountOf(preview) : amountIn(preview.credits),
      })}
      slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off', maxLength: 24 } }}
    />
  );
}
