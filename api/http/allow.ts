import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';

/** What a key may be allowed to do. A route names one; a key holds several. */
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
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What a product's key holds unless told otherwise; the rest is given one by one. */
export const PRODUCT_PERMISSIONS: readonly Permission[] = [
  'usage:write',
  'usage:read',
  'accounts:read',
  'accounts:write',
];

/** What a widget's token may be allowed to do, for the one account that it is made for. */
export const WIDGET_SCOPES = [
  'balance:read',
  'history:read',
  'models:read',
  'packs:read',
  'checkout:create',
  'plan:change',
  'autotopup:write',
] as const;
export type WidgetScope = (typeof WIDGET_SCOPES)[number];

/** What a route asks of its caller: one permission, or nothing at all. */
export type Access = Permission | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Absent: no widget may come in. */
    widget?: WidgetScope;
  }
}

/**
 * The permission a route needs of a key, and the scope it needs of a widget's token; without one,
 * widgets stay outside. They stand in Fastify's route config, so they are checked before a body is
 * read.
 */
export const Allow = (
  permission: Permission,
  { widget }: { readonly widget?: WidgetScope } = {},
): MethodDecorator =>
  applyDecorators(
    RouteConfig({ access: permission satisfies Access, ...(widget && { widget }) }),
    ApiExtension('x-permission', permission),
    ...(widget ? [ApiExtension('x-widget-scope', widget)] : []),
  );

/** A route that anybody may call: health, documentation. */
export const Public = (): MethodDecorator => RouteConfig({ access: 'public' satisfies Access });
