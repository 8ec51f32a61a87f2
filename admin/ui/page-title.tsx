import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';
import { useWords } from '../i18n/words.js';

/**
 * The heading of a page: names the document, and takes the focus when its page is opened, so that
 * a screen reader says where one is.
 */
export function PageTitle({ text }: { readonly text: string }) {
  const t = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} · ${t('app.name')}`;
  }, [text, t]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <Typography variant="h1" ref={heading} tabIndex={-1} sx={{ overflowWrap: 'anywhere' }}>
      {text}
    </Typography>
  );
}
