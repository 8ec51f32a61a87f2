import BookmarkBorderIcon from '@mui/icons-material/BookmarkBorder';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { Waiting } from '../ui/states.js';
import type { ViewPage } from './use-views.js';

const SavedViews = lazy(() => import('./saved-views.js'));

interface ViewsMenuProps {
  readonly page: ViewPage;
  /** The query of the address that shows the page as it is. */
  readonly query: string;
}

/** Opens the saved views of a page, and saves the page as it is. */
export function ViewsMenu({ page, query }: ViewsMenuProps) {
  const t = useWords();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        aria-haspopup="dialog"
        startIcon={<BookmarkBorderIcon fontSize="small" />}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {t('views.title')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('views.title'), sx: PAPER } }}
      >
        <Suspense fallback={<Waiting label={t('app.loading')} />}>
          <SavedViews page={page} query={query} onChosen={close} />
        </Suspense>
      </Popover>
    </>
  );
}

const PAPER = { width: 320, maxWidth: 'calc(100vw - 32px)', border: 1, marginTop: 0.5 } as const;
