import { lazy, Suspense, useCallback, type ReactNode } from 'react';
import type { Command } from '../actions/run/command.js';
import type { Permit } from '../actions/run/permits.js';
import { BegunContext, useBegun } from '../acts/begun.js';
import type { Schemas } from '../lib/api.js';
import { useMay } from '../sign-in/session.js';

const ChangeDialog = lazy(() => import('./change-dialog.js'));

interface Changing {
  /** Opens the dialog in place of the one that changes plans, where Stripe bills the account. */
  readonly instead: (command: Command) => boolean;
  /** What the person may do about the plan there; undefined: Stripe does not bill it. */
  readonly permit: Permit | undefined;
  readonly dialog: ReactNode;
}

/** Changes the subscription of an account: nobody else changes the plan that Stripe bills. */
export function useChangeSubscription({ renewed_by }: Schemas['Account']): Changing {
  const { begun, open, close } = useBegun('change-subscription');
  const mayChange = useMay('plans:write');
  const isBilled = renewed_by === 'invoice';
  const instead = useCallback(
    ({ kind }: Command) => {
      if (kind !== 'change_plan' || !isBilled) return false;
      open();
      return true;
    },
    // `open` is another function each time, and does the same.
    [isBilled],
  );
  const dialog = begun && (
    <BegunContext value={begun}>
      <Suspense fallback={null}>
        <ChangeDialog onClose={close} />
      </Suspense>
    </BegunContext>
  );
  // Nobody approves it: it is asked of Stripe at once, or not at all.
  const permit = isBilled ? (mayChange ? 'do' : 'no') : undefined;
  return { instead, permit, dialog };
}
