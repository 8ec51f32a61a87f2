import { z } from 'zod';
import { demand, type Caller } from '../auth/caller.js';
import type { Role } from '../auth/roles.js';
import { Problem } from '../http/problem.js';

/**
 * What a list is about: everything of one account, many accounts, usage, what is sold and at which
 * price, people and what they did, how Scrip runs, or what proves the log.
 */
export const Subject = z
  .enum(['account', 'accounts', 'usage', 'catalogue', 'staff', 'operations', 'audit'])
  .meta({ id: 'ExportSubject' });
/** What a list is about. */
export type Subject = z.output<typeof Subject>;

/** What each role may take away as a file; what it may see is another question. */
export const EXPORTS: Readonly<Record<Role, readonly Subject[]>> = {
  support: ['account'],
  lead: ['account', 'accounts', 'usage', 'catalogue', 'staff', 'audit'],
  finance: ['account', 'accounts', 'usage', 'catalogue', 'staff', 'audit'],
  product: ['usage', 'catalogue'],
  operator: ['operations', 'audit'],
  admin: ['staff', 'audit'],
};

/**
 * 403 unless the caller has `exports:read`, and a person's role includes exports of this: of one
 * of these subjects, where it is more than one.
 */
export function demandExport(caller: Caller, ...subjects: readonly Subject[]): void {
  demand(caller, 'exports:read');
  if (caller.kind !== 'staff') return;
  const exported = EXPORTS[caller.role];
  if (subjects.some((subject) => exported.includes(subject))) return;
  const onlyOne = !subjects.includes('staff') && exported.includes('account');
  throw new Problem(
    'forbidden',
    onlyOne
      ? 'your role exports one account at a time: filter by account'
      : 'your role does not include this export',
  );
}
