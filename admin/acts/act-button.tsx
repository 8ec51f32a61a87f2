import Button, { type ButtonProps } from '@mui/material/Button';
import type { ReactNode } from 'react';
import { BegunContext, useBegun } from './begun.js';

interface ActButtonProps extends Pick<ButtonProps, 'size' | 'variant' | 'color' | 'aria-label'> {
  /** Names the dialog on its page, so that it comes back after signing in again. */
  readonly id: string;
  readonly label: string;
  /**
   * Whether the button is there: always, unless told. A dialog that is open stays without it, and
   * the server says why it refuses: what was typed is not lost when a role is taken away.
   */
  readonly isOffered?: boolean;
  /** The dialog that it opens. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a dialog. */
export function ActButton({ id, label, isOffered = true, children, ...look }: ActButtonProps) {
  const { begun, open, close } = useBegun(id);
  return (
    <>
      {isOffered && (
        <Button {...look} onClick={open}>
          {label}
        </Button>
      )}
      {begun && <BegunContext value={begun}>{children(close)}</BegunContext>}
    </>
  );
}
