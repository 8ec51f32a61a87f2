import Button, { type ButtonProps } from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useId, type ReactElement } from 'react';
import { useActions } from './context.js';

interface ActionButtonProps extends ButtonProps {
  /** Why this button can do nothing, whatever the others can; undefined: it can. */
  readonly why?: string | undefined;
}

/** A button that acts on the account; disabled, with the reason, where nothing can be done. */
export function ActionButton({ why, ...props }: ActionButtonProps) {
  return (
    <Blocked why={why}>
      {(blocked) => (
        <Button {...props} {...blocked} disabled={blocked.disabled || props.disabled} />
      )}
    </Blocked>
  );
}

interface BlockedProps {
  readonly why?: string | undefined;
  readonly children: (blocked: {
    readonly disabled: boolean;
    readonly 'aria-describedby'?: string;
  }) => ReactElement;
}

/** Says why what stands in it is disabled, to whoever points at it or hears it. */
export function Blocked({ why, children }: BlockedProps) {
  const actions = useActions();
  const blocked = actions.blocked ?? why;
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
