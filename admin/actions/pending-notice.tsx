import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useWords } from '../i18n/words.js';

/** Says that nobody knows yet what became of an action whose dialog was closed. */
export function PendingNotice({ onOpen }: { readonly onOpen: () => void }) {
  const t = useWords();
  return (
    <Alert
      severity="warning"
      variant="outlined"
      role="status"
      action={
        <Button size="small" onClick={onOpen}>
          {t('act.pending_open')}
        </Button>
      }
    >
      {t('act.pending')}
    </Alert>
  );
}
