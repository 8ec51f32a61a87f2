import Box from '@mui/material/Box';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Move, State } from '../run/machine.js';

/** What every step of an action is given. */
export interface StepProps {
  readonly state: State;
  readonly move: (move: Move) => void;
  readonly onClose: () => void;
  /** Of the heading, which names the dialog. */
  readonly titleId: string;
}

interface StepFrameProps {
  readonly titleId: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly children: ReactNode;
  readonly buttons: ReactNode;
  /** What Ctrl+Enter and ⌘+Enter do, the same as the main button; Enter alone never does it. */
  readonly onStep?: (() => void) | undefined;
  /** Takes the focus to the heading, so that a screen reader says where one is now. */
  readonly focusTitle?: boolean;
}

/** A step of an action: heading, what stands in it, buttons. */
export function StepFrame(props: StepFrameProps) {
  const { titleId, title, subtitle, children, buttons, onStep, focusTitle = false } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusTitle) heading.current?.focus({ preventScroll: true });
  }, [focusTitle]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onStep?.();
  };
  return (
    <Box onKeyDown={onKeyDown} sx={FRAME}>
      <Box sx={HEAD}>
        <Typography variant="h1" component="h2" id={titleId} ref={heading} tabIndex={-1} sx={TITLE}>
          {title}
        </Typography>
        {subtitle !== undefined && (
          <Typography variant="body2" sx={SUBTITLE}>
            {subtitle}
          </Typography>
        )}
      </Box>
      <DialogContent sx={CONTENT}>{children}</DialogContent>
      <DialogActions disableSpacing sx={BUTTONS}>
        {buttons}
      </DialogActions>
    </Box>
  );
}

/** How the main button's shortcut is shown: `⌘↵` on a Mac, `Ctrl ↵` elsewhere. */
export function StepKeys() {
  const isMac = /mac/i.test(navigator.userAgent);
  return (
    <Box component="kbd" aria-hidden sx={KEYS}>
      {isMac ? '⌘↵' : 'Ctrl ↵'}
    </Box>
  );
}

const FRAME = { display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 } as const;
const HEAD = { paddingInline: 3, paddingTop: 2.5, paddingBottom: 1 } as const;
const TITLE = {
  fontSize: '1.125rem',
  overflowWrap: 'anywhere',
  '&:focus': { outline: 'none' },
} as const;
const SUBTITLE = { color: 'text.secondary', overflowWrap: 'anywhere' } as const;
const CONTENT = {
  display: 'grid',
  alignContent: 'start',
  gap: 1.5,
  gridTemplateColumns: 'minmax(0, 1fr)',
  // What scrolls sideways could otherwise be squeezed where the screen is low.
  gridAutoRows: 'max-content',
  paddingInline: 3,
  '& .MuiTextField-root': { margin: 0 },
  // A label above its field stands beyond it.
  paddingTop: '8px !important',
} as const;
const BUTTONS = {
  gap: 1,
  paddingInline: 3,
  paddingBlock: 2,
  borderTop: 1,
  borderColor: 'divider',
  flexWrap: 'wrap',
  '& > .MuiButton-root': { flexGrow: { xs: 1, sm: 0 } },
  '& > .MuiButton-contained': { whiteSpace: 'normal', maxWidth: '100%' },
} as const;
const KEYS = {
  display: { xs: 'none', sm: 'inline-block' },
  marginLeft: 1.25,
  fontFamily: 'inherit',
  fontSize: '0.75rem',
  opacity: 0.75,
} as const;
