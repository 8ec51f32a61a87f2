import type { Schemas } from '../../lib/api.js';
import type { Command } from './command.js';

type Permission = Schemas['Permission'];

/** What a person may do by themselves; `request`: only ask somebody to approve it. */
export type Permit = 'do' | 'request' | 'no';

/** What somebody may do, by the kind of command. */
export type Permits = Readonly<Record<Command['kind'], Permit>>;

/** What somebody with these permissions may do to an account of this status. */
export function permitsOf(
  permissions: readonly Permission[],
  status: Schemas['AccountStatus'],
): Permits {
  const permit = (needed: Permission): Permit => {
    if (permissions.includes(needed)) return 'do';
    return permissions.includes('adjustments:request') ? 'request' : 'no';
  };
  return {
    adjust: status === 'closed' ? 'no' : permit('adjustments:write'),
    // What a closed account was charged can still be given back.
    refund: permit('refunds:write'),
  };
}
