import type { Schemas } from '../lib/api.js';

/** What an API key may do. */
export type Scope = Schemas['KeyScope'];

/** Headings under which scopes are offered, in order. */
export const SCOPE_GROUPS = ['product', 'credits', 'payments', 'personal', 'operations'] as const;

const GROUP_OF: Readonly<Record<Scope, (typeof SCOPE_GROUPS)[number]>> = {
  'usage:write': 'product',
  'usage:read': 'product',
  'accounts:read': 'product',
  'accounts:write': 'product',
  'holds:release': 'product',
  'adjustments:write': 'credits',
  'refunds:write': 'credits',
  'payments:read': 'payments',
  'payment_refunds:write': 'payments',
  'inbox:write': 'payments',
  'findings:write': 'payments',
  'debt:allow': 'credits',
  'usage:backfill': 'credits',
  'plans:write': 'credits',
  'models:write': 'credits',
  'pii:read': 'personal',
  'pii:write': 'personal',
  'pii:erase': 'personal',
  'notes:write': 'personal',
  'exports:read': 'operations',
  'webhooks:write': 'operations',
  'ops:read': 'operations',
  'ops:write': 'operations',
  'audit:read': 'operations',
  'keys:write': 'operations',
  'clock:write': 'operations',
};

const isScope = (name: string): name is Scope => Object.hasOwn(GROUP_OF, name);

/** Every scope, in the order in which they are offered. */
export const SCOPES: readonly Scope[] = Object.keys(GROUP_OF).filter(isScope);

/** The scopes under a heading. */
export const scopesOf = (group: (typeof SCOPE_GROUPS)[number]): readonly Scope[] =>
  SCOPES.filter((scope) => GROUP_OF[scope] === group);

/** What a product needs, and a new key has unless told otherwise. */
export const PRODUCT_SCOPES: readonly Scope[] = [
  'usage:write',
  'usage:read',
  'accounts:read',
  'accounts:write',
];
