import MenuIcon from '@mui/icons-material/Menu';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useWords } from '../i18n/words.js';
import { Search } from '../search/search.js';
import { KeySheet } from './key-sheet.js';

/** The bar above every page. */
export function TopBar({ onMenu }: { readonly onMenu: () => void }) {
  const t = useWords();
  return (
    <Box component="header" sx={BAR}>
      <IconButton
        onClick={onMenu}
        aria-label={t('app.menu')}
        sx={{ display: { xs: 'inline-flex', md: 'none' } }}
      >
        <MenuIcon />
      </IconButton>
      <Search />
      <KeySheet />
    </Box>
  );
}

const BAR = {
  position: 'sticky',
  top: 0,
  zIndex: 'appBar',
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  minHeight: 54,
  paddingInline: { xs: 1.5, sm: 3 },
  borderBottom: 1,
  borderColor: 'divider',
  backgroundColor: 'background.default',
} as const;
