import { createContext, useContext } from 'react';
import type { Command, Input } from './run/command.js';
import type { Permits } from './run/permits.js';

/** The actions of the account whose page is open. */
export interface Actions {
  readonly permits: Permits;
  /** Why nothing can be done now; undefined: it can. */
  readonly blocked: string | undefined;
  /** A dialog is open: keys are for it. */
  readonly isOpen: boolean;
  /** Opens the dialog of a command, with some of it filled in. */
  readonly open: (command: Command, input?: Partial<Input>) => void;
}

/** The actions of the account whose page is open. */
export const ActionsContext = createContext<Actions | undefined>(undefined);

/** The actions of the account whose page is open. Throws outside of one. */
export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('there is nothing to act on here');
  return actions;
}
