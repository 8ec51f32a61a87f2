import SearchIcon from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { isTyping } from '../lib/keys.js';
import { EarlyKeys } from './early-keys.js';

const SearchDialog = lazy(() => import('./search-dialog.js'));

/** The search box of the bar: opens the search, as `/` and ⌘K do from anywhere. */
export function Search() {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  // The dialog takes a moment to load and to take the focus.
  const [early] = useState(() => new EarlyKeys(document));
  const open = () => {
    early.listen();
    setOpen(true);
  };
  const close = () => {
    early.take();
    setOpen(false);
  };
  useSearchKeys(() => !isOpen && open());
  useEffect(() => () => void early.take(), [early]);
  return (
    <>
      <ButtonBase onClick={open} sx={BOX}>
        <SearchIcon fontSize="small" />
        <Box component="span" sx={{ flex: 1, textAlign: 'left' }}>
          {t('search.open')}
        </Box>
        <Box component="kbd" aria-hidden sx={KEY}>
          /
        </Box>
      </ButtonBase>
      {isOpen && (
        <Suspense fallback={null}>
          <SearchDialog early={early} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

function useSearchKeys(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCommand = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k';
      if (!isCommand && (event.key !== '/' || isTyping(event))) return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [open]);
}

const BOX = {
  flex: 1,
  minWidth: 0,
  maxWidth: 420,
  gap: 1,
  minHeight: 34,
  paddingInline: 1.25,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.paper',
  color: 'text.secondary',
  fontSize: '0.8125rem',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  '&:hover': { borderColor: 'text.secondary' },
} as const;
const KEY = {
  display: { xs: 'none', sm: 'block' },
  fontFamily: 'inherit',
  border: 1,
  borderColor: 'divider',
  borderRadius: 0.5,
  paddingInline: 0.75,
} as const;
