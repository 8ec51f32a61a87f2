import { z } from 'zod';

/** All permissions. A route requires one; an API key or a role holds several. */
export const PERMISSIONS = [
  'usage:write',
  'usage:read',
  'accounts:read',
  'accounts:write',
  'usage:backfill',
  'debt:allow',
  'adjustments:write',
  'refunds:write',
  'plans:write',
  'models:write',
  'clock:write',
  'audit:read',
  'ops:write',
  'keys:write',
  'webhooks:write',
  'ops:read',
  'holds:release',
  'pii:read',
  'pii:write',
  'pii:erase',
  'notes:write',
  'exports:read',
  'actions:read',
  'adjustments:request',
  'approvals:decide',
  'catalogue:request',
  'catalogue:approve',
  'staff:write',
  'payments:read',
  'payment_refunds:write',
  'inbox:write',
  'findings:write',
] as const;
/** A permission, as the OpenAPI document names it. */
export const PermissionName = z.enum(PERMISSIONS).meta({ id: 'Permission' });
/** A permission of an API key or a role. */
export type Permission = (typeof PERMISSIONS)[number];

/** Permissions of staff that no API key can hold: keys never approve and never make staff. */
export const STAFF_ONLY = [
  'actions:read',
  'adjustments:request',
  'approvals:decide',
  'catalogue:request',
  'catalogue:approve',
  'staff:write',
] as const;

/** Permissions that an API key can hold. */
export const KEY_SCOPES: readonly Permission[] = PERMISSIONS.filter(
  (permission) => !STAFF_ONLY.some((staffOnly) => staffOnly === permission),
);
/** A permission of an API key, as the OpenAPI document names it. */
export const KeyScopeName = PermissionName.exclude(STAFF_ONLY).meta({ id: 'KeyScope' });

/** Permissions of a new key unless told otherwise; the others are granted explicitly. */
export const PRODUCT_PERMISSIONS = [
  'usage:write',
  'usage:read',
  'accounts:read',
  'accounts:write',
] as const satisfies readonly Permission[];

/** Permissions that include another one. */
const IMPLIED: Partial<Record<Permission, Permission>> = {
  'ops:write': 'ops:read',
  'usage:write': 'holds:release',
};

/** These permissions and those that they include. */
export const withImplied = (permissions: readonly Permission[]): ReadonlySet<Permission> =>
  new Set(permissions.flatMap((permission) => [permission, IMPLIED[permission] ?? permission]));

/** Scopes of widget tokens; each token is valid for one account. */
export const WIDGET_SCOPES = [
  'balance:read',
  'history:read',
  'models:read',
  'packs:read',
  'checkout:create',
  'plan:change',
  'autotopup:write',
] as const;
/** A scope of widget tokens, as the OpenAPI document names it. */
export const WidgetScopeName = z.enum(WIDGET_SCOPES).meta({
  id: 'WidgetScope',
  description: '`autotopup:write`: consent to top-ups that charge a saved card.',
});
/** A scope of widget tokens. */
export type WidgetScope = (typeof WIDGET_SCOPES)[number];
