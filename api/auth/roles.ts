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
    'payments:read',
  ]),
  lead: new Set<Permission>([
    ...READS,
    ...PEOPLE,
    'pii:write',
    'accounts:write',
    'plans:write',
    'adjustments:write',
    'refunds:write',
    'holds:release',
    'adjustments:request',
    'approvals:decide',
    'audit:read',
    'actions:read',
    'payments:read',
  ]),
  finance: new Set<Permission>([
    ...READS,
    ...PEOPLE,
    'adjustments:request',
    'approvals:decide',
    'catalogue:approve',
    'audit:read',
    'actions:read',
    'payments:read',
    'payment_refunds:write',
    'inbox:write',
    'findings:write',
  ]),
  product: new Set<Permission>([...READS, 'catalogue:request', 'webhooks:write']),
  operator: new Set<Permission>([
    ...READS,
    'ops:write',
    'webhooks:write',
    'audit:read',
    'payments:read',
  ]),
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
  'refund_payment',
  'grant_payment',
] as const;
/** What staff do to an account by the contract of previews, limits and approvals. */
export type MoneyKind = (typeof MONEY_KINDS)[number];

/** What people of a role may only request: somebody else must approve it. */
export const ROLE_REQUESTS: Readonly<Record<Role, ReadonlySet<MoneyKind>>> = {
  support: new Set<MoneyKind>(['deduct', 'change_plan', 'suspend', 'reinstate', 'release']),
  lead: new Set<MoneyKind>(['close', 'refund_payment', 'grant_payment']),
  finance: new Set<MoneyKind>(['issue', 'deduct', 'refund', 'close', 'grant_payment']),
  product: new Set(),
  operator: new Set(),
  admin: new Set(),
};

/** What a person needs to do this without approval. */
export const PERMISSION_OF: Readonly<Record<MoneyKind, Permission>> = {
  issue: 'adjustments:write',
  deduct: 'adjustments:write',
  refund: 'refunds:write',
  change_plan: 'accounts:write',
  suspend: 'accounts:write',
  reinstate: 'accounts:write',
  close: 'accounts:write',
  release: 'holds:release',
  refund_payment: 'payment_refunds:write',
  grant_payment: 'findings:write',
};

/** Whether people of a role may do this without approval, within their limit. */
export const isOwnRight = (role: Role, kind: MoneyKind): boolean =>
  ROLE_PERMISSIONS[role].has(PERMISSION_OF[kind]) && !ROLE_REQUESTS[role].has(kind);

/** Whether people of a role may do something by themselves, only request it, or neither. */
export type Permit = 'do' | 'request' | 'no';

/** What people of a role may do to accounts; `do`: within their limit. */
export const permitsOf = (role: Role): Record<MoneyKind, Permit> => ({
  issue: permitOf(role, 'issue'),
  deduct: permitOf(role, 'deduct'),
  refund: permitOf(role, 'refund'),
  change_plan: permitOf(role, 'change_plan'),
  suspend: permitOf(role, 'suspend'),
  reinstate: permitOf(role, 'reinstate'),
  close: permitOf(role, 'close'),
  release: permitOf(role, 'release'),
  refund_payment: permitOf(role, 'refund_payment'),
  grant_payment: permitOf(role, 'grant_payment'),
});

const permitOf = (role: Role, kind: MoneyKind): Permit =>
  isOwnRight(role, kind) ? 'do' : mayRequest(role, [kind]) ? 'request' : 'no';

/** Whether people of a role may request one of these. */
export const mayRequest = (role: Role, kinds: readonly MoneyKind[]): boolean =>
  kinds.some((kind) => ROLE_REQUESTS[role].has(kind));

/** Whether people of a role may ask others to approve this: what they do within a limit, too. */
export const mayAskFor = (role: Role, kind: MoneyKind): boolean => permitOf(role, kind) !== 'no';
