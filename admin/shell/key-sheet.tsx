import KeyboardIcon from '@mui/icons-material/KeyboardOutlined';
import IconButton from '@mui/material/IconButton';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { isTyping } from '../lib/keys.js';

const KeyDialog = lazy(() => import('./key-dialog.js'));

/** All keys, at `?` or the button. */
export function KeySheet() {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || isTyping(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <IconButton onClick={() => setOpen(true)} aria-label={t('keys.title')}>
        <KeyboardIcon fontSize="small" />
      </IconButton>
      {isOpen && (
        <Suspense fallback={null}>
          <KeyDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
