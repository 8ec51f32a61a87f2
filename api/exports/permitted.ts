import { demand, type Caller } from '../auth/caller.js';
import type { Role } from '../auth/roles.js';
import { Problem } from '../http/problem.js';

/** What a list is about: everything of one account, many accounts, or what people did. */
export type Subject = 'account' | 'accounts' | 'staff';

/** What each role may take away as a file; what it may see is another question. */
const EXPORTS: Readonly<Record<Role, readonly Subject[]>> = {
  support: ['account'],
  lead: ['account', 'accounts', 'staff'],
  finance: ['account', 'accounts', 'staff'],
  product: [],
  operator: [],
  admin: ['staff'],
};

/** 403 unless the caller has `exports:read`, and a person's role includes exports of this. */
export function demandExport(caller: Caller, subject: Subject): void {
  demand(caller, 'exports:read');
  if (caller.kind !== 'staff' || EXPORTS[caller.role].includes(subject)) return;
  const onlyOne = subject === 'accounts' && EXPORTS[caller.role].includes('account');
  throw new Problem(
    'forbidden',
    onlyOne
      ? 'your role exports one account at a time: filter by account'
      : 'your role does not include this export',
  );
}
