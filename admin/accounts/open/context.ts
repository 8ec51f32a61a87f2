import { createContext, useContext } from 'react';
import type { Schemas } from '../../lib/api.js';
import type { LiveBalance } from './live-balance.js';
import type { Moment } from './moment.js';

/** The account whose page is open. */
export interface OpenAccount {
  readonly account: Schemas['Account'];
  readonly live: LiveBalance;
  /** The moment of the past that is shown; undefined: now. */
  readonly moment: Moment | undefined;
}

/** The account whose page is open, for all parts of it. */
export const AccountContext = createContext<OpenAccount | undefined>(undefined);

/** The account whose page is open. Throws outside of one. */
export function useOpenAccount(): OpenAccount {
  const open = useContext(AccountContext);
  if (!open) throw new Error('no account is open here');
  return open;
}
