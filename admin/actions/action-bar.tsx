import Button from '@mui/material/Button';
import { useWords } from '../i18n/words.js';
import { KeyHint } from '../ui/key-hint.js';
import { useActions } from './context.js';

/** What can be done with the credits of the account, for those who may do it or ask for it. */
export function ActionBar() {
  const t = useWords();
  const { permits, open } = useActions();
  if (permits.adjust === 'no') return null;
  return (
    <Button variant="contained" onClick={() => open({ kind: 'adjust' })} aria-keyshortcuts="i">
      {t(permits.adjust === 'do' ? 'act.adjust' : 'act.adjust_request')}
      <KeyHint>i</KeyHint>
    </Button>
  );
}
