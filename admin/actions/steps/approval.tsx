import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { useWords } from '../../i18n/words.js';
import type { Approver } from '../run/failure.js';

/** Says that somebody else has to approve this, and who can. */
export function Approval({ by }: { readonly by: readonly Approver[] }) {
  const t = useWords();
  const names = by.map(({ name, role }) => `${name} (${t(`role.${role}`)})`).join(', ');
  return (
    <Alert severity="info" variant="outlined" role="status">
      <AlertTitle sx={{ fontSize: '0.875rem' }}>{t('act.beyond')}</AlertTitle>
      {t('act.beyond_why')} {by.length === 0 ? t('act.nobody') : t('act.approvers', { names })}
    </Alert>
  );
}
