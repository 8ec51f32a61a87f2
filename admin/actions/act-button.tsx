import Button, { type ButtonProps } from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useId, type ReactElement } from 'react';
import { useActions } from './context.js';

/** A button that acts on the account; disabled, with the reason, where nothing can be done. */
export function ActButton(props: ButtonProps) {
  return (
    <Blocked>
      {(blocked) => (
        <Button {...props} {...blocked} disabled={blocked.disabled || props.disabled} />
      )}
    </Blocked>
  );
}

interface BlockedProps {
  readonly children: (blocked: {
    readonly disabled: boolean;
    readonly 'aria-describedby'?: string;
  }) => ReactElement;
}

/** Says why what stands in it is disabled, to whoever points at it or hears it. */
export function Blocked({ children }: BlockedProps) {
  const { blocked } = useActions();
  const id = useId();
  if (blocked === undefined) return children({ disabled: false });
  return (
    <Tooltip title={blocked}>
      {/* What is disabled tells nobody that it is pointed at. */}
      <span>
        {children({ disabled: true, 'aria-describedby': id })}
        <span id={id} hidden>
          {blocked}
        </span>
      </span>
    </Tooltip>
  );
}
