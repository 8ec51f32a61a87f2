import Box from '@mui/material/Box';
import type { CoreLayoutProps } from 'ra-core';
import { lazy, Suspense, useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useLocation } from 'react-router';
import { useWords } from '../i18n/words.js';
import { Trouble, Waiting } from '../ui/states.js';
import { IdleWarning } from '../sign-in/idle-warning.js';
import { SessionEnd } from '../sign-in/session-end.js';
import { SideMenu } from './side-menu.js';
import { StoppedBanner } from './stopped-banner.js';
import { TopBar } from './top-bar.js';

const MenuDrawer = lazy(() => import('./menu-drawer.js'));

/** What stands around every page: the menu, the bar above, and the page. */
export function Shell({ children }: CoreLayoutProps) {
  const t = useWords();
  // Undefined until it opens for the first time, which loads it.
  const [isOpen, setOpen] = useState<boolean>();
  const { pathname } = useLocation();
  return (
    <Box sx={FRAME}>
      <SessionEnd />
      <IdleWarning />
      <Box component="a" href="#content" sx={SKIP}>
        {t('app.skip')}
      </Box>
      <Box sx={SIDE}>
        <SideMenu />
      </Box>
      {isOpen !== undefined && (
        <Suspense fallback={null}>
          <MenuDrawer isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
      <Box sx={{ minWidth: 0 }}>
        <TopBar onMenu={() => setOpen(true)} />
        <StoppedBanner />
        <Box component="main" id="content" tabIndex={-1} sx={PAGE}>
          <ErrorBoundary
            resetKeys={[pathname]}
            fallbackRender={({ error, resetErrorBoundary }) => (
              <Trouble error={error} onRetry={resetErrorBoundary} />
            )}
          >
            <Suspense fallback={<Waiting label={t('app.loading')} />}>{children}</Suspense>
          </ErrorBoundary>
        </Box>
      </Box>
    </Box>
  );
}

const FRAME = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '220px minmax(0, 1fr)' },
  minHeight: '100vh',
} as const;
const SIDE = {
  display: { xs: 'none', md: 'block' },
  position: 'sticky',
  top: 0,
  height: '100vh',
  borderRight: 1,
  borderColor: 'divider',
} as const;
const PAGE = {
  padding: { xs: 2, sm: 3 },
  maxWidth: 1320,
  marginInline: 'auto',
  '&:focus': { outline: 'none' },
} as const;
const SKIP = {
  position: 'absolute',
  left: 8,
  top: -60,
  zIndex: 2000,
  padding: 1,
  backgroundColor: 'background.paper',
  '&:focus': { top: 8 },
} as const;
