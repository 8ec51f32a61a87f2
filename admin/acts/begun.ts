import { createContext, useContext, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { onSignedOut } from '../lib/api.js';
import { forgetOn, keepOn, keptOn } from '../lib/drafts.js';
import { useMe } from '../sign-in/session.js';

/** A dialog that is open, with what is filled in. */
class Begun {
  private isDone = false;

  constructor(private input: unknown) {}

  readonly filled = (): unknown => this.input;
  readonly note = (input: unknown): void => void (this.input = input);
  /** It is done: nothing of it comes back. */
  readonly end = (): void => void (this.isDone = true);
  readonly isOpen = (): boolean => !this.isDone;
}

/** The dialog around a form; undefined: it does not come back after signing in again. */
export const BegunContext = createContext<Begun | undefined>(undefined);

/**
 * What is filled in of a dialog, like `useState`. It comes back after signing in again, so it must
 * hold no secret.
 */
export function useInput<Input extends object>(blank: Input): [Input, (input: Input) => void] {
  const begun = useContext(BegunContext);
  const [input, setInput] = useState(() => {
    const filled = begun?.filled();
    return isLike(filled, blank) ? filled : blank;
  });
  useEffect(() => begun?.note(input), [begun, input]);
  return [input, setInput];
}

/**
 * Whether a dialog of this page is open. One that was open when its reader was signed out is opened
 * again once the same person is back; `id` names it on its page.
 */
export function useBegun(id: string) {
  const { pathname } = useLocation();
  const staffId = useMe().data?.staff_id;
  const [begun, setBegun] = useState<Begun>();
  const subject = `${pathname} ${id}`;
  useEffect(() => {
    if (staffId === undefined) return;
    const kept = keptOn(subject, sessionStorage);
    forgetOn(subject, sessionStorage);
    if (isOf(staffId, kept)) setBegun(new Begun(kept.input));
  }, [staffId, subject]);
  useEffect(() => {
    if (!begun || staffId === undefined) return undefined;
    return onSignedOut(() => {
      if (begun.isOpen()) keepOn(subject, { staffId, input: begun.filled() }, sessionStorage);
    });
  }, [begun, staffId, subject]);
  return {
    begun,
    open: () => setBegun(new Begun(undefined)),
    close: () => setBegun(undefined),
  };
}

const isOf = (staffId: string, kept: unknown): kept is { readonly input?: unknown } =>
  typeof kept === 'object' && kept !== null && 'staffId' in kept && kept.staffId === staffId;

/** Only the same form writes there, so the types of its fields say enough. */
function isLike<Input extends object>(kept: unknown, blank: Input): kept is Input {
  if (typeof kept !== 'object' || kept === null) return false;
  const fields = new Map(Object.entries(kept));
  return Object.entries(blank).every(([name, value]) => typeof fields.get(name) === typeof value);
}
