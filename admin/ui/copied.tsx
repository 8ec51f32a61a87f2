import CheckIcon from '@mui/icons-material/Check';
import ContentCopyIcon from '@mui/icons-material/ContentCopy';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';

const SHOWN_MS = 2_000;

/** Copies text, and says for a moment that it did. */
function useCopy(text: string): [copied: boolean, copy: () => void] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return [copied, copy];
}

/** An id in fixed width, with a button that copies it. `what` names it for a screen reader. */
export function CopyId({ id, what }: { readonly id: string; readonly what: string }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', minWidth: 0 }}>
      <Box component="code" sx={ID}>
        {id}
      </Box>
      <CopyIcon id={id} what={what} />
    </Box>
  );
}

/** A column of a table is as wide as its ids; on a card they break. */
const ID = {
  fontSize: '0.8125rem',
  overflowWrap: { xs: 'anywhere', sm: 'break-word' },
} as const;

/** The button that copies an id, without the id. */
export function CopyIcon({ id, what }: { readonly id: string; readonly what: string }) {
  const t = useWords();
  const [copied, copy] = useCopy(id);
  return (
    <IconButton size="small" onClick={copy} aria-label={t('action.copy', { what })}>
      {copied ? (
        <CheckIcon sx={{ fontSize: 14 }} titleAccess={t('action.copied')} />
      ) : (
        <ContentCopyIcon sx={{ fontSize: 14 }} />
      )}
    </IconButton>
  );
}

/** A button that copies a longer text. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const t = useWords();
  const [copied, copy] = useCopy(text);
  return (
    <Button
      size="small"
      onClick={copy}
      startIcon={copied ? <CheckIcon fontSize="small" /> : <ContentCopyIcon fontSize="small" />}
    >
      {copied ? t('action.copied') : label}
    </Button>
  );
}
