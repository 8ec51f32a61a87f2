import { keptOn, type Drawer } from '../../lib/drafts.js';
import { restored, VERSION, type State } from './machine.js';

/** The action that this person has begun on this account and not ended. */
export function draftOf(staffId: string, accountId: string, storage: Drawer): State | undefined {
  const kept = keptOn(accountId, storage);
  return isState(kept) && kept.staffId === staffId ? restored(kept) : undefined;
}

/** Nobody but this page writes there, so the version says what it is. */
const isState = (kept: unknown): kept is State =>
  typeof kept === 'object' && kept !== null && 'version' in kept && kept.version === VERSION;
