import { z } from 'zod';
import type { Permission } from './permissions.js';

/** What a person may be. Each has one role. */
export const ROLES = ['support', 'lead', 'finance', 'product', 'operator', 'admin'] as const;
/** What a person may be. */
export type Role = (typeof ROLES)[number];
/** What a person may be, as the API document names it. */
export const RoleName = z
  .enum(ROLES)
  .meta({ id: 'Role', description: 'What a member of staff may do.', examples: ['support'] });

/** What every role may read. */
const READS = ['accounts:read', 'usage:read', 'ops:read', 'exports:read'] as const;
/** Names, e-mail addresses and notes of customers. */
const PEOPLE = ['pii:read', 'notes:write'] as const;

/** What each role may do. Limits on credits are kept in a table, one row a role. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  support: new Set<Permission>([
    ...READS,
    ...PEOPLE,
    'adjustments:write',
    'refunds:write',
    'adjustments:request',
    'actions:read',
  ]),
  lead: new Set<Permission>([
    ...READS,
    ...PEOPLE,
    'pii:write',
    'accounts:write',
    'pii:write',
    'adjustments:write',
    'refunds:write',
    'holds:release',
    'adjustments:request',
    'approvals:decide',
    'audit:read',
    'actions:read',
  ]),
  finance: new Set<Permission>([
    ...READS,
    ...PEOPLE,
    'adjustments:request',
    'approvals:decide',
    'catalogue:approve',
    'audit:read',
    'actions:read',
  ]),
  product: new Set<Permission>([...READS, 'catalogue:request', 'webhooks:write']),
  operator: new Set<Permission>([...READS, 'ops:write', 'webhooks:write', 'audit:read']),
  admin: new Set<Permission>([
    ...READS,
    'pii:erase',
    'keys:write',
    'staff:write',
    'audit:read',
    'actions:read',
  ]),
};
