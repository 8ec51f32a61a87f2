import FilterListIcon from '@mui/icons-material/FilterList';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useId, useState, type ReactNode } from 'react';
import { useWords } from '../i18n/words.js';
import { FILTER_ROW } from './filter-fields.js';
import { useFilters } from './list-page.js';

interface FoldingProps {
  /** What the fields are together, for whoever hears the page. */
  readonly label: string;
  /** What the button says that unfolds them. */
  readonly button: string;
  readonly children: ReactNode;
}

/** Fields beside each other; on a narrow screen behind a button. */
export function Folding({ label, button, children }: FoldingProps) {
  const id = useId();
  const isNarrow = useMediaQuery('(max-width: 599.95px)', { noSsr: true });
  const [isOpen, setOpen] = useState(false);
  return (
    <Box
      role="search"
      aria-label={label}
      // As wide as there is room: else the fields wrap before they have to.
      sx={{ display: 'grid', flex: 1, rowGap: isNarrow && isOpen ? 2 : 0, minWidth: 0 }}
    >
      {isNarrow && (
        <Button
          sx={{ justifySelf: 'start' }}
          startIcon={<FilterListIcon />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {button}
        </Button>
      )}
      <Box id={id} sx={FILTER_ROW}>
        {(!isNarrow || isOpen) && children}
      </Box>
    </Box>
  );
}

interface FiltersProps {
  readonly children: ReactNode;
  /** What stands after them: it is never folded. */
  readonly after?: ReactNode;
}

/** What the list around it is narrowed by, and the button that clears it. */
export function Filters({ children, after }: FiltersProps) {
  const t = useWords();
  const { count, clear } = useFilters();
  const button = count === 0 ? t('app.filters') : t('app.filters_set', { count: String(count) });
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
      <Folding label={t('app.filters')} button={button}>
        {children}
        {count > 0 && (
          <Button variant="text" onClick={clear}>
            {t('action.clear_filters')}
          </Button>
        )}
      </Folding>
      {after}
    </Box>
  );
}
