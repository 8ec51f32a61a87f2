import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { useWords } from '../../i18n/words.js';
import type { Requested } from '../run/machine.js';
import { StepFrame, type StepProps } from './step-frame.js';

interface RequestedStepProps extends StepProps {
  readonly approval: Requested;
}

/** Others were asked; nothing has happened to the account. */
export function RequestedStep({ state, onClose, titleId, approval }: RequestedStepProps) {
  const t = useWords();
  const names = approval.by.map(({ name, role }) => `${name} (${t(`role.${role}`)})`).join(', ');
  return (
    <StepFrame
      titleId={titleId}
      title={t('act.requested')}
      subtitle={t('act.on', { name: state.accountName })}
      focusTitle
      onStep={onClose}
      buttons={
        <Button variant="contained" onClick={onClose}>
          {t('act.close')}
        </Button>
      }
    >
      <Alert severity="info" variant="outlined" role="status">
        {t('act.requested_why')}{' '}
        {approval.by.length === 0 ? t('act.nobody') : t('act.approvers', { names })}
      </Alert>
      <Typography variant="body2">
        <Link to={`/approvals/${approval.approvalId}`}>{t('act.requested_show')}</Link>
      </Typography>
    </StepFrame>
  );
}
