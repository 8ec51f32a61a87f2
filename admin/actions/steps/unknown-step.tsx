import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useWords } from '../../i18n/words.js';
import { StepFrame, StepKeys, type StepProps } from './step-frame.js';
import { confirmWords } from './words.js';

/** Nobody knows whether it was applied; trying again is safe. */
export function UnknownStep({ state, move, onClose, titleId }: StepProps) {
  const t = useWords();
  const { step, failure } = state;
  const again = () => move({ type: 'execute' });
  return (
    <StepFrame
      titleId={titleId}
      title={step.at === 'unknown' ? confirmWords(state, step.preview, t) : ''}
      subtitle={t('act.on', { name: state.accountName })}
      focusTitle
      onStep={again}
      buttons={
        <>
          <Button onClick={onClose}>{t('act.later')}</Button>
          <Button variant="contained" onClick={again}>
            {t('act.again')}
            <StepKeys />
          </Button>
        </>
      }
    >
      <Alert severity="warning" variant="outlined" role="alert" sx={{ alignItems: 'flex-start' }}>
        <AlertTitle sx={{ fontSize: '0.9375rem', fontWeight: 600 }}>{t('act.unknown')}</AlertTitle>
        {t('act.unknown_why')}
      </Alert>
      {failure?.kind === 'refused' && (
        <Typography variant="body2">{t('act.unknown_refused', { said: failure.said })}</Typography>
      )}
    </StepFrame>
  );
}
