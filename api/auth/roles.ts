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

/** What staff do to an account by the contract of previews, limits and approvals. */
export const MONEY_KINDS = [
  'issue',
  'deduct',
  'refund',
  'change_plan',
  'suspend',
  'reinstate',
  'close',
  'release',
] as const;
/** What staff do to an account by the contract of previews, limits and approvals. */
export type MoneyKind = (typeof MONEY_KINDS)[number];

/** What people of a role may only request: somebody else must approve it. */
export const ROLE_REQUESTS: Readonly<Record<Role, ReadonlySet<MoneyKind>>> = {
  support: new Set<MoneyKind>(['deduct', 'change_plan', 'suspend', 'reinstate', 'release']),
  lead: new Set<MoneyKind>(['close']),
  finance: new Set<MoneyKind>(['issue', 'deduct', 'refund', 'close']),
  product: new Set(),
  operator: new Set(),
  admin: new Set(),
};

const PERMISSION_OF: Readonly<Record<MoneyKind, Permission>> = {
  issue: 'adjustments:write',
  deduct: 'adjustments:write',
  refund: 'refunds:write',
  change_plan: 'accounts:write',
  suspend: 'accounts:write',
  reinstate: 'accounts:write',
  close: 'accounts:write',
  release: 'holds:release',
};

/** Whether people of a role may do this without approval, within their limit. */
export const isOwnRight = (role: Role, kind: MoneyKind): boolean =>
  ROLE_PERMISSIONS[role].has(PERMISSION_OF[kind]) && !ROLE_REQUESTS[role].has(kind);

/** Whether people of a role may request one of these. */
export const mayRequest = (role: Role, kinds: readonly MoneyKind[]): boolean =>
  kinds.some((kind) => ROLE_REQUESTS[role].has(kind));
